-- A roster as careless programs leave it: everything here is something that
-- SQLite allows and SQLModel would not write. foreign_keys is off, as it is
-- wherever a program does not turn it on.

CREATE TABLE team (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	headquarters VARCHAR NOT NULL,
	badge BLOB,
	PRIMARY KEY (id)
);
CREATE INDEX ix_team_name ON team (name);

CREATE TABLE hero (
	id INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	note TEXT DEFAULT 'new',
	secret_name VARCHAR NOT NULL,
	age INTEGER,
	PRIMARY KEY (id)
);
CREATE INDEX ix_hero_age ON hero (age);
CREATE INDEX ix_hero_name ON hero (name);

CREATE TABLE heroteamlink (
	team_id INTEGER NOT NULL,
	hero_id INTEGER NOT NULL,
	joined DATETIME,
	is_training BOOLEAN NOT NULL,
	PRIMARY KEY (team_id, hero_id),
	FOREIGN KEY(team_id) REFERENCES team (id),
	FOREIGN KEY(hero_id) REFERENCES hero (id)
);

BEGIN;

INSERT INTO team (id, name, headquarters, badge) VALUES
	(1, 'Z-Force', 'Sister Margaret''s Bar', NULL),
	(2, 'Preventers', 'Sharp Tower', X''),
	(3, 'Preventers', 'Sharp Tower, second floor', X'00FF89504E47'),
	(4, '', 'nowhere', 'text where a blob belongs'),
	(5, CAST(X'FF5465616DC3' AS TEXT), 'invalid UTF-8', NULL),
	(6, 'Éclair', CAST(X'6E756C0068657265' AS TEXT), 4.5),
	(7, 'éCLAIR', X'DEADBEEF', 7),
	(8, 'Ωmega', char(27) || ']0;owned' || char(7) || char(27) || '[2J', NULL),
	(9, 'z-force', 'lower case', NULL),
	(10, 'nobody', 'empty', NULL);

INSERT INTO hero (id, name, secret_name, age) VALUES
	(1, 'Deadpond', 'Dive Wilson', NULL),
	(2, 'Spider-Boy', 'Pedro Parqueador', 16),
	(3, 'Rusty-Man', 'Tommy Sharp', 48),
	(4, 'Rusty-Man', 'another Tommy', 'abc'),
	(5, 'rusty-man', 'a third Tommy', 4.5),
	(6, 'RUSTY-MAN', '', NULL),
	(7, '', 'has no name', -1),
	(8, CAST(X'C328FF' AS TEXT), CAST(X'FE' AS TEXT), 9223372036854775807),
	(9, CAST(X'4E756C004D616E' AS TEXT), 'NUL in the name', 30),
	(10, CAST(X'4E756C' AS TEXT), 'the same name up to the NUL', 30),
	(11, X'426C6F62', 'the name is a blob', X'00'),
	(12, char(27) || '[31mRed' || char(27) || ']0;owned' || char(7) || char(13) || char(10) || char(155), 'escapes', 1e300),
	(13, printf('%.*c', 200, 'L'), 'two hundred letters', 0),
	(14, 'Émile', 'E with an accent', 30.0),
	(15, 'émile', 'the same in lower case', ''),
	(16, 'straße', 'sharp s', NULL),
	(17, 'Ǆungla', 'upper case digraph', 5),
	(18, 'ǅungla', 'title case digraph', 5),
	(19, 'Ждан', 'Cyrillic', 5),
	(20, 'ждан', 'Cyrillic in lower case', NULL),
	(21, '100%_done', 'signs of LIKE', 33),
	(22, '日本の英雄', 'wide', X''),
	(23, '=HYPERLINK("x")', 'a formula', 21),
	(24, 'Nobody''s friend', 'on no team', 22);

UPDATE hero SET note = NULL WHERE id = 2;
UPDATE hero SET note = '' WHERE id = 3;
UPDATE hero SET note = X'' WHERE id = 4;
UPDATE hero SET note = CAST(X'80' AS TEXT) WHERE id = 5;

INSERT INTO heroteamlink (team_id, hero_id, is_training, joined) VALUES
	(1, 1, 0, NULL),
	(1, 2, 1, '2024-01-02 03:04:05'),
	(1, 404, 1, 'a hero who does not exist'),
	(2, 1, 2, 2460312.5),
	(2, 2, 0, 1704164645),
	(2, 3, 'x', '2024-01-02'),
	(2, 4, -1, '2024-01-02T03:04:05Z'),
	(2, 5, '', X'00'),
	(2, 6, X'', X''),
	(2, 7, 0.5, ''),
	(2, 8, 'false', '12:34:56'),
	(2, 9, 0, CAST(X'FF00' AS TEXT)),
	(2, 10, 1, NULL),
	(2, 11, 0, NULL),
	(2, 12, 1, NULL),
	(2, 13, 0, NULL),
	(2, 14, 1, NULL),
	(2, 15, 0, NULL),
	(2, 16, 1, NULL),
	(2, 17, 0, NULL),
	(2, 18, 1, NULL),
	(2, 19, 0, NULL),
	(2, 20, 1, NULL),
	(2, 21, 0, NULL),
	(2, 22, 1, NULL),
	(2, 23, 0, NULL),
	(2, 404, 'x', NULL),
	(2, 405, 0, NULL),
	(3, 3, 1, NULL),
	(4, 7, 1, NULL),
	(5, 8, 0, NULL),
	(6, 14, 2, NULL),
	(7, 14, 1, NULL),
	(8, 12, 'x', NULL),
	(9, 14, 0, NULL),
	(404, 14, 2, 'a team that does not exist'),
	(404, 405, 1, 'neither exists'),
	(405, 14, 0, NULL);

COMMIT;
