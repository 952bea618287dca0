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

-- What roster adds where more than 15,000 memberships or 3,000 heroes make it worth it,
-- and only after asking: indexes that keep a key press fast. The words of each
-- are those of the queries, or it would not serve them.
CREATE INDEX roster_hero_name ON hero (lower(name));

CREATE INDEX roster_team_name ON team (lower(name));

CREATE INDEX roster_heroteamlink_hero ON heroteamlink (hero_id, team_id, is_training);

CREATE INDEX roster_heroteamlink_training ON heroteamlink (team_id, hero_id) WHERE is_training <> FALSE;

-- What roster adds, with the first write and never for looking: the history
-- behind undo. "at" is UTC, "edits" is JSON and NULL where a change was too
-- large to be kept. It comes last, so that looking up a state reads no edits.
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
