package data_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/data"
	"roster/data/adopt"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// adoptable makes a database of another program by statements that both engines take: in
// them SERIAL is a key that the database gives.
func adoptable(t testing.TB, statements ...string) string {
	t.Helper()
	path := newPath(t)
	db := other(t, path)
	for _, statement := range statements {
		mustExec(t, db, strings.ReplaceAll(statement, "SERIAL", byEngine(t, "INTEGER NOT NULL", "SERIAL")))
	}
	return path
}

// The tables of programs as people write them.
var (
	usersAndProjects = []string{
		"CREATE TABLE users (id SERIAL PRIMARY KEY, full_name VARCHAR, email VARCHAR, name VARCHAR)",
		"CREATE TABLE projects (id SERIAL PRIMARY KEY, title VARCHAR NOT NULL, budget INTEGER)",
		"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
		"INSERT INTO users (full_name, email, name) VALUES ('Ana', 'a@x', 'ana1'), ('Ben', 'b@x', 'ben2')",
		"INSERT INTO projects (title, budget) VALUES ('Moon', 5), ('Mars', 7)",
	}
	tutorial = []string{
		"CREATE TABLE team (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, headquarters VARCHAR NOT NULL)",
		"INSERT INTO team (name, headquarters) VALUES ('Z-Force', 'Bar'), ('Preventers', 'Tower')",
	}
)

// TestAdopt finds the roster in databases of other programs, readies them, and opens them.
func TestAdopt(t *testing.T) { engines(t, testAdopt) }

