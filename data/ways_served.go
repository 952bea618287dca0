package data

import (
	"fmt"
	"slices"
)

// guardedMembers returns the roster of a team whose heroes are all there.
func (s *Store) guardedMembers(q Query, name string, l listing) listing {
	d := s.dialect
	l = alongHeroes(d, q, name, l).without(q)
	g := guard{few: s.limits.fewOnServer(len(q.Filter) > 0), small: l, walked: l, rest: l}
	g.small.from = "heroteamlink AS l CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = l.hero_id OFFSET 0) AS h"
	g.crowd = listing{from: "heroteamlink AS l", where: append(of("l.team_id", q), standing(q.Status)...)}
	switch {
	case q.Sort != ByStatus:
		g.entries, g.most = s.entries(q, name, l)
		g.walked.from = fmt.Sprintf("CROSS JOIN LATERAL (SELECT l.* FROM heroteamlink AS l WHERE l.hero_id = e.id AND l.team_id = %d OFFSET 0) AS l %s", q.Of, heroOfEntry)
		g.walked.where = append(matching(d, "e.name", q.Filter), standing(q.Status)...)
	case len(q.Filter) > 0: // two lists by name, so to say: who is found is looked for in the whole roster
		g.crowd.from = "heroteamlink AS l CROSS JOIN hero AS h"
		g.crowd.where = slices.Concat(g.crowd.where, []func(*statement) string{always("h.id = l.hero_id")}, matching(d, name, q.Filter))
	}
	l.guard = &g
	return l
}

// guardedMatches returns the list of the heroes that a filter finds.
func (s *Store) guardedMatches(q Query, name string, l listing) listing {
	g := guard{walked: l, rest: l}
	g.entries, g.most = s.entries(q, name, l)
	g.walked.from = heroOfEntry
	g.walked.where = append(matching(s.dialect, "e.name", q.Filter), probing("e.id", "hero_id", q.Status)...)
	l.guard = &g
	return l
}

// heroOfEntry joins an entry of an index with its hero.
const heroOfEntry = "CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = e.id OFFSET 0) AS h"

// entries returns the index of the heroes in the order of a list, and how far it is
// walked along.
func (s *Store) entries(q Query, name string, l listing) (entries listing, most int) {
	entries = listing{columns: []string{"h.id AS id", name + " AS name"}, from: "hero AS h", desc: l.desc, segments: l.segments}
	switch {
	case len(l.segments) > 1: // all of them are sorted
		return entries, s.limits.servedWalk
	case q.List == Heroes:
		return entries, s.limits.servedMatches
	case len(q.Filter) > 0:
		return entries, s.limits.servedWalkFiltered
	}
	return entries, s.limits.servedWalk
}
