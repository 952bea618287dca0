package data_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/model"
	"roster/data/query"
	"roster/internal/fold"
)

// trainees returns the trainees of all teams in the order of a query.
func (m rowModel) trainees(q query.Query) []model.LinkKey {
	var found []link
	for _, l := range m.links {
		if l.training && fold.Finds(m.heroes[l.key.HeroID].name, fold.Words(q.Filter...)) {
			found = append(found, l)
		}
	}
	slices.SortFunc(found, func(a, b link) int { return m.compareTrainees(q, a, b) })
	keys := make([]model.LinkKey, len(found))
	for i, l := range found {
		keys[i] = l.key
	}
	return keys
}

// compareTrainees puts two trainees in the order of the query.
func (m rowModel) compareTrainees(q query.Query, a, b link) int {
	turned := func(orders ...int) int {
		order := cmp.Or(orders...)
		if q.Desc {
			return -order
		}
		return order
	}
	byHero := strings.Compare(folded(m.heroes[a.key.HeroID].name), folded(m.heroes[b.key.HeroID].name))
	hero, team := a.key.HeroID.Compare(b.key.HeroID), a.key.TeamID.Compare(b.key.TeamID)
	switch q.Sort {
	case query.ByID:
		return turned(team, hero)
	case query.ByName:
		return turned(byHero, hero, team)
	case query.ByAge:
		one, other := m.heroes[a.key.HeroID].age, m.heroes[b.key.HeroID].age
		return cmp.Or(cmp.Compare(emptiness(one), emptiness(other)), turned(compareAges(one, other), hero, team))
	case query.ByField, query.ByHeroField:
		one, other := m.link(a).value(q.Sort), m.link(b).value(q.Sort)
		if q.Order() == (query.Order{Sort: query.ByField, Field: "joined"}) { // since when: an index has no names
			byHero = 0
		}
		return cmp.Or(cmp.Compare(emptiness(one), emptiness(other)), turned(compareAges(one, other), byHero, hero, team))
	}
	return turned(strings.Compare(folded(m.teams[a.key.TeamID].name), folded(m.teams[b.key.TeamID].name)), team, byHero, hero)
}

// The trainees of all teams come in every order, page by page, from either end and around
// any of them, whether they are gathered or an index is walked along.
func TestTraineesOfAllTeams(t *testing.T) { engines(t, testTraineesOfAllTeams) }

func testTraineesOfAllTeams(t *testing.T) {
	path := withSortable(t)
	mustExec(t, other(t, path), "UPDATE hero SET age = id % 5 WHERE id % 3 > 0")
	for _, large := range []bool{false, true} {
		s := mustOpen(t, path, func(o *data.Options) { o.Since = "joined" })
		if large {
			s.Hasten()
			if plan := mustIndex(t, s); !slices.Contains(plan.Missing, "roster_heroteamlink_since") {
				t.Errorf("added %v", plan.Missing)
			}
		}
		for _, order := range s.Reader().Orders(query.Trainees) {
			m := modelOf(t, other(t, path))
			if order.Field != "" {
				m = m.withField(t, path, order.Field)
			}
			for _, desc := range []bool{false, true} {
				for _, filter := range [][]string{nil, {"1"}, {"Dead"}, {"nobody"}} {
					q := query.Query{List: query.Trainees, Status: query.OnlyTraining, Filter: filter}
					q.SetOrder(order)
					q.Desc = desc
					checkTraineesOf(t, s, q, m.trainees(q))
				}
			}
		}
	}
}

// checkTraineesOf reads a list in every way and compares it with what is right.
func checkTraineesOf(t *testing.T, s *data.Store, q query.Query, want []model.LinkKey) {
	t.Helper()
	const limit = 7
	read := func(at query.Seek, start, end int) query.Page[query.Trainee] {
		t.Helper()
		at.Limit = limit
		page, err := s.Reader().Trainees(t.Context(), q, at)
		if err != nil {
			t.Fatalf("%+v at %+v: %v", q, at, err)
		}
		var got []model.LinkKey
		for _, row := range page.Rows {
			got = append(got, row.Key())
		}
		if right := want[max(0, start):min(end, len(want))]; !slices.Equal(got, right) || page.Before != (start > 0 && len(want) > 0) || page.After != (end < len(want)) {
			t.Fatalf("%+v at %+v: %v (%t, %t), want %v", q, at, got, page.Before, page.After, right)
		}
		return page
	}
	start := 0
	for at := (query.Seek{Place: query.First}); ; at.Place = query.Next {
		page := read(at, start, start+limit)
		if !page.After {
			break
		}
		start, at.Anchor = start+limit, page.Anchors[limit-1]
	}
	end := len(want)
	for at := (query.Seek{Place: query.Last}); ; at.Place = query.Prev {
		page := read(at, end-limit, end)
		if !page.Before {
			break
		}
		end, at.Anchor = end-limit, page.Anchors[0]
	}
	for i, key := range want {
		at := query.Seek{Place: query.Around, ID: key.HeroID, Team: key.TeamID, HasID: true, Above: limit / 2}
		page := read(at, i-limit/2, i-limit/2+limit)
		if rank, err := s.Reader().Rank(t.Context(), q, page.Anchors[page.At]); err != nil || rank != int64(i) {
			t.Fatalf("%+v: rank %d, want %d (%v)", q, rank, i, err)
		}
	}
	if n, err := s.Reader().Count(t.Context(), q); err != nil || n != int64(len(want)) {
		t.Fatalf("%+v: %d, want %d (%v)", q, n, len(want), err)
	}
	i := 0
	err := s.Reader().EachTrainee(t.Context(), q, func(m query.Trainee) error {
		if m.Key() != want[i] {
			return fmt.Errorf("%v at %d, want %v", m.Key(), i, want[i])
		}
		i++
		return nil
	})
	if err != nil || i != len(want) {
		t.Fatalf("%+v: %d rows, %v", q, i, err)
	}
}

// Someone who is a trainee no more is found all the same, by hero and team.
func TestTraineeWhoGraduated(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	q := query.Query{List: query.Trainees}
	page, err := s.Reader().Trainees(t.Context(), q, query.Seek{Place: query.Around, ID: id(3), Team: id(2), HasID: true, Limit: 1})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Standing != model.Active || page.Rows[0].Team.Name != "Preventers" || page.Rows[0].Hero.Name != "Rusty-Man" {
		t.Errorf("%+v %v", page.Rows, err)
	}
}
