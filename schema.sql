-- The tables of roster, as the SQLModel tutorial page "Link Model with Extra
-- Fields" creates them, and what roster adds. main.go embeds this file: an
-- empty database is set up from it, one statement at a time.

-- A team and where it meets.
CREATE TABLE team (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	headquarters VARCHAR NOT NULL,
	PRIMARY KEY (id)
);

CREATE INDEX ix_team_name ON team (name);

-- A hero. The age is not always known.
CREATE TABLE hero (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	secret_name VARCHAR NOT NULL,
	age INTEGER,
	PRIMARY KEY (id)
);

CREATE INDEX ix_hero_age ON hero (age);

CREATE INDEX ix_hero_name ON hero (name);

-- One hero's membership of one team. is_training is the extra field of the
-- link: still training in that team, or already going on missions.
CREATE TABLE heroteamlink (
	team_id INTEGER NOT NULL,
	hero_id INTEGER NOT NULL,
	is_training BOOLEAN NOT NULL,
	PRIMARY KEY (team_id, hero_id),
	FOREIGN KEY(team_id) REFERENCES team (id),
	FOREIGN KEY(hero_id) REFERENCES hero (id)
);

-- Indexes that roster adds from 15,000 memberships or 3,000 heroes on, and only after
-- asking: they keep key presses fast. Their expressions are those of the queries, because
-- the database uses an index only for the same expression.
CREATE INDEX roster_hero_name ON hero (lower(name));

CREATE INDEX roster_team_name ON team (lower(name));

CREATE INDEX roster_heroteamlink_hero ON heroteamlink (hero_id, team_id, is_training);

CREATE INDEX roster_heroteamlink_training ON heroteamlink (team_id, hero_id) WHERE is_training <> FALSE;

-- The history that undo needs. roster adds it with the first change, never for
-- reading. "at" is UTC. "edits" is JSON, and NULL if a change was too large to be
-- kept. It is the last column, so that reading a state does not read the edits.
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
