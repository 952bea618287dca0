package data_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/adopt"
	"roster/data/importer"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// keys are ids as people choose them.
type keys struct {
	name    string
	typ     string          // of the columns
	stored  func(n int) any // the n-th id
	made    *regexp.Regexp  // what the ids look like that roster makes
	without string          // what follows a CREATE TABLE
}

// uuid returns a UUID for the n-th row. Their order is not that of the numbers.
func uuid(n int) string { return fmt.Sprintf("%02x3e4567-e89b-42d3-a456-426614174%03x", 255-n*16, n) }

// digits returns a UUID without its hyphens.
func digits(uuid string) string { return strings.ReplaceAll(uuid, "-", "") }

// allKeys are the keys that an engine can have.
func allKeys(t testing.TB) []keys {
	dashed := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	hex := regexp.MustCompile(`^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$`)
	all := []keys{
		{name: "CHAR(32) as SQLAlchemy writes it", typ: "CHAR(32)", stored: func(n int) any { return digits(uuid(n)) }, made: hex},
		{name: "CHAR(36)", typ: "CHAR(36)", stored: func(n int) any { return uuid(n) }, made: dashed},
		{name: "texts", typ: "VARCHAR", stored: func(n int) any { return []string{"", "Zoé", "ana", "Ben's", "b-2", "10", "9"}[n] }, made: dashed},
		{name: "texts that are UUIDs", typ: "VARCHAR(40)", stored: func(n int) any { return digits(uuid(n)) }, made: hex},
	}
	if isPostgres(t) {
		return append(all, keys{name: "UUID", typ: "UUID", stored: func(n int) any { return uuid(n) }, made: dashed})
	}
	return append(all,
		keys{name: "BLOB", typ: "BLOB", stored: func(n int) any { id, _ := model.ParseUUID(uuid(n)); return id[:] }, made: dashed},
		keys{name: "without a rowid", typ: "TEXT", stored: func(n int) any { return uuid(n) }, made: dashed, without: " WITHOUT ROWID"})
}

// id returns the n-th id.
func (k keys) id(n int) model.ID { return model.StoredID(k.stored(n)) }

// database makes a database with such ids. If hasOwn, memberships have one too.
func (k keys) database(t testing.TB, hasOwn bool) (path string, db *sql.DB) {
	t.Helper()
	path = newPath(t)
	db = other(t, path)
	own, pair := "", "PRIMARY KEY (user_id, project_id)"
	if hasOwn {
		own, pair = "id "+k.typ+" NOT NULL PRIMARY KEY, ", "UNIQUE (user_id, project_id)"
	}
	mustExec(t, db, "CREATE TABLE users (id "+k.typ+" NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, email VARCHAR)"+k.without)
	mustExec(t, db, "CREATE TABLE projects (id "+k.typ+" NOT NULL PRIMARY KEY, name VARCHAR NOT NULL)"+k.without)
	mustExec(t, db, "CREATE TABLE project_members ("+own+"user_id "+k.typ+" NOT NULL REFERENCES users (id), project_id "+k.typ+" NOT NULL REFERENCES projects (id), role VARCHAR, is_admin BOOLEAN NOT NULL, "+pair+")"+k.without)
	for n, name := range []string{"Ana", "Ben", "Cleo", "Dan"} {
		mustExec(t, db, "INSERT INTO users VALUES ($1, $2, $3)", k.stored(1+n), name, name+"@x")
	}
	for n, name := range []string{"Moon", "Mars"} {
		mustExec(t, db, "INSERT INTO projects VALUES ($1, $2)", k.stored(1+n), name)
	}
	for i, m := range [][2]int{{1, 1}, {2, 1}, {1, 2}, {3, 2}} {
		args := []any{k.stored(m[0]), k.stored(m[1]), "lead", i%2 == 0}
		if hasOwn {
			args = append([]any{k.stored(1 + i)}, args...)
		}
		places := strings.Join([]string{"$1", "$2", "$3", "$4", "$5"}[:len(args)], ", ")
		mustExec(t, db, "INSERT INTO project_members VALUES ("+places+")", args...)
	}
	return path, db
}

