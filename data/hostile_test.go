package data_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// without drops tables of the seed, so that others can take their names.
func without(tables ...string) string {
	out := "PRAGMA foreign_keys = OFF;"
	for _, table := range tables {
		out += " DROP TABLE " + table + ";"
	}
	return out
}

// lie writes a row into sqlite_schema, as no one does who means well.
func lie(rows ...string) string {
	return "PRAGMA writable_schema = ON; " + strings.Join(rows, "; ") + "; PRAGMA writable_schema = RESET"
}

const (
	team    = "CREATE TABLE team (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, headquarters VARCHAR NOT NULL)"
	history = "CREATE TABLE roster_change (id INTEGER NOT NULL PRIMARY KEY, token, at, actor, label, state, count, edits)"
	spoiled = "can't be used: the history, table \"roster_change\", %s. It was not created by roster: remove or rename it with another program, and roster creates a new one. Nothing was changed."
	noTeam  = "is not a roster: %s. Nothing was changed."
	broken  = "is damaged: keep a copy of it, and restore a backup."
)

// What only looks like a roster is refused, in one sentence that says what is
// wrong with which table.
func TestOpenRefusesMaliciousFiles(t *testing.T) {
	for name, test := range map[string]struct{ statements, want string }{
		"virtual table":           {without("team") + "CREATE VIRTUAL TABLE team USING fts5(id, name, headquarters)", fmt.Sprintf(noTeam, `"team" is a virtual table, whose rows are not in the file`)},
		"module that nobody has":  {without("team") + lie("INSERT INTO sqlite_schema VALUES ('table', 'team', 'team', 0, 'CREATE VIRTUAL TABLE team USING nobody(id)')"), fmt.Sprintf(noTeam, `"team" is a virtual table, whose rows are not in the file`)},
		"generated column":        {without("hero") + "CREATE TABLE hero (id INTEGER PRIMARY KEY, name TEXT GENERATED ALWAYS AS ('x' || id), secret_name, age)", fmt.Sprintf(noTeam, `column "name" of table "hero" is generated, and can't be written`)},
		"stored generated column": {without("hero") + "CREATE TABLE hero (id INTEGER PRIMARY KEY, name, secret_name, Age TEXT AS (7) STORED)", fmt.Sprintf(noTeam, `column "age" of table "hero" is generated, and can't be written`)},
		"ids that are text":       {without("team") + strings.Replace(team, "INTEGER", "VARCHAR", 1), fmt.Sprintf(noTeam, `column "team_id" of table "heroteamlink" does not hold texts, as the ids that it refers to are`)},
		"ids that SQLite does not give": {without("team") + strings.Replace(team, "INTEGER", "BIGINT", 1), fmt.Sprintf(noTeam,
			`the ids of table "team" are not whole numbers that the database assigns (INTEGER PRIMARY KEY)`)},
		"without rowid":            {without("team") + team + " WITHOUT ROWID", fmt.Sprintf(noTeam, `the ids of table "team" are not whole numbers that the database assigns (INTEGER PRIMARY KEY)`)},
		"memberships by name":      {without("heroteamlink") + "CREATE TABLE heroteamlink (team_id TEXT, hero_id INTEGER, is_training, PRIMARY KEY (team_id, hero_id))", fmt.Sprintf(noTeam, `column "team_id" of table "heroteamlink" does not keep whole numbers`)},
		"memberships in fractions": {without("heroteamlink") + "CREATE TABLE heroteamlink (team_id INT, hero_id REAL, is_training, PRIMARY KEY (team_id, hero_id))", fmt.Sprintf(noTeam, `column "hero_id" of table "heroteamlink" does not keep whole numbers`)},
		"view as history":          {"CREATE VIEW Roster_Change AS SELECT * FROM hero", fmt.Sprintf(spoiled, "is a view")},
		"view that swallows history": {"CREATE VIEW roster_change AS SELECT * FROM hero; CREATE TRIGGER t INSTEAD OF INSERT ON roster_change BEGIN DELETE FROM hero; END",
			fmt.Sprintf(spoiled, "is a view")},
		"history without edits":  {strings.Replace(history, ", edits", "", 1), fmt.Sprintf(spoiled, `is not as roster creates it: table "roster_change" has no column "edits"`)},
		"history without ids":    {strings.Replace(history, " NOT NULL PRIMARY KEY", "", 1), fmt.Sprintf(spoiled, `is not as roster creates it: the primary key of table "roster_change" is not (id)`)},
		"virtual history":        {"CREATE VIRTUAL TABLE roster_change USING fts5(id, token, at, actor, label, state, count, edits)", fmt.Sprintf(spoiled, `is not as roster creates it: "roster_change" is a virtual table, whose rows are not in the file`)},
		"trigger on the history": {history + "; CREATE TRIGGER t AFTER INSERT ON roster_change BEGIN DELETE FROM hero; END", fmt.Sprintf(spoiled, `has the trigger "t"`)},
		"nonsense in the schema": {lie("UPDATE sqlite_schema SET sql = 'CREATE nonsense' WHERE name = 'team'"), broken},
		"page of nobody":         {lie("UPDATE sqlite_schema SET rootpage = 4711 WHERE name = 'hero'"), broken},
		"table twice":            {lie("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'team'"), broken},
	} {
		t.Run(name, func(t *testing.T) {
			path := altered(t, test.statements)
			before := filesAt(t, path)
			s, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)})
			if s != nil {
				defer mustClose(t, s)
			}
			code := model.NotARoster
			if test.want == broken {
				code = model.Corrupt
			}
			mustSay(t, err, code, path, test.want)
			mustEqual(t, filesAt(t, path), before)
		})
	}
}

