package data_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// variant is a database with the rows of the tutorial's under other names.
type variant struct {
	name  string
	names func(*model.Names)
	ownID bool     // its memberships have an id of their own, and columns that may be NULL
	more  []string // what else is done to it, under its own names
}

// variants are link models as people write them.
func variants() []variant {
	plural := func(n *model.Names) { n.Team, n.Hero, n.Link = "teams", "heroes", "hero_team_links" }
	users := func(n *model.Names) {
		n.Team, n.TeamID, n.TeamName, n.Headquarters = "projects", "project_id", "title", "city"
		n.Hero, n.HeroID, n.HeroName, n.SecretName, n.Age = "users", "user_id", "full name", "password", "years"
		n.Link, n.LinkTeam, n.LinkHero, n.Flag = "ProjectMember", "project", "user", "is_admin"
	}
	bare := func(n *model.Names) { n.Headquarters, n.SecretName, n.Age = "", "", "" }
	return []variant{
		{name: "plural names", names: plural},
		{name: "users and projects", names: users},
		{name: "own id", names: users, ownID: true},
		{name: "only names", names: bare},
		{name: "users and projects with only names", names: func(n *model.Names) { users(n); bare(n) }, ownID: true},
		{name: "roster's names for other columns", names: users, more: []string{
			`ALTER TABLE users ADD COLUMN name VARCHAR`, `ALTER TABLE users ADD COLUMN age VARCHAR`, `ALTER TABLE users ADD COLUMN team_id INTEGER`,
			`ALTER TABLE projects ADD COLUMN id VARCHAR`, `ALTER TABLE projects ADD COLUMN name_ VARCHAR`, `ALTER TABLE projects ADD COLUMN name VARCHAR`,
			`ALTER TABLE "ProjectMember" ADD COLUMN is_training VARCHAR`, `ALTER TABLE "ProjectMember" ADD COLUMN role VARCHAR`,
			`UPDATE users SET name = 'login', age = 'old', team_id = 7`, `UPDATE projects SET id = 'x', name = 'y'`, `UPDATE "ProjectMember" SET is_training = 'no', role = 'lead'`,
		}},
	}
}

// as returns the names of the variant.
func (v variant) as() model.Names {
	names := model.StandardNames()
	v.names(&names)
	return names
}

// opened is an option of mustOpen. It sets the words of the tutorial too: the messages can be compared then.
func (v variant) opened(o *data.Options) {
	o.Names, o.Words = v.as(), model.Words{Team: "team", Teams: "teams", Hero: "hero", Heroes: "heroes", Training: "training", Active: "active"}
}

// apply makes a database of the tutorial one with the names of the variant.
func (v variant) apply(t testing.TB, path string) {
	t.Helper()
	db, names := other(t, path), v.as()
	if v.ownID {
		id := byEngine(t, "id INTEGER PRIMARY KEY", "id SERIAL PRIMARY KEY")
		mustExec(t, db, "CREATE TABLE pairs ("+id+", team_id INTEGER REFERENCES team (id), hero_id INTEGER REFERENCES hero (id), is_training BOOLEAN NOT NULL, UNIQUE (hero_id, team_id))")
		mustExec(t, db, "INSERT INTO pairs (team_id, hero_id, is_training) SELECT team_id, hero_id, is_training FROM heroteamlink ORDER BY hero_id DESC")
		mustExec(t, db, "INSERT INTO pairs (team_id, is_training) VALUES (1, TRUE), (2, FALSE)")
		mustExec(t, db, "DROP TABLE heroteamlink")
		mustExec(t, db, "ALTER TABLE pairs RENAME TO heroteamlink")
	}
	for _, table := range []string{model.TeamTable, model.HeroTable, model.LinkTable} {
		for _, c := range names.Columns(table) {
			switch c.Stored {
			case c.Name:
			case "":
				if c.Name == "age" {
					mustExec(t, db, "DROP INDEX IF EXISTS ix_hero_age")
					mustExec(t, db, "DROP INDEX IF EXISTS roster_hero_age")
				}
				mustExec(t, db, fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", table, c.Name))
			default:
				mustExec(t, db, fmt.Sprintf(`ALTER TABLE %s RENAME COLUMN %s TO "%s"`, table, c.Name, c.Stored))
			}
		}
		if names.Table(table) != table {
			mustExec(t, db, fmt.Sprintf(`ALTER TABLE %s RENAME TO "%s"`, table, names.Table(table)))
		}
	}
	for _, statement := range v.more {
		mustExec(t, db, statement)
	}
}

// rows returns every row of the variant's tables, whatever the order of its columns.
func (v variant) rows(t testing.TB, db *sql.DB) string {
	t.Helper()
	var all []string
	for _, table := range []string{model.TeamTable, model.HeroTable, model.LinkTable} {
		rows := lines(t, db, fmt.Sprintf(`SELECT '%s', r.* FROM "%[1]s" AS r`, v.as().Table(table)))
		slices.Sort(rows)
		all = append(all, rows...)
	}
	return strings.Join(all, "\n")
}

// TestAdopted does the same things to a database of the tutorial and to each variant, and
// compares what roster says; then it takes them back, and compares the rows.
func TestAdopted(t *testing.T) { engines(t, testAdopted) }

func testAdopted(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			has := variantText(v)
			seed := copyOf(t, "sqlmodel.db")
			blank(t, seed, v.as())
			path := copyOf(t, "sqlmodel.db")
			v.apply(t, path)
			want, got := mustOpen(t, seed), mustOpen(t, path, v.opened)
			want.Hasten()
			got.Hasten()
			before := v.rows(t, other(t, path))
			mustEqual(t, useEverything(t, got, has), useEverything(t, want, has))
			mustEqual(t, withoutIndexes(mustCheck(t, got)), withoutIndexes(mustCheck(t, want)))
			takeBack(t, got)
			mustEqual(t, v.rows(t, other(t, path)), before)
			redoAll(t, got)
			takeBack(t, want)
			redoAll(t, want)
			mustEqual(t, listed(t, got), listed(t, want))
			v.alter(t, path, got)
		})
	}
}