// rowsOf returns every row of these tables.
func rowsOf(t testing.TB, db *sql.DB) string {
	t.Helper()
	var all []string
	for _, table := range []string{"users", "projects", "project_members"} {
		rows := lines(t, db, "SELECT '"+table+"', r.* FROM "+table+" AS r")
		slices.Sort(rows)
		all = append(all, rows...)
	}
	return strings.Join(all, "\n")
}

// adopted adopts a database.
func adopted(t testing.TB, path string, change ...func(*data.Options)) *data.Store {
	t.Helper()
	opts := data.Options{Schema: schema(t), Actor: "ana@base"}
	p, err := data.ProposeAdoption(t.Context(), path, opts, adopt.Choices{})
	if err == nil {
		err = data.Adopt(t.Context(), path, opts, p)
	}
	if err != nil {
		t.Fatal(err)
	}
	return mustOpen(t, path, append(change, func(o *data.Options) { o.Names = p.Names })...)
}

// TestKeys works with rosters whose ids are UUIDs or texts.
func TestKeys(t *testing.T) { engines(t, testKeys) }

func testKeys(t *testing.T) {
	for _, k := range allKeys(t) {
		for _, hasOwn := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s %v", k.name, hasOwn), func(t *testing.T) { k.test(t, hasOwn) })
		}
	}
}

func (k keys) test(t *testing.T, hasOwn bool) {
	path, db := k.database(t, hasOwn)
	before := rowsOf(t, db)
	s := adopted(t, path)
	mustEqual(t, mustEvery(t, s), "Mars: Ana training, Cleo active; Moon: Ana training, Ben active")
	mustEqual(t, mustCheck(t, s), "heroes on no team: 1\n  user Dan id:"+k.id(4).String()+"\n")
	k.read(t, s)
	ana, dan, moon := model.Name{Table: "hero", ID: k.id(1), Name: "Ana"}, model.Name{Table: "hero", ID: k.id(4), Name: "Dan"}, model.Name{Table: "team", ID: k.id(1), Name: "Moon"}
	for _, step := range []struct {
		intent intent.Intent
		want   string
	}{
		{intent.SetStanding{Members: []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: moon.ID, HeroID: ana.ID}, Team: "Moon", Hero: "Ana"}}, Standing: model.Active}, "Mars: Ana training, Cleo active; Moon: Ana active, Ben active"},
		{intent.Assign{Members: []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: moon.ID, HeroID: dan.ID}, Team: "Moon", Hero: "Dan"}}, Standing: model.Training}, "Mars: Ana training, Cleo active; Moon: Ana active, Ben active, Dan training"},
		{intent.Remove{Members: []model.MembershipRef{{LinkKey: model.LinkKey{TeamID: moon.ID, HeroID: dan.ID}, Team: "Moon", Hero: "Dan"}}}, "Mars: Ana training, Cleo active; Moon: Ana active, Ben active"},
		{intent.NewTeam(model.Team{Name: "Venus"}, []model.Name{ana, dan}, model.Training), "Mars: Ana training, Cleo active; Moon: Ana active, Ben active; Venus: Ana training, Dan training"},
		{intent.NewHero(model.Hero{Name: "Eve"}, []model.Name{moon}, model.Active), "Mars: Ana training, Cleo active; Moon: Ana active, Ben active, Eve active; Venus: Ana training, Dan training"},
		{intent.EditHero{Shown: model.Hero{ID: dan.ID, Name: "Dan"}, Typed: model.Hero{ID: dan.ID, Name: "Daniel"}}, "Mars: Ana training, Cleo active; Moon: Ana active, Ben active, Eve active; Venus: Ana training, Daniel training"},
		{intent.DeleteHeroes{Heroes: []model.Hero{{ID: k.id(3), Name: "Cleo"}}}, "Mars: Ana training; Moon: Ana active, Ben active, Eve active; Venus: Ana training, Daniel training"},
		{intent.DeleteTeams{Teams: []model.Team{{ID: k.id(2), Name: "Mars"}}}, "Moon: Ana active, Ben active, Eve active; Venus: Ana training, Daniel training"},
	} {
		must(t, s, step.intent)
		mustEqual(t, mustEvery(t, s), step.want)
	}
	k.looksMade(t, s, "Eve", "Venus")
	k.read(t, s)
	after := rowsOf(t, db)
	takeBack(t, s)
	mustEqual(t, rowsOf(t, db), before)
	redoAll(t, s)
	mustEqual(t, rowsOf(t, db), after)
	takeBack(t, s)
	k.imports(t, s)
	takeBack(t, s)
	mustEqual(t, rowsOf(t, db), before)
	k.bulk(t, path)
}

