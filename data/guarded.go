package data

import (
	"slices"
	"strconv"
)

// guard is a choice between two ways to the rows of a list that an engine can't be
// trusted with: what it expects of a team or of a filter can be far from what there
// is. It is made within the statement, by how large the crowd is.
type guard struct {
	crowd listing // what the list begins with where it is small: at most few rows
	few   string  // an expression
	small listing // reads from the crowd, and gathers
	large listing // walks along an index
}

// with begins a statement with the crowd, and how large it is.
func (l listing) with(s *statement) {
	if l.guard == nil {
		return
	}
	s.add("WITH few AS MATERIALIZED (SELECT ", l.guard.few, " AS n), crowd AS MATERIALIZED (")
	l.guard.crowd.selectFrom(s, l.guard.crowd.columns)
	s.add(" LIMIT (SELECT n + 1 FROM few)), size AS MATERIALIZED (SELECT count(*) <= (SELECT n FROM few) AS small FROM crowd) ")
}

// pageArms returns the arms of a page: those of both ways, of which one finds
// nothing.
func (l listing) pageArms(from Anchor, back, inclusive bool) []arm {
	if l.guard == nil {
		return l.arms(from, back, inclusive)
	}
	of := func(way listing, guard string) []arm {
		arms := way.arms(from, back, inclusive)
		for i := range arms {
			arms[i].way = &way
			arms[i].where = append(arms[i].where[:len(arms[i].where):len(arms[i].where)], always(guard))
		}
		return arms
	}
	return append(of(l.guard.small, "(SELECT small FROM size)"), of(l.guard.large, "NOT (SELECT small FROM size)")...)
}

// guardedMembers returns the roster of a team whose heroes are all there.
func (s *Store) guardedMembers(q Query, name string, l listing) listing {
	d := s.dialect
	l = alongHeroes(d, q, name, l).without(q)
	small := l
	small.from = "crowd AS l CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = l.hero_id OFFSET 0) AS h"
	small.where, small.gathered = nil, true
	crowd := listing{columns: []string{"l.team_id", "l.hero_id", "l.is_training"}, from: "heroteamlink AS l", where: append(of("l.team_id", q), standing(q.Status)...)}
	if len(q.Filter) > 0 { // who is found is looked for in the whole roster
		crowd.from = "heroteamlink AS l CROSS JOIN hero AS h"
		crowd.where = slices.Concat(crowd.where, []func(*statement) string{always("h.id = l.hero_id")}, matching(d, name, q.Filter))
	}
	l.guard = &guard{crowd: crowd, few: s.limits.fewOnServer(), small: small, large: l}
	return l
}

// guardedMatches returns the list of the heroes that a filter finds.
func (s *Store) guardedMatches(walked listing, matching []func(*statement) string) listing {
	small := walked
	small.from = "crowd AS w CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = w.id OFFSET 0) AS h"
	small.gathered = true
	l := walked
	l.guard = &guard{
		crowd: listing{columns: []string{"h.id"}, from: "hero AS h", where: matching}, few: strconv.Itoa(s.limits.fewMatches), small: small, large: walked,
	}
	return l
}