// alter has another program write to the variant, and give it a column.
func (v variant) alter(t testing.TB, path string, s *data.Store) {
	t.Helper()
	db, names := other(t, path), v.as()
	if _, err := s.Look(t.Context()); err != nil { // from here on
		t.Fatal(err)
	}
	mustExec(t, db, fmt.Sprintf(`UPDATE "%s" SET "%s" = 'Renamed' WHERE "%s" = 1`, names.Hero, names.HeroName, names.HeroID))
	mustLook(t, s, true)
	mustExec(t, db, fmt.Sprintf(`ALTER TABLE "%s" ADD COLUMN motto VARCHAR`, names.Hero))
	mustLook(t, s, true)
	hero, _, err := s.Reader().Hero(t.Context(), id(1))
	if err != nil || hero.Name != "Renamed" {
		t.Errorf("the hero is %+v, %v", hero, err)
	}
	later := must(t, s, intent.NewHero(model.Hero{Name: "Later"}, nil, model.Training))
	if fields := s.Reader().Fields(model.HeroTable); len(fields) == 0 || fields[len(fields)-1].Name != "motto" {
		t.Errorf("the fields are %+v", fields)
	}
	mustUndo(t, s, later.ID)
}

// withoutIndexes returns a report without what it says of indexes: a unique key of a variant
// may be as good as one of roster's.
func withoutIndexes(report string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(report, "\n"), func(line string) bool {
		return strings.Contains(line, "of roster's indexes are missing")
	}), "\n")
}

// variantText returns a function that returns a text if the variant has a place for it.
func variantText(v variant) func(column, text string) string {
	names := v.as()
	return func(column, text string) string {
		for _, table := range []string{model.TeamTable, model.HeroTable} {
			if names.Stored(table, column) != "" {
				return text
			}
		}
		return ""
	}
}

// blank empties what a variant has no place for.
func blank(t testing.TB, path string, names model.Names) {
	t.Helper()
	db := other(t, path)
	for _, of := range [][2]string{
		{names.Headquarters, "UPDATE team SET headquarters = ''"}, {names.SecretName, "UPDATE hero SET secret_name = ''"}, {names.Age, "UPDATE hero SET age = NULL"},
	} {
		if of[0] == "" {
			mustExec(t, db, of[1])
		}
	}
}

