package data

import (
	"fmt"
	"slices"
)

// guardedMembers returns the roster of a team whose heroes are all there. By standing
// it is two walks along the names.
func (s *Store) guardedMembers(q Query, name string, l listing) listing {
	d := s.dialect
	l = alongHeroes(d, q, name, l).without(q)
	g := guard{few: s.limits.fewOnServer(len(q.Filter) > 0 || q.Sort == ByStatus), small: l, rest: l}
	g.small.from = "heroteamlink AS l CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = l.hero_id OFFSET 0) AS h"
	g.crowd = listing{from: "heroteamlink AS l", where: append(of("l.team_id", q), standing(q.Status)...)}
	walk := s.entries(q, name, l)
	walk.walked.from = fmt.Sprintf("CROSS JOIN LATERAL (SELECT l.* FROM heroteamlink AS l WHERE l.hero_id = e.id AND l.team_id = %d OFFSET 0) AS l %s", q.Of, heroOfEntry)
	walk.walked.where = append(matching(d, "e.name", q.Filter), standing(q.Status)...)
	g.legs = []leg{walk}
	if q.Sort == ByStatus {
		g.legs = nil
		for number, segment := range l.segments {
			if segment.where == nothing {
				continue
			}
			one := walk
			one.segment = number
			one.walked.where = append(slices.Clone(walk.walked.where), always(segment.where))
			g.legs = append(g.legs, one)
		}
	}
	l.guard = &g
	return l
}

// guardedMatches returns the list of the heroes that a filter finds.
func (s *Store) guardedMatches(q Query, name string, l listing) listing {
	walk := s.entries(q, name, l)
	walk.walked.from = heroOfEntry
	walk.walked.where = append(matching(s.dialect, "e.name", q.Filter), probing("e.id", "hero_id", q.Status)...)
	l.guard = &guard{legs: []leg{walk}, rest: l}
	return l
}

// heroOfEntry joins an entry of an index with its hero.
const heroOfEntry = "CROSS JOIN LATERAL (SELECT h.* FROM hero AS h WHERE h.id = e.id OFFSET 0) AS h"

// entries returns a walk along the index of the heroes that has the order of a list,
// or of its segments, and how far it goes.
func (s *Store) entries(q Query, name string, l listing) leg {
	walk := leg{
		entries: listing{columns: []string{"h.id AS id", name + " AS name"}, from: "hero AS h", desc: l.desc, segments: l.segments},
		most:    s.limits.servedWalk, segment: allSegments,
	}
	if q.Sort == ByStatus {
		walk.entries.segments = order(Query{Sort: ByName}, name, "", l.id())
	}
	switch {
	case len(walk.entries.segments) > 1: // all of them are sorted
	case q.List == Heroes:
		walk.most = s.limits.servedMatches
	case len(q.Filter) > 0:
		walk.most = s.limits.servedWalkFiltered
	}
	return walk
}
