-- The tables that the SQLModel tutorial page "Link Model with Extra Fields" creates,
-- and what roster adds. main.go embeds this file, and roster runs its statements in
-- empty databases.

-- A team, and where it meets.
CREATE TABLE team (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	headquarters VARCHAR NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX ix_team_name ON team (name);

-- A hero. The age is NULL if it is unknown.
CREATE TABLE hero (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	secret_name VARCHAR NOT NULL,
	age INTEGER,
	PRIMARY KEY (id)
);

CREATE INDEX ix_hero_age ON hero (age);

CREATE INDEX ix_hero_name ON hero (name);

-- A hero's membership of a team. is_training is the extra field of the link: whether
-- the hero is still in training there, or active.
CREATE TABLE heroteamlink (
	team_id INTEGER NOT NULL,
	hero_id INTEGER NOT NULL,
	is_training BOOLEAN NOT NULL,
	PRIMARY KEY (team_id, hero_id),
	FOREIGN KEY(team_id) REFERENCES team (id),
	FOREIGN KEY(hero_id) REFERENCES hero (id)
);

-- Indexes that keep key presses fast. roster offers them from 15,000 memberships or
-- 3,000 heroes on. Their expressions must be those of the queries, because the database
-- uses an index only for the same expression.
CREATE INDEX roster_hero_name ON hero (lower(name));

CREATE INDEX roster_team_name ON team (lower(name));

CREATE INDEX roster_heroteamlink_hero ON heroteamlink (hero_id, team_id, is_training);

CREATE INDEX roster_heroteamlink_training ON heroteamlink (team_id, hero_id) WHERE is_training <> FALSE;

-- The history that undo needs. roster creates it with the first change, not when it
-- opens a database. "at" is in UTC. "edits" is JSON, or NULL if the change was too large
-- to be kept. It is the last column, so that reading the others does not read it.
CREATE TABLE roster_change (
	id INTEGER NOT NULL,
	token VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	actor VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	count INTEGER NOT NULL,
	edits VARCHAR,
	PRIMARY KEY (id),
	UNIQUE (token)
);

CREATE INDEX roster_change_actor ON roster_change (actor, state, id);
