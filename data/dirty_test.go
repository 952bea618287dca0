package data_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

func TestDirtyRowsAreShown(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s, m := mustOpen(t, path), modelOf(t, other(t, path))
	heroes, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 100})
	if err != nil || len(heroes.Rows) != len(m.heroes) {
		t.Fatalf("%d heroes (%v), want %d", len(heroes.Rows), err, len(m.heroes))
	}
	for _, h := range heroes.Rows {
		if h.Name != m.heroes[h.ID].name {
			t.Errorf("hero %v is %q, want %q", h.ID, h.Name, m.heroes[h.ID].name)
		}
	}
	teams, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 100})
	if err != nil || len(teams.Rows) != len(m.teams) {
		t.Fatalf("%d teams (%v), want %d", len(teams.Rows), err, len(m.teams))
	}
	for _, team := range teams.Rows {
		if team.Name != m.teams[team.ID].name {
			t.Errorf("team %v is %q, want %q", team.ID, team.Name, m.teams[team.ID].name)
		}
	}
	for _, l := range m.links {
		t.Run(fmt.Sprint("membership", l.key), func(t *testing.T) {
			i := slices.IndexFunc(members(t, s, l.key.TeamID), func(row model.Member) bool { return row.Key() == l.key })
			j := slices.IndexFunc(memberships(t, s, l.key.HeroID), func(row model.Membership) bool { return row.Key() == l.key })
			if i < 0 || j < 0 {
				t.Fatalf("at %d on the team's side, at %d on the hero's", i, j)
			}
			hero, heroExists := m.heroes[l.key.HeroID]
			team, teamExists := m.teams[l.key.TeamID]
			member, membership := members(t, s, l.key.TeamID)[i], memberships(t, s, l.key.HeroID)[j]
			if member.Hero.Name != hero.name || member.Missing == heroExists || (member.Standing == model.Training) != l.training {
				t.Errorf("%+v, want the hero %q, training %v", member, hero.name, l.training)
			}
			if membership.Team.Name != team.name || membership.Missing == teamExists || (membership.Standing == model.Training) != l.training {
				t.Errorf("%+v, want the team %q, training %v", membership, team.name, l.training)
			}
		})
	}
}

func TestDirtyAges(t *testing.T) {
	s := mustOpen(t, copyOf(t, "dirty.db"))
	heroes, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Sort: query.ByID}, query.Seek{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[int64]model.Age{
		1: {}, 2: model.Years(16), 4: {Text: "abc", Set: true}, 5: {Text: "4.5", Set: true}, 7: model.Years(-1),
		8: {Text: "9223372036854775807", Set: true}, 11: {Text: "\x00", Set: true}, 12: {Text: "1e+300", Set: true},
		14: model.Years(30), 15: {Set: true}, 22: {Set: true},
	} {
		if got := heroes.Rows[id-1].Age; got != want {
			t.Errorf("hero %d is %+v, want %+v", id, got, want)
		}
	}
}

// Each membership is turned and turned back: nothing but the flag is ever
// altered, and the very bytes come back.
func TestDirtyMembershipsToggle(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s, db := mustOpen(t, path), other(t, path)
	before, m := dump(t, db), modelOf(t, db)
	for _, l := range m.links {
		t.Run(fmt.Sprint("membership", l.key), func(t *testing.T) {
			sight := model.MembershipRef{LinkKey: l.key, Team: m.teams[l.key.TeamID].name, Hero: m.heroes[l.key.HeroID].name}
			change := must(t, s, intent.SetStanding{Members: []model.MembershipRef{sight}, Standing: model.StandingOf(!l.training)})
			after := dump(t, db)
			mustDifferInFlag(t, before, after, l.training)
			for range 2 {
				mustUndo(t, s, change.ID)
				mustEqual(t, dump(t, db), before)
				mustRedo(t, s, change.ID)
				mustEqual(t, dump(t, db), after)
			}
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

func TestDirtyMembershipsToggleTogether(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s, db := mustOpen(t, path), other(t, path)
	before := dump(t, db)
	for _, training := range []bool{false, true} {
		t.Run(model.StandingOf(training).String(), func(t *testing.T) {
			roster := members(t, s, id(2))
			wrong := slices.DeleteFunc(slices.Clone(roster), func(m model.Member) bool { return (m.Standing == model.Training) == training })
			change := must(t, s, intent.SetStanding{Members: seen("Preventers", roster...), Standing: model.StandingOf(training)})
			if change.Count != len(wrong) || len(wrong) == 0 {
				t.Fatalf("%d rows were edited, want %d", change.Count, len(wrong))
			}
			if i := slices.IndexFunc(members(t, s, id(2)), func(m model.Member) bool { return (m.Standing == model.Training) != training }); i >= 0 {
				t.Errorf("%+v did not turn", roster[i])
			}
			mustUndo(t, s, change.ID)
			mustEqual(t, dump(t, db), before)
		})
	}
}

// The dumps that these tests compare tell values apart that look alike.
func TestDumpDistinguishesValues(t *testing.T) {
	path := copyOf(t, "dirty.db")
	db := other(t, path)
	known := map[string]string{}
	for _, value := range []string{
		"NULL", "''", "X''", "'1'", "1", "1.5", "'1.5'", "X'31'", "2", "'x'", "X'78'", "CAST(X'78FF' AS TEXT)", "X'78FF'",
		"CAST(X'7800' AS TEXT)", "CAST(X'7800FF' AS TEXT)", "X'7800'", "1.5000000000000002", "'2024-01-02'", "'2024-01-02 00:00:00'", "'NULL'",
	} {
		mustExec(t, db, "UPDATE team SET badge = "+value+" WHERE id = 1")
		text := dump(t, db)
		if twin, ok := known[text]; ok {
			t.Errorf("%s looks like %s", value, twin)
		}
		known[text] = value
	}
	for _, column := range []string{"joined", "is_training"} {
		for _, value := range []string{"1", "2", "1.5", "'x'", "'2024-01-02'", "'2024-01-02 00:00:00'"} {
			mustExec(t, db, "UPDATE heroteamlink SET "+column+" = "+value+" WHERE team_id = 1 AND hero_id = 1")
			text := dump(t, db)
			if twin, ok := known[text]; ok {
				t.Errorf("%s %s looks like %s", column, value, twin)
			}
			known[text] = column + " " + value
		}
	}
}

// mustDifferInFlag checks that two dumps differ in one line, and there in
// is_training only, which is now what SQLModel writes.
func mustDifferInFlag(t *testing.T, before, after string, training bool) {
	t.Helper()
	was, is := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range was {
		if was[i] == is[i] {
			continue
		}
		rest, _, _ := strings.Cut(was[i], "is_training ")
		want := rest + "is_training integer " + map[bool]string{true: "0", false: "1"}[training]
		mustEqual(t, is[i], want)
		was[i], is[i] = "", ""
		mustEqual(t, strings.Join(is, "\n"), strings.Join(was, "\n"))
		return
	}
	t.Error("nothing differs")
}