// mustEvery returns the members of all teams that have some, by the names.
func mustEvery(t testing.TB, s *data.Store) string {
	t.Helper()
	teams := strings.Split(everyMember(t, s), "; ")
	slices.Sort(teams)
	return strings.Join(teams, "; ")
}

// looksMade checks the ids that roster gave to a hero and to a team.
func (k keys) looksMade(t testing.TB, s *data.Store, hero, team string) {
	t.Helper()
	check := func(id model.ID) {
		if !k.made.MatchString(id.String()) {
			t.Errorf("%s is no id like the others", id)
		}
		if want, is := fmt.Sprintf("%T", k.stored(1)), fmt.Sprintf("%T", id.Stored()); is != want {
			t.Errorf("%s is a %s, not a %s", id, is, want)
		}
	}
	err := s.Reader().HeroesNamed(t.Context(), hero, func(h model.Hero) error { check(h.ID); return nil })
	if err == nil {
		err = s.Reader().TeamsNamed(t.Context(), team, func(of model.Team) error { check(of.ID); return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
}

// read reads every list page by page, and a row by its id in any spelling.
func (k keys) read(t *testing.T, s *data.Store) {
	t.Helper()
	for _, of := range []query.Query{{List: query.Teams}, {List: query.Heroes}, {List: query.Members, Of: k.id(1)}, {List: query.Memberships, Of: k.id(1)}} {
		for _, q := range queries(of.List, of.Of) {
			for _, q.Filter = range [][]string{nil, {"a"}} {
				whole := readPage(t, s, q, query.Seek{Limit: 100})
				var paged []model.ID
				for at := (query.Seek{Limit: 1}); ; at = (query.Seek{Place: query.Next, Anchor: at.Anchor, Limit: 1}) {
					page := readPage(t, s, q, at)
					if paged = append(paged, page.ids...); len(page.ids) == 0 {
						break
					}
					at.Anchor = page.anchors[len(page.anchors)-1]
					around := readPage(t, s, q, query.Seek{Place: query.Around, ID: page.ids[0], HasID: true, Limit: 1})
					if !slices.Equal(around.ids, page.ids) {
						t.Errorf("%+v: around %v is %v", q, page.ids, around.ids)
					}
				}
				if !slices.Equal(paged, whole.ids) {
					t.Errorf("%+v: %v by one, %v at once", q, paged, whole.ids)
				}
			}
		}
	}
	for _, spelling := range []string{k.id(1).String(), uuid(1)} {
		h, there, err := s.Reader().Hero(t.Context(), model.ParseID(spelling))
		if isOther := spelling == uuid(1) && k.typ != "CHAR(32)" && k.typ != "UUID" && k.typ != "BLOB"; err != nil || !there && !isOther || there && h.Name != "Ana" {
			t.Errorf("%s is %v, %v, %v", spelling, h, there, err)
		}
	}
	columns, there, err := s.Reader().Columns(t.Context(), model.HeroTable, k.id(1))
	if isBytes := k.typ == "BLOB"; err != nil || !there || isBytes && columns[0].Text != uuid(1) {
		t.Errorf("the columns are %v, %v, %v", columns, there, err)
	}
	others, err := s.Reader().OtherTeams(t.Context(), []model.ID{k.id(1)}, k.id(1))
	if err != nil || others[k.id(1)].Total == 0 {
		t.Errorf("%v, %v", others, err)
	}
	walk(t, s)
}

// imports imports rows with ids, and rows without.
func (k keys) imports(t testing.TB, s *data.Store) {
	t.Helper()
	d := s.NewDraft()
	mars := d.Team(importer.Entry{Line: 1, ID: importer.Just(model.ParseID(k.id(2).String())), Name: importer.Just("Mars")})
	dan := d.Hero(importer.Entry{Line: 1, Name: importer.Just("Dan")})
	numbered := d.Hero(importer.Entry{Line: 2, ID: importer.Just(k.id(5)), Name: importer.Just("Numbered")})
	brand := d.Hero(importer.Entry{Line: 3, Name: importer.Just("New")})
	d.Link(1, mars, dan, model.Training)
	d.Link(2, mars, numbered, model.Active)
	d.Link(3, mars, brand, model.Active)
	d.Link(4, mars, d.Hero(importer.Entry{Line: 4, ID: importer.Just(k.id(1)), Name: importer.Just("Ana")}), model.Active)
	plan := importPlan(t, s, importer.Import{Draft: d, Name: "a file"})
	if plan.Problems.Count > 0 {
		t.Fatalf("%+v", plan.Problems)
	}
	if _, err := s.ApplyImport(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	mustEqual(t, namesIn(t, s, k.id(2)), "Ana active, Cleo active, Dan training, New active, Numbered active")
	k.looksMade(t, s, "New", "none")
	h, there, err := s.Reader().Hero(t.Context(), k.id(5))
	if err != nil || !there || h.Name != "Numbered" {
		t.Errorf("%v, %v, %v", h, there, err)
	}
}

// bulk imports more than is kept for undo.
func (k keys) bulk(t testing.TB, path string) {
	t.Helper()
	s := adopted(t, path, func(o *data.Options) { o.MaxKept = 1 })
	k.imports(t, s)
}

// namesIn returns the members of a team by their names.
func namesIn(t testing.TB, s *data.Store, team model.ID) string {
	t.Helper()
	var names []string
	for _, m := range members(t, s, team) {
		names = append(names, m.Hero.Name+" "+m.Standing.String())
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// TestShortKeys refuses a new row whose id has no room for a UUID, in a change and in an import
// that is too large to be kept.
func TestShortKeys(t *testing.T) { engines(t, testShortKeys) }

func testShortKeys(t *testing.T) {
	k := keys{typ: "VARCHAR(20)", stored: func(n int) any { return fmt.Sprint("id-", n) }}
	path, db := k.database(t, false)
	before := rowsOf(t, db)
	const want = `Nothing was changed: a new row needs an id, and roster makes UUIDs, for which column "id" of table "users" is too short. Add the row with the program that created it.`
	s := adopted(t, path)
	plan, err := s.Plan(t.Context(), intent.NewHero(model.Hero{Name: "Eve"}, nil, model.Active))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), plan.Change)
	mustInvalid(t, err, "", want)
	s = adopted(t, path, func(o *data.Options) { o.MaxKept = 1 })
	d := s.NewDraft()
	d.Hero(importer.Entry{Line: 1, Name: importer.Just("Eve")})
	d.Hero(importer.Entry{Line: 2, Name: importer.Just("Finn")})
	_, err = s.ApplyImport(t.Context(), importPlan(t, s, importer.Import{Draft: d, Name: "a file"}))
	mustInvalid(t, err, "", want)
	mustEqual(t, rowsOf(t, db), before)
}

// TestCheckOfKeys names ids that are not of the kind that the columns hold. A server stores no
// others.
func TestCheckOfKeys(t *testing.T) {
	for _, test := range []struct{ typ, odd, want string }{
		{"BLOB", "'x'", "'x', not a UUID"},
		{"VARCHAR", "X'41'", "X'41', not a text"},
	} {
		k := keys{typ: test.typ, stored: func(n int) any { id, _ := model.ParseUUID(uuid(n)); return id[:] }}
		if test.typ == "VARCHAR" {
			k.stored = func(n int) any { return uuid(n) }
		}
		path, db := k.database(t, false)
		s := adopted(t, path)
		mustExec(t, db, "INSERT INTO users VALUES ("+test.odd+", 'Odd', NULL)")
		mustExec(t, db, "INSERT INTO project_members SELECT "+test.odd+", id, 'lead', 0 FROM projects WHERE name = 'Moon'")
		report := mustCheck(t, s)
		for _, want := range []string{"ids of the wrong type: 2\n", "the id is " + test.want + "\n", "a membership: the hero_id is " + test.want + "\n"} {
			if !strings.Contains(report, want) {
				t.Errorf("%s: no %q in\n%s", test.typ, want, report)
			}
		}
	}
}
