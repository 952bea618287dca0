package data_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"roster/data/model"
	"roster/data/query"
)

func TestTallies(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s, m := mustOpen(t, path), modelOf(t, other(t, path))
	teams, heroes := map[model.ID]model.Tally{}, map[model.ID]model.Tally{}
	add := func(tallies map[model.ID]model.Tally, id model.ID, training bool) {
		tally := tallies[id]
		if training {
			tally.Training++
		} else {
			tally.Active++
		}
		tallies[id] = tally
	}
	for _, l := range m.links {
		add(teams, l.key.TeamID, l.training)
		add(heroes, l.key.HeroID, l.training)
	}
	if got := teams[id(2)]; got != (model.Tally{Active: 10, Training: 15}) || got.Total() != 25 {
		t.Errorf("the model has %+v for team 2", got)
	}
	// An id that has no memberships has no tally but its minimum; 400 and more make two statements.
	ids := ids(999)
	for id := int64(1000); id < 1400; id++ {
		ids = append(ids, model.NumberID(id))
	}
	for _, id := range append(slices.Collect(maps.Keys(teams)), ids...) {
		tally := teams[id]
		tally.Minimum = 1
		teams[id] = tally
	}
	got, err := s.Reader().TeamTallies(t.Context(), append(slices.Collect(maps.Keys(teams)), ids...))
	if err != nil || !maps.Equal(got, teams) {
		t.Errorf("teams: got %v (%v), want %v", got, err, teams)
	}
	got, err = s.Reader().HeroTallies(t.Context(), append(ids, slices.Collect(maps.Keys(heroes))...))
	if err != nil || !maps.Equal(got, heroes) {
		t.Errorf("heroes: got %v (%v), want %v", got, err, heroes)
	}
}

func TestOtherTeams(t *testing.T) {
	path := copyOf(t, "dirty.db")
	db := other(t, path)
	for n := int64(20); n < 30; n++ {
		mustExec(t, db, "INSERT INTO team (id, name, headquarters) VALUES (?, ?, '')", n, string(rune('j'-n+20)))
		mustExec(t, db, "INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (?, 1, 0)", n)
	}
	got, err := mustOpen(t, path).Reader().OtherTeams(t.Context(), ids(1, 3, 14, 24, 405), id(2))
	want := map[model.ID]query.OtherTeams{
		id(1):  {Teams: []string{"a", "b", "c", "d", "e", "f", "g", "h"}, Total: 11},
		id(3):  {Teams: []string{"Preventers"}, Total: 1},
		id(14): {Teams: []string{"z-force", "Éclair", "éCLAIR"}, Total: 3},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v (%v), want %v", got, err, want)
	}
}

// SQLite's driver interrupts a statement no more once its first row is there: what
// may take long and gives way has only one.
func TestCountIsOneRow(t *testing.T) {
	s := mustOpen(t, copyOf(t, "dirty.db"))
	for _, list := range []query.List{query.Teams, query.Heroes, query.Members, query.Memberships} {
		for _, q := range queries(list, id(2)) {
			page := readPage(t, s, q, query.Seek{Limit: 3})
			if len(page.anchors) == 0 {
				continue
			}
			if _, err := s.Reader().Rank(t.Context(), q, page.anchors[len(page.anchors)-1]); err != nil {
				t.Fatal(err)
			}
			if counted := s.Log().Recent(1)[0]; !strings.HasSuffix(counted.Label, ", counted") || counted.Rows != 1 {
				t.Errorf("%+v was counted with %q, which has %d rows", q, counted.SQL, counted.Rows)
			}
		}
	}
}
