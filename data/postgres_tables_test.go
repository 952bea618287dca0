package data_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/check"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// Columns of every type come back exactly as they were.
func TestTypesRoundTrip(t *testing.T) { postgresOnly(t, testTypesRoundTrip) }

func testTypesRoundTrip(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `CREATE TYPE mood AS ENUM ('sad', 'very glad');
		CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
		ALTER TABLE hero ADD COLUMN m mood DEFAULT 'very glad', ADD COLUMN n NUMERIC DEFAULT 1.50, ADD COLUMN d DATE DEFAULT '2026-02-28', ADD COLUMN ts TIMESTAMPTZ DEFAULT '2026-02-28 12:00:00.123456+05',
			ADD COLUMN inf TIMESTAMP DEFAULT 'infinity', ADD COLUMN u UUID DEFAULT '6ba7b810-9dad-11d1-80b4-00c04fd430c8', ADD COLUMN j JSON DEFAULT '{"a":  1}', ADD COLUMN jb JSONB DEFAULT '{"a": [1, null]}',
			ADD COLUMN a INTEGER[] DEFAULT '{{1,2},{3,NULL}}', ADD COLUMN ta TEXT[] DEFAULT '{"a\"b",NULL,"NULL",""}', ADD COLUMN b BYTEA DEFAULT '\x00ff', ADD COLUMN f REAL DEFAULT 0.1, ADD COLUMN g DOUBLE PRECISION DEFAULT 'NaN',
			ADD COLUMN c CHAR(5) DEFAULT 'ab', ADD COLUMN i INTERVAL DEFAULT '1 month 2 days', ADD COLUMN w TEXT COLLATE blind DEFAULT 'Blind', ADD COLUMN twice INTEGER GENERATED ALWAYS AS (age * 2) STORED;
		INSERT INTO hero (name, secret_name) SELECT 'Hero ' || i, 's' FROM generate_series(1, 12) AS i`)
	s := mustOpen(t, path)
	before := dump(t, db)
	page, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Sort: query.ByID}, query.Seek{Limit: 100})
	if err != nil || len(page.Rows) != 15 {
		t.Fatalf("%d heroes, %v", len(page.Rows), err)
	}
	for _, some := range [][]model.Hero{page.Rows[:1], page.Rows} {
		change := must(t, s, intent.DeleteHeroes{Heroes: slices.Clone(some)})
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
		mustRedo(t, s, change.ID)
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
	}
	change := must(t, s, data.Seed())
	mustUndo(t, s, change.ID)
	mustRedo(t, s, change.ID)
	t.Run("text in another case is another text", func(t *testing.T) {
		p, err := s.Plan(t.Context(), intent.DeleteHeroes{Heroes: slices.Clone(page.Rows[4:])})
		if err != nil {
			t.Fatal(err)
		}
		mustExec(t, db, "UPDATE hero SET w = 'BLIND' WHERE id = 7")
		before := dump(t, db)
		_, err = s.Apply(t.Context(), p.Change)
		mustConflict(t, db, before, err, `Nothing was changed: Hero 4 has changed since: w is now "BLIND".`)
	})
}

// Names are found and matched by their bytes in a column whose collation sees no
// difference.
func TestCaseInsensitiveCollation(t *testing.T) { postgresOnly(t, testCaseInsensitiveCollation) }