// wide returns the definitions of so many further columns.
func wide(columns int) string {
	var text strings.Builder
	for i := range columns {
		fmt.Fprintf(&text, ", c%d DEFAULT %d", i, i)
	}
	return text.String()
}

// What is odd beside the tables, and in further columns, is no reason to refuse.
// Looking leaves it as it is, what is not edited stays, and undo brings the very
// bytes back.
func TestOddFilesAreUsed(t *testing.T) {
	for name, statements := range map[string]string{
		"2,000 columns":           without("hero") + "CREATE TABLE hero (id INTEGER PRIMARY KEY, name, secret_name, age" + wide(1996) + "); INSERT INTO hero (id, name, secret_name) VALUES (1, 'Deadpond', 'x'), (2, 'Spider-Boy', 'y'), (3, 'Rusty-Man', 'z')",
		"huge blob":               "ALTER TABLE hero ADD COLUMN photo BLOB; UPDATE hero SET photo = zeroblob(2000000)",
		"generated columns":       "ALTER TABLE hero ADD COLUMN shout TEXT AS (upper(name)) VIRTUAL; ALTER TABLE hero ADD COLUMN \"drop\" AS (id * 2)",
		"triggers of our names":   "CREATE TRIGGER team AFTER UPDATE ON hero BEGIN SELECT 1; END; CREATE TRIGGER roster_change AFTER INSERT ON team BEGIN SELECT 1; END",
		"recursive trigger":       "CREATE TABLE echo (n); CREATE TRIGGER e AFTER INSERT ON echo WHEN new.n < 500 BEGIN INSERT INTO echo VALUES (new.n + 1); END; CREATE TRIGGER h AFTER UPDATE ON heroteamlink BEGIN INSERT INTO echo VALUES (1); END",
		"views without end":       "CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a; CREATE VIEW c AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
		"module that nobody has":  lie("INSERT INTO sqlite_schema VALUES ('table', 'moon', 'moon', 0, 'CREATE VIRTUAL TABLE moon USING nobody(id)')"),
		"cascades of our own":     without("heroteamlink") + "CREATE TABLE heroteamlink (team_id INTEGER REFERENCES team ON DELETE CASCADE, hero_id INTEGER REFERENCES hero ON DELETE CASCADE, is_training, PRIMARY KEY (team_id, hero_id)); INSERT INTO heroteamlink VALUES (1, 1, 0), (2, 1, 1), (2, 3, 0)",
		"memberships, no rowid":   without("heroteamlink") + "CREATE TABLE heroteamlink (hero_id, team_id, is_training, PRIMARY KEY (hero_id, team_id)) WITHOUT ROWID; INSERT INTO heroteamlink VALUES (1, 1, 0), (1, 2, 1), (3, 2, 0)",
		"statistics that lie":     "ANALYZE; UPDATE sqlite_stat1 SET stat = '0 0 0'; INSERT INTO sqlite_stat1 VALUES ('hero', 'nobody', 'x'), ('hero', NULL, '-5')",
		"types that lie":          without("hero") + "CREATE TABLE hero (id INTEGER PRIMARY KEY, name BLOB, secret_name DATETIME, age BOOLEAN); INSERT INTO hero VALUES (1, 'Deadpond', '2024-01-02', 'x'), (2, X'00', 7, 2), (3, NULL, NULL, X'FF')",
		"names that are keywords": "CREATE TABLE \"select\" (\"from\" REFERENCES hero(id)); CREATE VIEW \"a; DROP TABLE hero\" AS SELECT 1; ALTER TABLE hero ADD COLUMN \"a\"\"b; --\" DEFAULT 'x'",
	} {
		t.Run(name, func(t *testing.T) {
			path := altered(t, statements)
			before := filesAt(t, path)
			s := mustOpen(t, path)
			readEverything(t, s)
			mustCheck(t, s)
			mustClose(t, s)
			if filesAt(t, path) != before {
				t.Error("looking changed the file")
			}
			thereAndBack(t, path)
		})
	}
}

