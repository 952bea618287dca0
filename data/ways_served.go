package data

import (
	"fmt"
	"slices"
)

// guardedMembers returns the roster of a team whose heroes are all there. By standing
// it is two walks along the names. Without an index there is nothing to walk along, and
// the engine has no choice to get wrong.
func (s *Store) guardedMembers(q Query, name string, l listing) listing {
	d := s.dialect
	l = alongHeroes(d, q, name, l).without(q)
	if !s.indexes().lead(q.Sort) {
		return l
	}
	g := guard{few: s.limits.fewOnServer(d, q, s.indexes().hold(q)), small: l, rest: l}
	g.small.from = aliased(d, linkTable, "l") + " CROSS JOIN LATERAL (SELECT h.* FROM " + aliased(d, heroTable, "h") + " WHERE h.id = l.hero_id OFFSET 0) AS h"
	g.crowd = listing{from: aliased(d, linkTable, "l"), where: append(of("l.team_id", q), standing(q.Status)...)}
	g.many = s.limits.servedMany
	g.again = fmt.Sprintf("CROSS JOIN LATERAL (SELECT l.* FROM %s WHERE l.hero_id = e.id AND l.team_id = %d OFFSET 0) AS l %s", aliased(d, linkTable, "l"), q.Of, heroOfEntry(d))
	walk := s.entries(q, name, l)
	walk.walked.from = g.again
	walk.walked.where = matching(d, "e.name", q.Filter)
	walk.member = func(standing string) string { return isMember(d, q.Of, standing, g.many) }
	g.legs = walk.legs(q, name, l)
	l.guard = &g
	return l
}

// guardedMatches returns the list of the heroes that a filter finds, or a standing.
func (s *Store) guardedMatches(q Query, name string, l listing) listing {
	walk := s.entries(q, name, l)
	walk.walked.from = heroOfEntry(s.dialect)
	walk.walked.where = append(matching(s.dialect, "e.name", q.Filter), probingEach(s.dialect, "e.id", "hero_id", q.Status)...)
	l.guard = &guard{legs: walk.legs(q, name, l), rest: l, again: heroOfEntry(s.dialect)}
	return l
}

// heroOfEntry joins an entry of an index with its hero.
func heroOfEntry(d dialect) string {
	return "CROSS JOIN LATERAL (SELECT h.* FROM " + aliased(d, heroTable, "h") + " WHERE h.id = e.id OFFSET 0) AS h"
}

// entries returns a walk along an index of the heroes, and how far it goes.
func (s *Store) entries(q Query, name string, l listing) leg {
	walk := leg{
		entries: listing{columns: []string{"h.id AS id", name + " AS name"}, from: aliased(s.dialect, heroTable, "h"), desc: l.desc, segments: l.segments, byRow: s.dialect.traits().byRow},
		most:    s.limits.servedWalk, segment: allSegments,
	}
	switch {
	case q.List == Heroes:
		walk.most = s.limits.servedMatches
	case !s.indexes().hold(q):
		walk.most = s.limits.servedLooks
	case len(q.Filter) > 0:
		walk.most = s.limits.servedWalkFiltered
	}
	return walk
}

// legs returns the walk for a list: one leg for each segment, as no index has the
// order of several.
func (g leg) legs(q Query, name string, l listing) []leg {
	if q.Sort != ByStatus {
		g = g.withStanding(q.Status.condition())
	}
	if len(l.segments) == 1 {
		return []leg{g}
	}
	var legs []leg
	for number, own := range l.segments {
		if own.where == nothing {
			continue
		}
		one := g
		one.segment, one.entries.segments = number, []segment{own}
		if q.Sort == ByStatus { // a hero has that in a team: each leg is along all names
			one.entries.segments = order(Query{Sort: ByName}, name, "", l.id())
			one = one.withStanding(own.where)
		}
		legs = append(legs, one)
	}
	return legs
}

// withStanding returns the leg among the members of this standing, "" for any, where it
// is about those of a team.
func (g leg) withStanding(standing string) leg {
	if g.member != nil {
		g.walked.where = append(slices.Clone(g.walked.where), always(g.member(standing)))
	}
	return g
}

// isMember returns the condition that the hero of an entry is in a team, with this
// standing. The members are hashed for the leg, where they are not many: to look for each
// of the heroes in the index of the memberships is ten times as slow. Without the limit
// an engine that expects more of them, or that has little memory for it (see
// [hasten]), would not hash them, and look through all for each entry.
func isMember(d dialect, team int64, standing string, many int) string {
	where := fmt.Sprintf("l.team_id = %d", team)
	if standing != "" {
		where += " AND " + standing
	}
	return fmt.Sprintf("CASE WHEN (SELECT large FROM size) THEN EXISTS (SELECT 1 FROM %[3]s WHERE l.hero_id = e.id AND %[1]s OFFSET 0)"+
		" ELSE e.id IN (SELECT l.hero_id FROM %[3]s WHERE %[1]s LIMIT %[2]d) END", where, many, aliased(d, linkTable, "l"))
}