func testAdopt(t *testing.T) {
	for name, test := range map[string]struct {
		statements []string
		wishes     adopt.Choices
		want       string // the tables and columns
		executes   int
		members    string // of all teams, after that
	}{
		"a flag of its own": {
			append(usersAndProjects,
				"CREATE TABLE project_members (user_id INTEGER NOT NULL REFERENCES users (id), project_id INTEGER NOT NULL REFERENCES projects (id), role VARCHAR, is_admin BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (user_id, project_id))",
				"INSERT INTO project_members VALUES (1, 1, 'lead', TRUE), (2, 1, NULL, FALSE)"),
			adopt.Choices{HeroName: "full_name"}, "projects(title,) users(full_name,,) project_members(project_id,user_id,is_admin)", 0, "Moon: Ana training, Ben active",
		},
		"no flag yet": {
			append(tutorial,
				"CREATE TABLE hero (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER)",
				"INSERT INTO hero (name, secret_name) VALUES ('Deadpond', 'Dive')",
				"CREATE TABLE heroteamlink (team_id INTEGER NOT NULL REFERENCES team (id), hero_id INTEGER NOT NULL REFERENCES hero (id), PRIMARY KEY (team_id, hero_id))",
				"INSERT INTO heroteamlink VALUES (2, 1)"),
			adopt.Choices{}, "team(name,headquarters) hero(name,secret_name,age) heroteamlink(team_id,hero_id,is_training)", 1, "Preventers: Deadpond active",
		},
		"no memberships yet": {
			append(tutorial,
				"CREATE TABLE hero (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER, team_id INTEGER REFERENCES team (id))",
				"INSERT INTO hero (name, secret_name, team_id) VALUES ('Deadpond', 'Dive', 1), ('Rusty-Man', 'Tommy', 2), ('Spider-Boy', 'Pedro', NULL)"),
			adopt.Choices{}, "team(name,headquarters) hero(name,secret_name,age) heroteamlink(team_id,hero_id,is_training)", 2, "Z-Force: Deadpond active; Preventers: Rusty-Man active",
		},
		"no relation at all": {
			append(tutorial,
				"CREATE TABLE hero (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER)",
				"INSERT INTO hero (name, secret_name) VALUES ('Deadpond', 'Dive')"),
			adopt.Choices{}, "team(name,headquarters) hero(name,secret_name,age) heroteamlink(team_id,hero_id,is_training)", 1, "",
		},
		"an id of its own, no foreign keys, and several flags": {
			[]string{
				"CREATE TABLE student (student_no SERIAL PRIMARY KEY, label VARCHAR)",
				"CREATE TABLE course (code SERIAL PRIMARY KEY, about VARCHAR, room VARCHAR)",
				"CREATE TABLE enrolment (id SERIAL PRIMARY KEY, course_id INTEGER, student_id INTEGER, paid BOOLEAN, on_trial BOOLEAN, UNIQUE (student_id, course_id))",
				"INSERT INTO student (label) VALUES ('Ana')", "INSERT INTO course (about, room) VALUES ('Go', 'R1')",
				"INSERT INTO enrolment (course_id, student_id, paid, on_trial) VALUES (1, 1, TRUE, TRUE)",
			},
			adopt.Choices{Flag: "on_trial", Place: "room"}, "course(about,room) student(label,,) enrolment(course_id,student_id,on_trial)", 0, "Go: Ana training",
		},
		"a flag called training among others": {
			append(usersAndProjects,
				"CREATE TABLE member (user_id INTEGER NOT NULL, project_id INTEGER NOT NULL, paid BOOLEAN NOT NULL DEFAULT TRUE, training BOOLEAN NOT NULL DEFAULT TRUE, PRIMARY KEY (project_id, user_id))",
				"INSERT INTO member VALUES (1, 1, TRUE, TRUE), (2, 1, TRUE, FALSE)"),
			adopt.Choices{HeroName: "full_name"}, "projects(title,) users(full_name,,) member(project_id,user_id,training)", 0, "Moon: Ana training, Ben active",
		},
		"the other way round": {
			append(usersAndProjects, "CREATE TABLE m (user_id INTEGER NOT NULL REFERENCES users (id), project_id INTEGER NOT NULL REFERENCES projects (id), PRIMARY KEY (user_id, project_id))", "INSERT INTO m VALUES (1, 2)"),
			adopt.Choices{Team: "users", Flag: "new"}, "users(name,) projects(title,,) m(user_id,project_id,new)", 1, "ana1: Mars active",
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := adoptable(t, test.statements...)
			opts := data.Options{Schema: schema(t), Actor: "ana@base"}
			if _, err := data.Open(t.Context(), path, opts); model.ErrorCode(err) != model.NotARoster || !strings.Contains(err.Error(), "roster adopt") {
				t.Errorf("%v does not name roster adopt", err)
			}
			p, err := data.ProposeAdoption(t.Context(), path, opts, test.wishes)
			if err != nil {
				t.Fatal(err)
			}
			n := p.Names
			mustEqual(t, fmt.Sprintf("%s(%s,%s) %s(%s,%s,%s) %s(%s,%s,%s)", n.Team, n.TeamName, n.Headquarters, n.Hero, n.HeroName, n.SecretName, n.Age, n.Link, n.LinkTeam, n.LinkHero, n.Flag), test.want)
			if len(p.Statements) != test.executes || p.Count != int64(strings.Count(test.members, ":")+strings.Count(test.members, ", ")) || int64(len(p.Rows)) != p.Count {
				t.Errorf("%+v", p)
			}
			if err := data.Adopt(t.Context(), path, opts, p); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path, func(o *data.Options) { o.Names = n })
			mustEqual(t, everyMember(t, s), test.members)
			takesWrites(t, s)
		})
	}
}

// TestAdoptStages opens the databases of the tutorial's earlier stages, and others that were
// found in public, as the programs left them.
func TestAdoptStages(t *testing.T) {
	for name, want := range map[string]string{
		"many_to_many.tutorial001.db":                           "Z-Force: Deadpond active; Preventers: Deadpond active, Rusty-Man active, Spider-Boy active",
		"relationship_attributes.back_populates.tutorial002.db": "Z-Force: Deadpond active; Preventers: Captain North America active, Dr. Weird active, Rusty-Man active, Tarantula active; Wakaland: Black Lion active, Princess Sure-E active",
		"b04_hero_team_link_table.db":                           "Night Watch: Ada active, Bob active; Day Watch: Ada active",
		"b09_plural.db":                                         "Night Watch: Ada training",
	} {
		t.Run(name, func(t *testing.T) {
			path := writeFile(t, name, content(t, "testdata/"+name))
			opts := data.Options{Schema: schema(t), Actor: "ana@base"}
			p, err := data.ProposeAdoption(t.Context(), path, opts, adopt.Choices{})
			if err == nil {
				err = data.Adopt(t.Context(), path, opts, p)
			}
			if err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path, func(o *data.Options) { o.Names = p.Names })
			mustEqual(t, everyMember(t, s), want)
			team, hero := model.Name{Table: "team", ID: id(1)}, model.Name{Table: "hero", ID: id(1)}
			for _, m := range members(t, s, id(1)) {
				hero.ID, hero.Name = m.Hero.ID, m.Hero.Name
			}
			row, _, err := s.Reader().Team(t.Context(), team.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen := model.MembershipRef{LinkKey: model.LinkKey{TeamID: team.ID, HeroID: hero.ID}, Team: row.Name, Hero: hero.Name}
			must(t, s, intent.Remove{Members: []model.MembershipRef{seen}})
			takeBack(t, s)
			mustEqual(t, everyMember(t, s), want)
		})
	}
}