// thereAndBack toggles, edits and deletes, and undoes that.
func thereAndBack(t *testing.T, path string) {
	t.Helper()
	s, db := mustOpen(t, path), other(t, path)
	before := everything(t, db)
	hero, _, err := s.Reader().Hero(t.Context(), id(1))
	if err != nil {
		t.Fatal(err)
	}
	typed := hero
	typed.Name = "Renamed"
	var ids []int64
	for _, intent := range []intent.Intent{
		intent.SetStanding{Members: []model.MembershipRef{seedMember(id(2), id(1))}, Standing: model.Active},
		intent.EditHero{Shown: hero, Typed: typed},
		intent.DeleteHeroes{Heroes: []model.Hero{typed}},
		intent.NewHero(model.Hero{Name: "Newcomer", SecretName: "x"}, nil, model.Training),
	} {
		ids = append(ids, must(t, s, intent).ID)
		if everything(t, db) == before {
			t.Errorf("%T changed nothing", intent)
		}
	}
	for _, id := range slices.Backward(ids) {
		mustUndo(t, s, id)
	}
	mustEqual(t, everything(t, db), before)
}

// everything returns the rows of the three tables, however many columns they
// have.
func everything(t *testing.T, db *sql.DB) string {
	t.Helper()
	out := ""
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		out += strings.Join(lines(t, db, "SELECT * FROM "+table+" ORDER BY 1, 2"), "\n") + "\n"
	}
	return out
}

// A table whose pages are those of another one, and other lies that only use
// finds out: an error says so, nothing crashes, nothing is written.
func TestInconsistentFilesAreReported(t *testing.T) {
	const unknown = "needs something that roster does not have: %s. Use the program that created it."
	for name, test := range map[string]struct{ statements, want string }{
		"page of an index":   {lie("UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'ix_hero_name') WHERE name = 'hero'"), broken},
		"page of the schema": {lie("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'hero'"), broken},
		"unknown collation":  {lie("UPDATE sqlite_schema SET sql = replace(sql, 'name VARCHAR', 'name VARCHAR COLLATE nobody') WHERE name = 'hero'"), fmt.Sprintf(unknown, "no such collation sequence: nobody")},
		"unknown function":   {lie("UPDATE sqlite_schema SET sql = 'CREATE INDEX ix_hero_name ON hero (nobody(name))' WHERE name = 'ix_hero_name'"), fmt.Sprintf(unknown, "unknown function: nobody()")},
		"trigger that reads the schema": {"CREATE TRIGGER t AFTER UPDATE ON hero BEGIN INSERT INTO team SELECT NULL, name, type FROM pragma_table_info('hero'); END",
			fmt.Sprintf(unknown, `unsafe use of virtual table "pragma_table_info"`)},
	} {
		t.Run(name, func(t *testing.T) {
			path := altered(t, test.statements)
			before := content(t, path)
			err := use(t, path)
			code := model.NotARoster
			if test.want == broken {
				code = model.Corrupt
			}
			mustSay(t, err, code, path, test.want)
			if content(t, path) != before {
				t.Error("the file was changed")
			}
		})
	}
}