func testCaseInsensitiveCollation(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
		ALTER TABLE hero ALTER COLUMN name TYPE VARCHAR COLLATE blind; INSERT INTO hero (name, secret_name) VALUES ('deadpond', 'x'), ('Deadpond', 'y')`)
	s := mustOpen(t, path)
	var ids []model.ID
	if err := s.Reader().HeroesNamed(t.Context(), "Deadpond", func(h model.Hero) error { ids = append(ids, h.ID); return nil }); err != nil || fmt.Sprint(ids) != "[1 5]" {
		t.Errorf("Deadpond is %v (%v)", ids, err)
	}
	m := modelOf(t, db)
	for _, q := range queries(query.Heroes, id(0)) {
		for _, q.Filter = range [][]string{nil, {"EAD"}} {
			listCheck{s, q, m.order(s, q)}.all(t, 2)
		}
	}
	report, err := s.Check(t.Context())
	if err != nil || len(report) == 0 || report[0].Kind != check.SameHeroes || report[0].Count != 2 {
		t.Errorf("checked: %v, %v", report, err)
	}
}

// The tables are where the search path leads to, and the history is beside them.
// Ids that the database always gives are kept all the same.
func TestTablesInASchema(t *testing.T) { postgresOnly(t, testTablesInASchema) }

func testTablesInASchema(t *testing.T) {
	path := newPath(t)
	db := other(t, path)
	mustExec(t, db, `CREATE SCHEMA "Other one"; CREATE SCHEMA app; SET search_path = app;
		CREATE TABLE team (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL, headquarters TEXT NOT NULL);
		CREATE TABLE hero (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL, secret_name TEXT NOT NULL, age SMALLINT);
		CREATE TABLE heroteamlink (team_id INTEGER REFERENCES team, hero_id BIGINT REFERENCES hero, is_training BOOLEAN NOT NULL, PRIMARY KEY (team_id, hero_id))`)
	s := mustOpen(t, path+"&search_path="+url.PathEscape(`"Other one", app`))
	change := must(t, s, data.Seed())
	mustUndo(t, s, change.ID)
	mustRedo(t, s, change.ID)
	if got := lines(t, db, "SELECT table_schema FROM information_schema.tables WHERE table_name = 'roster_change'"); !slices.Equal(got, []string{"app"}) {
		t.Errorf("the history is in %q", got)
	}
}

// What was given an id is not given it again, and who comes first is not pushed
// back.
func TestSequences(t *testing.T) { postgresOnly(t, testSequences) }

func testSequences(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	add := func(id model.ID) {
		t.Helper()
		draft := importer.NewDraft()
		draft.Hero(importer.Entry{Line: 1, ID: importer.Just(id), Name: importer.Just(fmt.Sprint("Hero ", id)), Text: importer.Just("s")})
		p := importPlan(t, s, importer.Import{Draft: draft, Match: importer.MatchID, Name: "x.json"})
		if _, err := s.ApplyImport(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	next := func() string {
		return lines(t, db, "INSERT INTO hero (name, secret_name) VALUES ('next', 'n') RETURNING id")[0]
	}
	add(id(100))
	if id := next(); id != "101" {
		t.Errorf("after 100 comes %s", id)
	}
	add(id(50))
	if id := next(); id != "102" {
		t.Errorf("after 101 comes %s", id)
	}
}

// What the role may not do decides what the roster is.
func TestRoles(t *testing.T) { postgresOnly(t, testRoles) }

func testRoles(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	as := func(role, grants string) string {
		t.Helper()
		mustExec(t, db, "DROP ROLE IF EXISTS "+role+"; CREATE ROLE "+role+" LOGIN; "+strings.ReplaceAll(grants, "WHO", role))
		t.Cleanup(func() { mustExec(t, db, "DROP OWNED BY "+role+"; DROP ROLE "+role) })
		u, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.User(role)
		return u.String()
	}
	const reads, writes = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO WHO; ", "GRANT INSERT, UPDATE, DELETE ON team, hero, heroteamlink TO WHO; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO WHO; "
	t.Run("may read", func(t *testing.T) {
		s := mustOpen(t, as("roster_reader", reads))
		if want := `the role "roster_reader" can't write to its tables`; s.ReadOnly() != want {
			t.Errorf("read-only: %q, want %q", s.ReadOnly(), want)
		}
		if len(members(t, s, id(2))) != 3 {
			t.Error("the roster is not there")
		}
	})
	t.Run("may write, and create nothing", func(t *testing.T) {
		s := mustOpen(t, as("roster_writer", reads+writes))
		if s.ReadOnly() != "" || s.History().Forgets() == "" {
			t.Errorf("read-only: %q, forgets: %q", s.ReadOnly(), s.History().Forgets())
		}
		before := dump(t, db)
		change := must(t, s, data.Seed())
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
		if got := lines(t, db, "SELECT name FROM "+relations(t)+" WHERE name LIKE 'roster%'"); len(got) > 0 {
			t.Errorf("it left %q", got)
		}
	})
	t.Run("the rights that docs/shared.md names", func(t *testing.T) {
		must(t, mustOpen(t, path), graduate) // makes the history
		s := mustOpen(t, as("roster_ana", reads+"GRANT INSERT, UPDATE, DELETE ON team, hero, heroteamlink, roster_change TO WHO; "+
			"GRANT USAGE, UPDATE ON SEQUENCE team_id_seq, hero_id_seq, roster_change_id_seq TO WHO; REVOKE SELECT ON ALL SEQUENCES IN SCHEMA public FROM WHO; "))
		before := dump(t, db)
		change := must(t, s, intent.DeleteTeams{Teams: []model.Team{{ID: id(2), Name: "Preventers"}}})
		mustUndo(t, s, change.ID)
		mustEqual(t, dump(t, db), before)
	})
	t.Run("may not even read", func(t *testing.T) {
		s := mustOpen(t, as("roster_stranger", ""))
		_, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 1})
		if model.ErrorCode(err) != model.ReadOnly || !strings.Contains(fmt.Sprint(err), "(permission denied for table hero)") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("read-only by default", func(t *testing.T) {
		s := mustOpen(t, as("roster_careful", reads+writes+"ALTER ROLE WHO SET default_transaction_read_only = on; "))
		if !strings.Contains(s.ReadOnly(), "default_transaction_read_only") {
			t.Errorf("read-only: %q", s.ReadOnly())
		}
	})
}

