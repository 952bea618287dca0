package data_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/pgtest"
)

// What a server runs by itself when a table is read is refused, where it is neither a
// superuser's nor the visitor's own.
func TestTablesThatRunCode(t *testing.T) { postgresOnly(t, testTablesThatRunCode) }

func testTablesThatRunCode(t *testing.T) {
	const evil = "CREATE FUNCTION evil(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$; "
	for name, c := range map[string]struct{ plant, by, want string }{
		"index":      {evil + "CREATE INDEX traps ON hero (id) WHERE id > 1000000 AND id + evil(id) = 1", "", "the index traps, by roster_eve"},
		"statistics": {evil + "CREATE STATISTICS traps ON (id + evil(1)), id FROM team", "", "the statistics traps, by roster_eve"},
		"operator": {evil + "CREATE FUNCTION trap(integer, integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT FALSE'; CREATE OPERATOR ### (LEFTARG = integer, RIGHTARG = integer, FUNCTION = trap); CREATE INDEX traps ON hero (id) WHERE id ### 1",
			"", "the index traps, by roster_eve"},
		"child":       {evil + "CREATE TABLE child () INHERITS (heroteamlink); CREATE INDEX traps ON child (hero_id) WHERE hero_id + evil(1) = 1", "", "the index traps, by roster_eve"},
		"policy":      {evil + "ALTER TABLE team ENABLE ROW LEVEL SECURITY; CREATE POLICY traps ON team USING (evil(id) = 1)", "roster_amy", "the row-level security of team"},
		"own":         {"CREATE FUNCTION kind(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1'; CREATE INDEX kinds ON hero (kind(name))", "roster_eve", ""},
		"superuser's": {"CREATE INDEX kinds ON hero (trusted(name))", "", ""},
		"view":        {evil + "ALTER TABLE team RENAME TO club; CREATE VIEW team AS SELECT id, name, headquarters FROM club WHERE evil(id) = 1", "", `"team" is a view, not a table`},
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			mustExec(t, db, `CREATE ROLE roster_eve LOGIN; CREATE ROLE roster_amy LOGIN; GRANT ALL ON SCHEMA public TO roster_eve; GRANT SELECT ON ALL TABLES IN SCHEMA public TO roster_amy;
				CREATE FUNCTION trusted(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1';
				ALTER TABLE team OWNER TO roster_eve; ALTER TABLE hero OWNER TO roster_eve; ALTER TABLE heroteamlink OWNER TO roster_eve`)
			t.Cleanup(func() { mustExec(t, db, "DROP OWNED BY roster_eve, roster_amy; DROP ROLE roster_eve, roster_amy") })
			as := func(role string) string { return strings.Replace(path, pgtest.Superuser+"@", role+"@", 1) }
			if err := pgtest.Exec(as("roster_eve"), c.plant); err != nil {
				t.Fatal(err)
			}
			if c.by == "" {
				c.by = pgtest.Superuser
			}
			s, err := data.Open(t.Context(), as(c.by), data.Options{Schema: schema(t)})
			if err == nil {
				defer mustClose(t, s)
			}
			if (err == nil) != (c.want == "") || !strings.Contains(fmt.Sprint(err), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// What someone makes of a table while it is read does not run either.
func TestTableMadeAView(t *testing.T) { postgresOnly(t, testTableMadeAView) }

func testTableMadeAView(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	t.Cleanup(func() { mustExec(t, db, "DROP OWNED BY roster_mal CASCADE; DROP ROLE roster_mal") })
	for _, sql := range []string{
		"ALTER TABLE team RENAME TO club; CREATE VIEW team AS SELECT * FROM club",
		"DROP VIEW team; ALTER TABLE club RENAME TO team; CREATE ROLE roster_mal; ALTER TABLE team OWNER TO roster_mal; ALTER TABLE team ENABLE ROW LEVEL SECURITY",
	} {
		mustExec(t, db, sql)
		_, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 1})
		if isView := strings.Contains(sql, "CREATE VIEW"); (err != nil) != isView {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// The path of the URL says where the tables are, whatever their schema is called, and
// nothing else is looked up along it.
func TestSearchPath(t *testing.T) { postgresOnly(t, testSearchPath) }

func testSearchPath(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `CREATE SCHEMA "it's ""app"""; CREATE SCHEMA first; CREATE TABLE first.roster_change (id INTEGER);
		ALTER TABLE team SET SCHEMA "it's ""app"""; ALTER TABLE hero SET SCHEMA "it's ""app"""; ALTER TABLE heroteamlink SET SCHEMA "it's ""app"""`)
	for _, setting := range []string{"search_path=" + url.PathEscape(`first, "it's ""app""", public`), "options=" + strings.ReplaceAll(url.PathEscape(`-c search_path=first,"it's\ ""app""",public`), "=", "%3D")} {
		s := mustOpen(t, path+"&"+setting)
		change := must(t, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(strings.HasPrefix(setting, "search_path"))})
		mustUndo(t, s, change.ID)
		mustRedo(t, s, change.ID)
		if plan, err := s.PlanIndexes(t.Context()); err != nil || !plan.Empty() {
			t.Errorf("indexes: %v, %v", plan, err)
		}
	}
	if got := lines(t, db, `SELECT count(*) FROM "it's ""app""".roster_change`); got[0] != "2" {
		t.Errorf("the history has %q changes", got)
	}
}

// A function of a trigger that finds no name without a path is told as what it is, and
// one that has a path of its own works.
func TestTriggerWithoutAPath(t *testing.T) { postgresOnly(t, testTriggerWithoutAPath) }

func testTriggerWithoutAPath(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	s := mustOpen(t, path)
	mustExec(t, db, `CREATE TYPE kind AS ENUM ('x'); CREATE TABLE audit (what kind); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
		CREATE TRIGGER audited AFTER UPDATE ON heroteamlink FOR EACH ROW EXECUTE FUNCTION note(); ALTER TABLE heroteamlink ENABLE ALWAYS TRIGGER audited`)
	if _, err := s.Look(t.Context()); err != nil { // else the change is refused as one of other tables
		t.Fatal(err)
	}
	intent := intent.SetStanding{Members: spiderBoyIn, Standing: model.Training}
	for body, missing := range map[string]string{
		"PERFORM 'x'::kind":              `type "kind" does not exist`,
		"INSERT INTO audit VALUES ('x')": `relation "audit" does not exist`,
	} {
		mustExec(t, db, "CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "+body+"; RETURN NEW; END $$")
		if _, err := s.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		plan, err := s.Plan(t.Context(), intent)
		if err == nil {
			_, err = s.Apply(t.Context(), plan.Change)
		}
		if told := fmt.Sprint(err); model.ErrorCode(err) != model.Invalid || !strings.Contains(told, missing) || !strings.Contains(told, "ALTER FUNCTION … SET search_path") {
			t.Errorf("%s: got %v", body, err)
		}
	}
	mustExec(t, db, "CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('x'); RETURN NEW; END $$")
	mustExec(t, db, "ALTER FUNCTION note() SET search_path = public")
	must(t, s, intent)
	if got := lines(t, db, "SELECT count(*) FROM audit"); got[0] != "1" {
		t.Errorf("the trigger noted %q", got)
	}
}
