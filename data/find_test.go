package data_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/fold"
)

// heroesCalled returns a roster with heroes of these names, whose ids count from 4, on
// top of the tutorial's.
func heroesCalled(t *testing.T, names ...string) *data.Store {
	t.Helper()
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	for _, name := range names {
		mustExec(t, db, "INSERT INTO hero (name, secret_name) VALUES ($1, 'x')", name)
	}
	return mustOpen(t, path)
}

func TestFindByName(t *testing.T) { engines(t, testFindByName) }

func testFindByName(t *testing.T) {
	s := heroesCalled(t, "Ann", "ann", "Ann", "Ann ", "", "O'Brien \"x\"")
	for name, want := range map[string]string{
		"Ann": "4 6", "ann": "5", "ANN": "", "Ann ": "7", "": "8", "O'Brien \"x\"": "9", "An": "", "%": "",
	} {
		var ids []string
		err := s.Reader().HeroesNamed(t.Context(), name, func(h model.Hero) error {
			ids = append(ids, fmt.Sprint(h.ID))
			return nil
		})
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", name, got, err, want)
		}
	}
	full := fmt.Errorf("the disk is full")
	if err := s.Reader().TeamsNamed(t.Context(), "Preventers", func(model.Team) error { return full }); err != full {
		t.Errorf("the error became %v", err)
	}
}

// A column may compare in its own way: exact is exact all the same.
func TestFindByNameWithCollation(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "PRAGMA writable_schema = ON")
	mustExec(t, db, "UPDATE sqlite_schema SET sql = replace(sql, 'name VARCHAR NOT NULL, \n\theadquarters', 'name VARCHAR NOT NULL COLLATE NOCASE, \n\theadquarters') WHERE name = 'team'")
	if got := lines(t, db, "SELECT count(*) FROM sqlite_schema WHERE name = 'team' AND sql LIKE '%NOCASE%'"); got[0] != "1" {
		t.Fatal("the column did not get a collation")
	}
	mustExec(t, db, "REINDEX")
	s := mustOpen(t, path)
	for name, want := range map[string]int{"Preventers": 1, "preventers": 0} {
		n := 0
		if err := s.Reader().TeamsNamed(t.Context(), name, func(model.Team) error { n++; return nil }); err != nil || n != want {
			t.Errorf("%q: %d, %v, want %d", name, n, err, want)
		}
	}
}

func TestFindByID(t *testing.T) { engines(t, testFindByID) }

func testFindByID(t *testing.T) {
	s := heroesCalled(t)
	hero, there, err := s.Reader().Hero(t.Context(), id(3))
	if want := (model.Hero{ID: id(3), Name: "Rusty-Man", SecretName: "Tommy Sharp", Age: model.Years(48)}); err != nil || !there || hero != want {
		t.Errorf("got %v, %v, %v", hero, there, err)
	}
	team, there, err := s.Reader().Team(t.Context(), id(2))
	if want := (model.Team{ID: id(2), Name: "Preventers", Headquarters: "Sharp Tower"}); err != nil || !there || team != want {
		t.Errorf("got %v, %v, %v", team, there, err)
	}
	if _, there, err := s.Reader().Hero(t.Context(), id(99)); there || err != nil {
		t.Errorf("no hero: %v, %v", there, err)
	}
	if _, there, err := s.Reader().Team(t.Context(), id(-1)); there || err != nil {
		t.Errorf("no team: %v, %v", there, err)
	}
}

func TestFindByPrefix(t *testing.T) { engines(t, testFindByPrefix) }

func testFindByPrefix(t *testing.T) {
	s := heroesCalled(t, "deadline", "Ärger", "ärmel", "a", "", "100%")
	for prefix, want := range map[string]string{
		"dead": "1 4", "DEAD": "1 4", "Ä": "5 6 7", "är": "5 6", "arm": "6", "ARG": "5", "de": "1 4", "%": "", "100%": "9", "x": "", "": "1 2 3 4 5 6 7 8 9",
	} {
		heroes, err := s.Reader().HeroesBeginning(t.Context(), prefix, 100)
		var ids []string
		for _, h := range heroes {
			ids = append(ids, fmt.Sprint(h.ID))
		}
		if got := strings.Join(ids, " "); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", prefix, got, err, want)
		}
	}
	if heroes, err := s.Reader().HeroesBeginning(t.Context(), "", 2); err != nil || len(heroes) != 2 {
		t.Errorf("two at most: %v, %v", heroes, err)
	}
	if teams, err := s.Reader().TeamsBeginning(t.Context(), "z", 100); err != nil || len(teams) != 1 || teams[0].ID != id(1) {
		t.Errorf("teams: %v, %v", teams, err)
	}
}

