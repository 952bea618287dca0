package data_test

import (
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// The scenario of the SQLModel tutorial page, step by step: the effects, and
// the statements in the log.
func TestScenario(t *testing.T) { engines(t, testScenario) }

func testScenario(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path, create)
	mustLog(t, s, "CREATE TABLE "+qualifiedName(t, "team"), "CREATE TABLE "+qualifiedName(t, "hero"), "CREATE TABLE "+qualifiedName(t, "heroteamlink"), "COMMIT")

	must(t, s, data.Seed())
	mustLog(t, s,
		byEngine(t,
			"INSERT INTO team (name, headquarters) VALUES ($1, $2) RETURNING +id, +name, +headquarters [\"Z-Force\", \"Sister Margaret's Bar\"]",
			"INSERT INTO public.team (name, headquarters) OVERRIDING SYSTEM VALUE VALUES ($1::text, $2::text) RETURNING id, name, headquarters [\"Z-Force\", \"Sister Margaret's Bar\"]"),
		"INSERT INTO "+qualifiedName(t, "hero")+" (name, secret_name, age)",
		byEngine(t,
			"INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12) [1, 1, 0, 2, 1, 1, 2, 2, 1, 2, 3, 0]",
			"INSERT INTO public.heroteamlink (team_id, hero_id, is_training) OVERRIDING SYSTEM VALUE VALUES ($1::bigint, $2::bigint, $3::boolean), ($4::bigint, $5::bigint, $6::boolean), ($7::bigint, $8::bigint, $9::boolean), ($10::bigint, $11::bigint, $12::boolean) [1, 1, false, 2, 1, true, 2, 2, true, 2, 3, false]"),
		"COMMIT")
	mustLinks(t, path, "(1,1,0) (2,1,1) (2,2,1) (2,3,0)")

	t.Run("ReadFromTheTeam", func(t *testing.T) {
		var got []string
		for _, m := range members(t, s, id(2)) {
			got = append(got, m.Hero.Name+" "+m.Standing.String())
		}
		if want := "Deadpond training, Rusty-Man active, Spider-Boy training"; strings.Join(got, ", ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
	})

	must(t, s, intent.Create{
		Label: "Spider-Boy: joins Z-Force in training",
		Links: []intent.NewLink{{Team: intent.Existing(id(1)), Hero: intent.Existing(id(2)), Standing: model.Training}},
	})
	mustLog(t, s, byEngine(t,
		"INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES ($1, $2, $3) [1, 2, 1]",
		"INSERT INTO public.heroteamlink (team_id, hero_id, is_training) OVERRIDING SYSTEM VALUE VALUES ($1::bigint, $2::bigint, $3::boolean) [1, 2, true]"))

	for _, m := range memberships(t, s, id(2)) {
		if m.Team.Name != "Preventers" {
			continue
		}
		change := must(t, s, intent.SetStanding{Members: []model.MembershipRef{{LinkKey: m.Key(), Team: "Preventers", Hero: "Spider-Boy"}}, Standing: model.Active})
		if want := "Spider-Boy: training → active in Preventers"; change.Label != want {
			t.Errorf("label %q, want %q", change.Label, want)
		}
	}
	mustLog(t, s,
		byEngine(t, "BEGIN IMMEDIATE", "BEGIN"),
		byEngine(t,
			"UPDATE heroteamlink SET is_training = $1 WHERE team_id = $2 AND hero_id = $3 AND is_training COLLATE BINARY IS NOT DISTINCT FROM $4 [0, 2, 2, 1]",
			"UPDATE public.heroteamlink SET is_training = $1 WHERE team_id = $2 AND hero_id = $3 AND is_training IS NOT DISTINCT FROM $4 [false, 2, 2, true]"),
		byEngine(t, "INSERT INTO roster_change", "WITH dropped AS (UPDATE public.roster_change"),
		"COMMIT")
	mustLinks(t, path, "(1,1,0) (1,2,1) (2,1,1) (2,2,0) (2,3,0)")

	t.Run("ReadFromTheHero", func(t *testing.T) {
		var got []string
		for _, m := range memberships(t, s, id(2)) {
			got = append(got, m.Team.Name+" "+m.Standing.String())
		}
		if want := "Preventers active, Z-Force training"; strings.Join(got, ", ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
	})
}

// What is not committed is rolled back: a change with one impossible row leaves
// nothing behind.
func TestScenarioRollsBack(t *testing.T) { engines(t, testScenarioRollsBack) }

func testScenarioRollsBack(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path, create)
	must(t, s, data.Seed())
	p, err := s.Plan(t.Context(), intent.Create{
		Label: "A team, and a membership of no hero",
		Teams: []model.Team{{Name: "Lost", Headquarters: "Nowhere"}},
		Links: []intent.NewLink{{Team: intent.Created(0), Hero: intent.Existing(id(99)), Standing: model.Active}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.Apply(t.Context(), p.Change); err == nil {
		t.Fatal("a link to a hero that does not exist was accepted")
	}
	if want := "Nothing was changed: the team or the hero of hero 99's membership of Lost no longer exists."; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
	mustLinks(t, path, "(1,1,0) (2,1,1) (2,2,1) (2,3,0)")
	if teams := lines(t, other(t, path), "SELECT name FROM team WHERE id > 2"); len(teams) > 0 {
		t.Errorf("a team was left behind: %q", teams)
	}
}

// mustLinks compares the link table, as another program reads it.
func mustLinks(t *testing.T, path, want string) {
	t.Helper()
	got := lines(t, other(t, path), `SELECT '(' || team_id || ',' || hero_id || ',' || CASE WHEN is_training THEN 1 ELSE 0 END || ')'
		FROM heroteamlink ORDER BY team_id, hero_id`)
	if strings.Join(got, " ") != want {
		t.Errorf("links %q, want %s", got, want)
	}
}

// mustLog checks that the log has these statements, one after the other.
func mustLog(t *testing.T, s *data.Store, want ...string) {
	t.Helper()
	statements := s.Log().Recent(1000)
	for _, w := range want {
		found := false
		for i, statement := range statements {
			line := strings.Join(strings.Fields(statement.SQL), " ") + " " + statement.Arguments("")
			if strings.HasPrefix(line, w) {
				statements, found = statements[i+1:], true
				break
			}
		}
		if !found {
			for _, statement := range s.Log().Recent(1000) {
				t.Log(statement.SQL, statement.Arguments(""), statement.Err)
			}
			t.Fatalf("the log lacks %q", w)
		}
	}
}