// everyMember returns the members of all teams.
func everyMember(t testing.TB, s *data.Store) string {
	t.Helper()
	var teams []string
	err := s.Reader().EachTeam(t.Context(), query.Query{Sort: query.ByID}, func(team model.Team, _ model.Tally) error {
		var names []string
		for _, m := range members(t, s, team.ID) {
			names = append(names, m.Hero.Name+" "+m.Standing.String())
		}
		if len(names) > 0 {
			teams = append(teams, team.Name+": "+strings.Join(names, ", "))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(teams, "; ")
}

// takesWrites creates a team and a hero in it, and takes that back.
func takesWrites(t testing.TB, s *data.Store) {
	t.Helper()
	before := everyMember(t, s)
	must(t, s, intent.Create{Label: "New", Teams: []model.Team{{Name: "New"}}, Heroes: []model.Hero{{Name: "Newer"}}, Links: []intent.NewLink{{Team: intent.Created(0), Hero: intent.Created(0), Standing: model.Training}}})
	if got := everyMember(t, s); !strings.HasSuffix(got, "New: Newer training") {
		t.Errorf("%s has no new member", got)
	}
	takeBack(t, s)
	mustEqual(t, everyMember(t, s), before)
}

// TestAdoptRefused has databases in which there is no roster, or more than one.
func TestAdoptRefused(t *testing.T) { engines(t, testAdoptRefused) }

func testAdoptRefused(t *testing.T) {
	two := append(usersAndProjects,
		"CREATE TABLE a (user_id INTEGER NOT NULL REFERENCES users (id), project_id INTEGER NOT NULL REFERENCES projects (id), PRIMARY KEY (user_id, project_id))",
		"CREATE TABLE b (user_id INTEGER NOT NULL REFERENCES users (id), project_id INTEGER NOT NULL REFERENCES projects (id), PRIMARY KEY (user_id, project_id))")
	for name, test := range map[string]struct {
		statements []string
		wishes     adopt.Choices
		want       string
	}{
		"nothing alike": {[]string{"CREATE TABLE note (id SERIAL PRIMARY KEY, body VARCHAR)"}, adopt.Choices{}, "no table links two others"},
		"one table linked with itself": {[]string{
			"CREATE TABLE person (id SERIAL PRIMARY KEY, name VARCHAR)",
			"CREATE TABLE person_friend (a_id INTEGER NOT NULL REFERENCES person (id), b_id INTEGER NOT NULL REFERENCES person (id), PRIMARY KEY (a_id, b_id))",
		}, adopt.Choices{}, "no table links two others"},
		"two of them":      {two, adopt.Choices{}, "--link TABLE"},
		"no such table":    {two, adopt.Choices{Link: "c"}, `there is no table "c"`},
		"no link":          {two, adopt.Choices{Link: "users"}, `the table "users" does not link`},
		"no such column":   {two, adopt.Choices{Link: "a", HeroName: "nick"}, "--name hero=COLUMN"},
		"no such place":    {two, adopt.Choices{Link: "a", Place: "city"}, "--place"},
		"not one of texts": {two, adopt.Choices{Link: "a", Place: "budget"}, "is not a text column"},
		"ids that are fractions": {[]string{
			"CREATE TABLE hero (id DOUBLE PRECISION NOT NULL PRIMARY KEY, name VARCHAR)", "CREATE TABLE team (id DOUBLE PRECISION NOT NULL PRIMARY KEY, name VARCHAR)",
			"CREATE TABLE l (hero_id DOUBLE PRECISION NOT NULL REFERENCES hero (id), team_id DOUBLE PRECISION NOT NULL REFERENCES team (id), PRIMARY KEY (hero_id, team_id))",
		}, adopt.Choices{}, "are not whole numbers, texts or UUIDs"},
		"numbers that the program makes": {[]string{
			"CREATE TABLE hero (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR)", "CREATE TABLE team (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR)",
			"CREATE TABLE l (hero_id BIGINT NOT NULL REFERENCES hero (id), team_id BIGINT NOT NULL REFERENCES team (id), PRIMARY KEY (hero_id, team_id))",
		}, adopt.Choices{}, "roster can't assign them itself"},
	} {
		t.Run(name, func(t *testing.T) {
			path := adoptable(t, test.statements...)
			_, err := data.ProposeAdoption(t.Context(), path, data.Options{}, test.wishes)
			if model.ErrorCode(err) != model.NotARoster || !strings.Contains(err.Error(), test.want) || !strings.HasSuffix(err.Error(), "Nothing was changed.") {
				t.Errorf("%v does not say %q", err, test.want)
			}
		})
	}
}

// TestAdoptNumberFlag takes a column of numbers as the flag in a file, where 0 is false.
func TestAdoptNumberFlag(t *testing.T) {
	path := adoptable(t, append(usersAndProjects,
		"CREATE TABLE member (user_id INTEGER NOT NULL, project_id INTEGER NOT NULL, training INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (project_id, user_id)) WITHOUT ROWID",
		"INSERT INTO member VALUES (1, 1, 1), (2, 1, 0)")...)
	p, err := data.ProposeAdoption(t.Context(), path, data.Options{}, adopt.Choices{HeroName: "full_name"})
	if err != nil || p.Names.Flag != "training" || len(p.Statements) > 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	s := mustOpen(t, path, func(o *data.Options) { o.Names = p.Names })
	mustEqual(t, everyMember(t, s), "Moon: Ana training, Ben active")
	takesWrites(t, s)
}

// TestTablesOutsideTheSearchPath opens a server whose tables are in a schema that is not looked in: it is
// not called empty, and nothing is created in it.
func TestTablesOutsideTheSearchPath(t *testing.T) { postgresOnly(t, testTablesOutsideTheSearchPath) }

func testTablesOutsideTheSearchPath(t *testing.T) {
	url := adoptable(t, "CREATE SCHEMA app", "CREATE TABLE app.team (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, headquarters VARCHAR NOT NULL)",
		"CREATE TABLE app.hero (id SERIAL PRIMARY KEY, name VARCHAR NOT NULL, secret_name VARCHAR NOT NULL, age INTEGER)",
		"CREATE TABLE app.member (team_id INTEGER NOT NULL REFERENCES app.team (id), hero_id INTEGER NOT NULL REFERENCES app.hero (id), is_training BOOLEAN NOT NULL, PRIMARY KEY (team_id, hero_id))",
		"INSERT INTO app.team (name, headquarters) VALUES ('Z-Force', 'Bar')", "INSERT INTO app.hero (name, secret_name) VALUES ('Deadpond', 'Dive')", "INSERT INTO app.member VALUES (1, 1, TRUE)")
	opts := data.Options{Schema: schema(t), Create: true}
	if _, err := data.Open(t.Context(), url, opts); model.ErrorCode(err) != model.NotARoster || !strings.Contains(err.Error(), "search_path=app") {
		t.Errorf("got %v", err)
	}
	at := url + "&search_path=app"
	p, err := data.ProposeAdoption(t.Context(), at, opts, adopt.Choices{})
	if err == nil {
		err = data.Adopt(t.Context(), at, opts, p)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, at, func(o *data.Options) { o.Names = p.Names })
	mustEqual(t, everyMember(t, s), "Z-Force: Deadpond training")
	takesWrites(t, s)
}