// The ids of an import are not given again, nor does the sequence of a table go back
// to where it was not to begin.
func TestIDsAfterAnImport(t *testing.T) { postgresOnly(t, testIDsAfterAnImport) }

func testIDsAfterAnImport(t *testing.T) {
	for _, set := range []string{"SELECT setval('team_id_seq', (SELECT max(id) + 1 FROM team), false)", "ALTER SEQUENCE team_id_seq RESTART WITH 1000"} {
		path := copyOf(t, "sqlmodel.db")
		db := other(t, path)
		mustExec(t, db, "INSERT INTO team (id, name, headquarters) SELECT i, 'Team ' || i, 'x' FROM generate_series(10, 99) AS i; "+set)
		s := mustOpen(t, path)
		next := lines(t, db, "SELECT last_value FROM team_id_seq")[0]
		change := must(t, s, intent.DeleteTeams{Teams: []model.Team{{ID: id(10), Name: "Team 10"}}})
		mustUndo(t, s, change.ID)
		mustExec(t, db, "INSERT INTO team (name, headquarters) VALUES ('New', 'x')")
		if got := lines(t, db, "SELECT max(id) FROM team WHERE name = 'New'")[0]; got != next {
			t.Errorf("%s: the next team has the id %s, want %s", set, got, next)
		}
	}
	for begins, want := range map[string]int64{"1": 2, "1000": 1000} {
		path := newPath(t)
		mustClose(t, mustOpen(t, path, create))
		mustExec(t, other(t, path), "ALTER SEQUENCE team_id_seq START "+begins+" RESTART")
		s := mustOpen(t, path)
		d := s.NewDraft()
		d.Team(importer.Entry{Line: 1, ID: importer.Just(id(1)), Name: importer.Just("A"), Text: importer.Just("x")})
		if _, err := s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d, Match: importer.MatchID})); err != nil {
			t.Fatal(err)
		}
		change := must(t, s, intent.NewTeam(model.Team{Name: "B", Headquarters: "y"}, nil, model.Training))
		if got := change.Edits[0].After[0]; got != want {
			t.Errorf("the sequence begins with %s: the next team has the id %d, want %d", begins, got, want)
		}
	}
}

// The indexes are made while others work, and one that was left half-made is
// made again.
func TestPostgresAddIndexes(t *testing.T) { postgresOnly(t, testPostgresAddIndexes) }

func testPostgresAddIndexes(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	s.Hasten()
	mustExec(t, db, "CREATE INDEX roster_hero_name ON hero (name); UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'roster_hero_name'::regclass")
	plan := mustIndex(t, s)
	if len(plan.Missing) != 5 {
		t.Errorf("added %q", plan.Missing)
	}
	want := []string{
		"CREATE INDEX roster_hero_age ON public.hero USING btree (age, id) INCLUDE (name)",
		`CREATE INDEX roster_hero_name ON public.hero USING btree (lower(((name)::text COLLATE "C")), id) INCLUDE (name)`,
		"CREATE INDEX roster_heroteamlink_hero ON public.heroteamlink USING btree (hero_id, team_id, is_training)",
		"CREATE INDEX roster_heroteamlink_training ON public.heroteamlink USING btree (team_id, hero_id) WHERE (is_training <> false)",
		`CREATE INDEX roster_team_name ON public.team USING btree (lower(((name)::text COLLATE "C")), id)`,
	}
	if got := lines(t, db, "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname LIKE 'roster%' AND indisvalid ORDER BY relname"); !slices.Equal(got, want) {
		t.Errorf("the indexes are %q", got)
	}
	if plan, err := s.PlanIndexes(t.Context()); err != nil || !plan.Empty() {
		t.Errorf("then lacking: %q, %v", plan.Missing, err)
	}
}

// An index of an earlier roster does not have the names: it is used, and made again.
func TestIndexesWithoutNames(t *testing.T) { postgresOnly(t, testIndexesWithoutNames) }

func testIndexesWithoutNames(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `CREATE INDEX roster_hero_name ON hero (lower(name COLLATE "C"), id); CREATE INDEX roster_hero_age ON hero (age, id)`)
	s := mustOpen(t, path)
	s.Hasten()
	for _, sort := range query.Heroes.Sorts() {
		q := query.Query{List: query.Heroes, Sort: sort, Filter: []string{"d"}}
		listCheck{s, q, modelOf(t, db).order(s, q)}.all(t, 1)
	}
	if plan := mustIndex(t, s); len(plan.Missing) != 5 {
		t.Errorf("added %q", plan.Missing)
	}
	if got := lines(t, db, "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%INCLUDE%' ORDER BY 1"); !slices.Equal(got, []string{"roster_hero_age", "roster_hero_name"}) {
		t.Errorf("those with names are %q", got)
	}
}

