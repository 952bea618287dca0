-- The roster of internal/dirtydb/fields.sql as SQLAlchemy makes it on PostgreSQL:
-- with an enum of its own, and a computed column that is stored.

CREATE TYPE role AS ENUM ('scout', 'medic', 'leader');

CREATE TABLE team (
	id SERIAL NOT NULL,
	name VARCHAR NOT NULL,
	headquarters VARCHAR NOT NULL,
	note VARCHAR,
	PRIMARY KEY (id)
);
CREATE INDEX ix_team_name ON team (name);

CREATE TABLE hero (
	id SERIAL NOT NULL,
	name VARCHAR NOT NULL,
	secret_name VARCHAR NOT NULL,
	age INTEGER,
	email VARCHAR(40) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (email)
);
CREATE INDEX ix_hero_age ON hero (age);
CREATE INDEX ix_hero_name ON hero (name);

CREATE TABLE heroteamlink (
	team_id INTEGER NOT NULL,
	hero_id INTEGER NOT NULL,
	is_training BOOLEAN NOT NULL,
	role role,
	joined DATE,
	rating NUMERIC(4, 2) DEFAULT 3.5 NOT NULL,
	seen TIMESTAMP WITHOUT TIME ZONE,
	remote BOOLEAN,
	missions INTEGER,
	senior BOOLEAN GENERATED ALWAYS AS (rating >= 4) STORED,
	extra JSON,
	PRIMARY KEY (team_id, hero_id),
	FOREIGN KEY(team_id) REFERENCES team (id),
	FOREIGN KEY(hero_id) REFERENCES hero (id),
	CONSTRAINT fair CHECK (rating <= 10)
);

INSERT INTO team (name, headquarters, note) VALUES ('Z-Force', 'Sister Margaret''s Bar', NULL), ('Preventers', 'Sharp Tower', 'Meets on Mondays');
INSERT INTO hero (name, secret_name, age, email) VALUES
	('Deadpond', 'Dive Wilson', NULL, 'dead@pond.example'), ('Spider-Boy', 'Pedro Parqueador', NULL, 'spider@boy.example'),
	('Rusty-Man', 'Tommy Sharp', 48, 'rusty@man.example');
INSERT INTO heroteamlink (team_id, hero_id, is_training, role, joined, rating, seen, remote, missions, extra) VALUES
	(1, 1, false, 'leader', '2024-02-29', 4.5, '2026-11-20 18:30:00', false, 12, NULL),
	(2, 1, true, NULL, NULL, 3.5, NULL, NULL, NULL, NULL),
	(2, 2, true, 'scout', '2025-12-31', 3, '2026-11-21 08:15:30.25', true, 0, NULL),
	(2, 3, false, 'medic', NULL, 9.25, NULL, false, 40, '{"badge": 7}');