// useEverything does what people do with a roster, and returns what they are told.
func useEverything(t testing.TB, s *data.Store, has func(column, text string) string) string {
	t.Helper()
	var told []string
	do := func(w intent.Intent) {
		t.Helper()
		c := must(t, s, w)
		told = append(told, fmt.Sprintf("%s: %d rows", c.Label, c.Rows()))
	}
	told = append(told, listed(t, s))
	age := model.Age{Text: has("age", "31"), Set: has("age", "31") != ""}
	do(intent.NewTeam(model.Team{Name: "Avengers", Headquarters: has("headquarters", "Tower")}, []model.Name{{Table: "hero", ID: id(1), Name: "Deadpond"}}, model.Training))
	do(intent.NewHero(model.Hero{Name: "Tarantula", SecretName: has("secret_name", "Natalia"), Age: age}, []model.Name{{Table: "team", ID: id(1), Name: "Z-Force"}}, model.Active))
	do(intent.SetStanding{Members: seen("Preventers", members(t, s, id(2))...), Standing: model.Active})
	do(intent.EditHero{Shown: model.Hero{ID: id(2), Name: "Spider-Boy", SecretName: has("secret_name", "Pedro Parqueador")}, Typed: model.Hero{ID: id(2), Name: "Spider-Man", SecretName: has("secret_name", "Peter")}})
	do(intent.EditTeam{Shown: model.Team{ID: id(1), Name: "Z-Force", Headquarters: has("headquarters", "Sister Margaret's Bar")}, Typed: model.Team{ID: id(1), Name: "Z-Force", Headquarters: has("headquarters", "Bar")}})
	do(intent.DeleteHeroes{Heroes: []model.Hero{{ID: id(3), Name: "Rusty-Man"}}})
	draft := drafted(t, "|Avengers||2|Spider-Man|||active", "|New Team||||||", "|||9|Numbered|||", "|Preventers|||Brand New|||training")
	plan := importPlan(t, s, importer.Import{Draft: draft, Name: "a file"})
	if plan.Problems.Count > 0 {
		t.Fatalf("%+v", plan.Problems)
	}
	c, err := s.ApplyImport(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	told = append(told, c.Label, walk(t, s), listed(t, s))
	for _, d := range s.History().Details(c, 100) {
		told = append(told, d.Verb+" "+d.Who)
	}
	return strings.Join(told, "\n")
}

// listed returns what every list shows, in every order and with every filter.
func listed(t testing.TB, s *data.Store) string {
	t.Helper()
	var all []string
	say := func(q query.Query, rows any) { all = append(all, fmt.Sprintf("%+v: %+v", q, rows)) }
	for _, list := range []query.Query{{List: query.Teams}, {List: query.Heroes}, {List: query.Members, Of: id(2)}, {List: query.Memberships, Of: id(1)}} {
		for _, q := range queries(list.List, list.Of) {
			for _, q.Filter = range [][]string{nil, {"e"}} {
				say(q, readPage(t, s, q, query.Seek{Limit: 10}).ids)
			}
		}
	}
	for _, m := range members(t, s, id(2)) {
		say(query.Query{}, m)
	}
	for _, m := range memberships(t, s, id(1)) {
		say(query.Query{}, m)
	}
	err := s.Reader().EachHero(t.Context(), query.Query{}, func(h model.Hero, n model.Tally) error { say(query.Query{}, fmt.Sprint(h, n)); return nil })
	if err == nil {
		err = s.Reader().EachTeam(t.Context(), query.Query{}, func(team model.Team, n model.Tally) error { say(query.Query{}, fmt.Sprint(team, n)); return nil })
	}
	if err == nil {
		err = s.Reader().EachTrainee(t.Context(), query.Query{}, func(r query.Trainee) error { say(query.Query{}, r); return nil })
	}
	others, failed := s.Reader().OtherTeams(t.Context(), ids(1, 2, 3), id(1))
	standings, wrong := s.Reader().Standings(t.Context(), ids(1, 2), ids(1, 2, 3))
	for _, err := range []error{err, failed, wrong} {
		if err != nil {
			t.Fatal(err)
		}
	}
	say(query.Query{}, others)
	say(query.Query{}, standings)
	return strings.Join(all, "\n")
}

// takeBack undoes all that was done.
func takeBack(t testing.TB, s *data.Store) {
	t.Helper()
	for {
		c, err := s.History().NextUndo(t.Context())
		if model.ErrorCode(err) == model.NothingToUndo {
			return
		}
		if err == nil {
			_, err = s.Undo(t.Context(), c.Ref())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// redoAll does again what was undone.
func redoAll(t testing.TB, s *data.Store) {
	t.Helper()
	for {
		c, err := s.History().NextRedo(t.Context())
		if model.ErrorCode(err) == model.NothingToUndo {
			return
		}
		if err == nil {
			_, err = s.Redo(t.Context(), c.Ref())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlansOfAdopted reads the lists of a large roster under other names, and asks the
// database how it runs the statements: as those of the tutorial's.
func TestPlansOfAdopted(t *testing.T) {
	t.Parallel()
	for _, v := range variants()[5:] {
		t.Run(v.name, func(t *testing.T) {
			path := largetest.Plain(t, schema(t), generate.Fit(4_000))
			v.apply(t, path)
			s := mustOpen(t, path, v.opened)
			if missing := len(mustIndex(t, s).Missing); missing != len(rosterIndexes) {
				t.Fatalf("%d indexes were added", missing)
			}
			explained, db := map[string]bool{}, other(t, path)
			for _, list := range []query.Query{{List: query.Teams}, {List: query.Heroes}, {List: query.Members, Of: id(generate.Largest)}, {List: query.Members, Of: id(2)}, {List: query.Memberships, Of: id(2)}} {
				for _, q := range queries(list.List, list.Of) {
					for _, q.Filter = range [][]string{nil, {"a"}} {
						readAll(t, s, q)
						explainAll(t, s, db, explained)
					}
				}
			}
		})
	}
}