// A name of another program may be too long for an index, which says so.
func TestNameTooLongForAnIndex(t *testing.T) { postgresOnly(t, testNameTooLongForAnIndex) }

func testNameTooLongForAnIndex(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	letters := rand.New(rand.NewPCG(1, 1))
	name := make([]byte, 2000)
	for i := range name {
		name[i] = byte('a' + letters.IntN(26))
	}
	mustExec(t, db, "UPDATE hero SET name = $1 WHERE id = 1", string(name))
	s := mustOpen(t, path)
	s.Hasten()
	plan, err := s.PlanIndexes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = s.AddIndexes(t.Context(), plan)
	if err == nil || model.ErrorCode(err) != model.Invalid || !strings.HasPrefix(err.Error(), "A name is too long for an index of ") {
		t.Errorf("said %v", err)
	}
}

// A number with an exponent, as JSON may have it, is the number that it says, and the
// same file once more changes nothing.
func TestNumbersWithExponents(t *testing.T) { postgresOnly(t, testNumbersWithExponents) }

func testNumbersWithExponents(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "ALTER TABLE heroteamlink ADD COLUMN pay NUMERIC(12,2), ADD COLUMN free NUMERIC")
	s := mustOpen(t, path)
	for _, test := range []struct{ field, said, want string }{
		{"pay", "1e3", "1000.00"}, {"pay", "1.5e3", "1500.00"}, {"pay", "-1E+3", "-1000.00"}, {"pay", "125e-2", "1.25"}, {"pay", "1.500e0", "1.50"}, {"pay", "0e5", "0.00"},
		{"pay", "1.5e-2", `pay "1.5e-2" has more than 2 digits after the point.`}, {"pay", "1e999999999999", `pay "1e999999999999" is too large, or too small.`}, {"pay", "1e-2000", `pay "1e-2000" is too large, or too small.`},
		{"free", "1.25e-3", "0.00125"}, {"free", "2E2", "200"},
	} {
		plan := func() (importer.Plan, error) {
			d := s.NewDraft()
			given, err := d.Give("heroteamlink", test.field, test.said, field.AsNumber)
			if err != nil {
				return importer.Plan{}, err
			}
			team := d.Team(importer.Entry{Line: 1, ID: importer.Just(id(2)), Name: importer.Just("Preventers")})
			d.Link(1, team, d.Hero(importer.Entry{Line: 1, ID: importer.Just(id(2)), Name: importer.Just("Spider-Boy")}), model.Absent, given)
			p, err := s.PlanImport(t.Context(), importer.Import{Draft: d})
			if err == nil && p.Problems.Count > 0 {
				err = errors.New(p.Problems.List[0].Text)
			}
			return p, err
		}
		p, err := plan()
		if err != nil {
			if err.Error() != test.want {
				t.Errorf("%s: %v, want %s", test.said, err, test.want)
			}
			continue
		}
		if _, err := s.ApplyImport(t.Context(), p); err != nil {
			t.Errorf("%s: %v", test.said, err)
			continue
		}
		if got := lines(t, db, "SELECT "+test.field+"::text FROM heroteamlink WHERE team_id = 2 AND hero_id = 2")[0]; got != test.want {
			t.Errorf("%s is %s, want %s", test.said, got, test.want)
		}
		if again, err := plan(); err != nil || !again.Empty() {
			t.Errorf("%s once more: %+v (%v)", test.said, again.Links, err)
		}
	}
}

// Numbers that a column does not take are named with their lines before anything is
// written.
func TestNumbersThatAreTooLarge(t *testing.T) { postgresOnly(t, testNumbersThatAreTooLarge) }

func testNumbersThatAreTooLarge(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	d := s.NewDraft()
	d.Team(importer.Entry{Line: 2, ID: importer.Just(id(3_000_000_000)), Name: importer.Just("A"), Text: importer.Just("x")})
	d.Hero(importer.Entry{Line: 3, ID: importer.Just(id(9)), Name: importer.Just("B"), Text: importer.Just("x"), AgeSaid: true, Age: model.Years(2_147_483_648)})
	p, err := s.PlanImport(t.Context(), importer.Import{Draft: d, Match: importer.MatchID})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, problem := range p.Problems.List {
		told = append(told, fmt.Sprintf("%d: %s", problem.Line, problem.Text))
	}
	want := []string{"2: team_id 3000000000 is too large: the column takes 2147483647 at most", "3: age 2147483648 is too large: the column takes 2147483647 at most"}
	if !slices.Equal(told, want) {
		t.Errorf("got %q, want %q", told, want)
	}
}
