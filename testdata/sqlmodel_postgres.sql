-- What the program of the SQLModel tutorial page "Link Model with Extra Fields"
-- sends to PostgreSQL: the tables that SQLAlchemy makes of its models, and the rows
-- that are there at its end.

CREATE TABLE team (
	id SERIAL NOT NULL, 
	name VARCHAR NOT NULL, 
	headquarters VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_team_name ON team (name);

CREATE TABLE hero (
	id SERIAL NOT NULL, 
	name VARCHAR NOT NULL, 
	secret_name VARCHAR NOT NULL, 
	age INTEGER, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_hero_age ON hero (age);
CREATE INDEX ix_hero_name ON hero (name);

CREATE TABLE heroteamlink (
	team_id INTEGER NOT NULL, 
	hero_id INTEGER NOT NULL, 
	is_training BOOLEAN NOT NULL, 
	PRIMARY KEY (team_id, hero_id), 
	FOREIGN KEY(team_id) REFERENCES team (id), 
	FOREIGN KEY(hero_id) REFERENCES hero (id)
);

INSERT INTO team (name, headquarters) VALUES ('Z-Force', 'Sister Margaret''s Bar'), ('Preventers', 'Sharp Tower');
INSERT INTO hero (name, secret_name, age) VALUES ('Deadpond', 'Dive Wilson', NULL), ('Spider-Boy', 'Pedro Parqueador', NULL), ('Rusty-Man', 'Tommy Sharp', 48);
INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (1, 1, false), (2, 1, true), (2, 2, true), (2, 3, false);
INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (1, 2, true);
UPDATE heroteamlink SET is_training=false WHERE heroteamlink.team_id = 2 AND heroteamlink.hero_id = 2;
