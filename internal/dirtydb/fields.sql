-- A roster whose models were extended, as SQLAlchemy writes it. The statements
-- are those of its CREATE TABLE, with an enum's CHECK and a computed column.
CREATE TABLE team (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	headquarters VARCHAR NOT NULL,
	note VARCHAR,
	PRIMARY KEY (id)
);

CREATE INDEX ix_team_name ON team (name);

CREATE TABLE hero (
	id INTEGER NOT NULL,
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
	role VARCHAR(6),
	joined DATE,
	rating NUMERIC(4, 2) DEFAULT 3.5 NOT NULL,
	seen DATETIME,
	remote BOOLEAN,
	missions INTEGER,
	senior BOOLEAN GENERATED ALWAYS AS (rating >= 4) VIRTUAL,
	extra JSON,
	PRIMARY KEY (team_id, hero_id),
	FOREIGN KEY(team_id) REFERENCES team (id),
	FOREIGN KEY(hero_id) REFERENCES hero (id),
	CONSTRAINT role CHECK (role IN ('scout', 'medic', 'leader')),
	CONSTRAINT fair CHECK (rating <= 10)
);

INSERT INTO team (id, name, headquarters, note) VALUES
	(1, 'Z-Force', 'Sister Margaret''s Bar', NULL),
	(2, 'Preventers', 'Sharp Tower', 'Meets on Mondays');

INSERT INTO hero (id, name, secret_name, age, email) VALUES
	(1, 'Deadpond', 'Dive Wilson', NULL, 'dead@pond.example'),
	(2, 'Spider-Boy', 'Pedro Parqueador', NULL, 'spider@boy.example'),
	(3, 'Rusty-Man', 'Tommy Sharp', 48, 'rusty@man.example');

INSERT INTO heroteamlink (team_id, hero_id, is_training, role, joined, rating, seen, remote, missions, extra) VALUES
	(1, 1, 0, 'leader', '2024-02-29', 4.5, '2026-11-20 18:30:00.000000', 0, 12, NULL),
	(2, 1, 1, NULL, NULL, 3.5, NULL, NULL, NULL, NULL),
	(2, 2, 1, 'scout', '2025-12-31', 3, '2026-11-21 08:15:30.250000', 1, 0, NULL),
	(2, 3, 0, 'medic', NULL, 9.25, NULL, 0, 40, '{"badge": 7}');