// What is streamed is what is read in pages, and the tallies are those that are
// counted for single rows, also in a file of others that breaks every rule.
func TestStreamsEqualPages(t *testing.T) { engines(t, testStreamsEqualPages) }

func testStreamsEqualPages(t *testing.T) {
	for _, file := range strings.Fields(byEngine(t, "sqlmodel.db dirty.db", "sqlmodel.db")) {
		s := mustOpen(t, copyOf(t, file))
		q := query.Query{List: query.Teams}
		teams, err := s.Reader().Teams(t.Context(), q, query.Seek{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, team := range teams.Rows {
			tallies, err := s.Reader().TeamTallies(t.Context(), []model.ID{team.ID})
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprint(team, tallies[team.ID]))
			for _, m := range members(t, s, team.ID) {
				want = append(want, fmt.Sprint(m))
			}
		}
		err = s.Reader().EachTeam(t.Context(), q, func(team model.Team, tally model.Tally) error {
			got = append(got, fmt.Sprint(team, tally))
			return s.Reader().EachMember(t.Context(), query.Query{List: query.Members, Of: team.ID}, func(m model.Member) error {
				got = append(got, fmt.Sprint(m))
				return nil
			})
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v\ngot  %q\nwant %q", file, err, got, want)
		}
		checkHeroStream(t, s, file)
		checkTrainees(t, s, other(t, s.Path()).QueryRow("SELECT count(*) FROM heroteamlink WHERE is_training <> FALSE").Scan)
	}
}

func checkHeroStream(t *testing.T, s *data.Store, file string) {
	t.Helper()
	heroes, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Sort: query.ByID}, query.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, hero := range heroes.Rows {
		tallies, err := s.Reader().HeroTallies(t.Context(), []model.ID{hero.ID})
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, fmt.Sprint(hero, tallies[hero.ID]))
		for _, m := range memberships(t, s, hero.ID) {
			want = append(want, fmt.Sprint(m))
		}
	}
	err = s.Reader().EachHero(t.Context(), query.Query{List: query.Heroes, Sort: query.ByID}, func(hero model.Hero, tally model.Tally) error {
		got = append(got, fmt.Sprint(hero, tally))
		return s.Reader().EachMembership(t.Context(), query.Query{List: query.Memberships, Of: hero.ID}, func(m model.Membership) error {
			got = append(got, fmt.Sprint(m))
			return nil
		})
	})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%s: %v\ngot  %q\nwant %q", file, err, got, want)
	}
}

// checkTrainees compares how many trainees are streamed with how many another
// program counts.
func checkTrainees(t *testing.T, s *data.Store, scan func(...any) error) {
	t.Helper()
	var want, got int
	if err := scan(&want); err != nil {
		t.Fatal(err)
	}
	var order []string
	err := s.Reader().EachTrainee(t.Context(), query.Query{Sort: query.ByTeam}, func(m query.Trainee) error {
		got++
		order = append(order, fold.Name(m.Team.Name))
		return nil
	})
	if err != nil || got != want || !slices.IsSorted(order) {
		t.Errorf("%d trainees in %q, %v, want %d", got, order, err, want)
	}
}

// An id that no column could have is that of no one, and heroes of one name are told
// apart by their teams, whatever their ids are.
func TestIDsBeyondTheirColumn(t *testing.T) { engines(t, testIDsBeyondTheirColumn) }

func testIDsBeyondTheirColumn(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), "INSERT INTO hero (id, name, secret_name) VALUES (2147483647, 'Deadpond', 's'); INSERT INTO heroteamlink VALUES (2, 2147483647, FALSE)")
	s := mustOpen(t, path)
	for _, id := range []int64{math.MaxInt64, math.MinInt64, 99_999_999_999} {
		if hero, there, err := s.Reader().Hero(t.Context(), model.NumberID(id)); there || err != nil {
			t.Errorf("hero %d: %v (%v)", id, hero, err)
		}
		if team, there, err := s.Reader().Team(t.Context(), model.NumberID(id)); there || err != nil {
			t.Errorf("team %d: %v (%v)", id, team, err)
		}
		q := query.Query{List: query.Heroes}
		if p, err := s.Reader().Heroes(t.Context(), q, query.Seek{Place: query.Around, ID: model.NumberID(id), HasID: true, Limit: 5}); err != nil || len(p.Rows) != 4 {
			t.Errorf("around %d: %v (%v)", id, p.Rows, err)
		}
	}
	teams, err := s.Reader().OtherTeams(t.Context(), ids(1, 2147483647), model.ID{})
	if err != nil || len(teams[id(1)].Teams) != 2 || len(teams[id(2147483647)].Teams) != 1 {
		t.Errorf("teams: %v (%v)", teams, err)
	}
}