// use opens a database, looks at its heroes, and renames one, until that fails.
func use(t *testing.T, path string) error {
	t.Helper()
	s, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)})
	if err != nil {
		return err
	}
	defer mustClose(t, s)
	if _, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 100}); err != nil {
		return err
	}
	plan, err := s.Plan(t.Context(), edited(func(h *model.Hero) { h.Name = "Renamed" }))
	if err != nil {
		return err
	}
	_, err = s.Apply(t.Context(), plan.Change)
	return err
}

// A deletion that sets off more than roster could bring back is refused however
// it comes about: taking someone off a team, undoing, redoing.
func TestIndirectDeletions(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	made, left := recruit(t, s, "A"), must(t, s, intent.Remove{Members: []model.MembershipRef{seedMember(id(2), id(3))}})
	mustUndo(t, s, left.ID)
	mustClose(t, s)
	db := other(t, path)
	mustExec(t, db, "CREATE TRIGGER one AFTER DELETE ON heroteamlink BEGIN DELETE FROM hero WHERE id = old.hero_id; END")
	mustExec(t, db, "CREATE TRIGGER two AFTER DELETE ON hero BEGIN DELETE FROM team; END")
	before := dump(t, db)
	s = mustOpen(t, path)
	for name, delete := range map[string]func() error{
		"remove": func() error {
			_, err := s.Plan(t.Context(), intent.Remove{Members: []model.MembershipRef{seedMember(id(2), id(1))}})
			return err
		},
		"undo":   func() error { _, err := s.Undo(t.Context(), made.Ref()); return err },
		"redo":   func() error { _, err := s.Redo(t.Context(), left.Ref()); return err },
		"revert": func() error { _, err := s.Plan(t.Context(), intent.Revert{Change: made.Ref()}); return err },
	} {
		if err := delete(); err == nil || !strings.Contains(err.Error(), "acts on deletions") {
			t.Errorf("%s: %v", name, err)
		}
		mustEqual(t, dump(t, db), before)
	}
}

// A database that keeps its text as UTF-16 is used like any other.
func TestFileInUTF16(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wide.db")
	tables, _, _ := strings.Cut(schema(t), "CREATE TABLE roster_change")
	mustExec(t, other(t, path), "PRAGMA encoding = 'UTF-16le'; "+tables+`INSERT INTO team VALUES (1, 'Ω', '日本'), (2, 'Preventers', '');
		INSERT INTO hero VALUES (1, 'Deadpond', 'é', NULL); INSERT INTO heroteamlink VALUES (2, 1, 1), (1, 1, 0)`)
	thereAndBack(t, path)
	if got := lines(t, other(t, path), "PRAGMA encoding"); got[0] != "UTF-16le" {
		t.Errorf("the text is kept as %s", got[0])
	}
	s := mustOpen(t, path)
	if got := memberships(t, s, id(1)); len(got) != 2 || got[1].Team.Name != "Ω" || got[1].Team.Headquarters != "日本" {
		t.Errorf("read %+v", got)
	}
}

// The words of a trigger that refuses a change are shown without the engine's, and a
// transaction that SQLite ended by itself is no second failure.
func TestTriggerThatRefuses(t *testing.T) {
	for raise, want := range map[string]string{
		"ABORT":    "was not changed. A trigger of it refused that: ask the coach (1811) first.",
		"FAIL":     "was not changed. A trigger of it refused that: ask the coach (1811) first.",
		"ROLLBACK": "was not changed. A trigger of it refused that: ask the coach (1811) first.",
	} {
		path := altered(t, "CREATE TRIGGER t BEFORE UPDATE ON heroteamlink BEGIN SELECT RAISE("+raise+", 'ask the coach (1811) first'); END")
		s := mustOpen(t, path)
		plan, err := s.Plan(t.Context(), graduate)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Apply(t.Context(), plan.Change)
		if err == nil || err.Error() != path+" "+want {
			t.Errorf("%s: got %v, want %s", raise, err, want)
		}
	}
}
