package data

import (
	"math"
	"slices"
)

// membersListing has an outer join: a link to a hero that does not exist is
// shown. The roster of a crowd is walked along the heroes; by standing it is two
// rosters, those in training being far fewer most of the time. An engine that
// chooses the way by itself needs to know that it overlooks nobody.
func (s *Store) membersListing(q Query, name string) listing {
	l := s.collectedMembers(q, name)
	if s.dialect.traits().plans {
		if s.catalog().sound {
			return s.guardedMembers(q, name, l)
		}
		return l.without(q)
	}
	if q.Sort != ByStatus {
		l.walk = s.walkedMembers(q, name, l)
		return l
	}
	statuses := []Status{OnlyTraining, OnlyActive}
	if q.Desc {
		slices.Reverse(statuses)
	}
	for _, status := range statuses {
		part := q
		part.Sort, part.Desc, part.Status = ByName, false, status
		one := s.membersListing(part, name)
		if q.Status != AnyStatus && q.Status != status {
			one.where, one.walk = append(one.where, always("FALSE")), nil
		}
		l.parts = append(l.parts, one)
	}
	return l
}

// collectedMembers returns the way that begins with the memberships.
func (s *Store) collectedMembers(q Query, name string) listing {
	d := s.dialect
	named := "coalesce(" + name + ", '')"
	return listing{
		label: "Members", from: aliased(d, linkTable, "l") + heroOfLink(d), desc: q.Desc && q.Sort != ByStatus,
		columns:  memberColumns(d, q),
		where:    slices.Concat(of("l.team_id", q), matching(d, named, q.Filter), standing(q.Status)),
		segments: order(q, named, "h.age", "l.hero_id"),
		gathered: q.Sort != ByID,
	}
}

// walkedMembers returns the way along the heroes, nil where there is no index
// for it, or where it would overlook somebody.
func (s *Store) walkedMembers(q Query, name string, l listing) *walk {
	d, indexes := s.dialect, s.indexes()
	if !l.gathered || s.hasDangling(q.Of) || !indexes.lead(q.Sort) {
		return nil
	}
	w := walk{
		crowd: listing{from: aliased(d, linkTable, "l"), where: append(of("l.team_id", q), standing(q.Status)...)},
		few:   s.limits.fewMembers, many: math.MaxInt, most: s.limits.walk,
	}
	w.listing = alongHeroes(d, q, name, l)
	w.outer, w.stretch = aliased(d, heroTable, "h"), s.limits.stretchLinks
	switch {
	case len(q.Filter) == 0:
		w.spread = true
	case q.Sort == ByName: // the index has the names that a filter looks at
		w.many, w.most, w.stretch = s.limits.manyMembers, s.limits.walkFiltered, s.limits.stretchNames
	default: // each entry is a look at a name
		w.few *= 4
	}
	return &w
}

// alongHeroes returns the listing l as it is read along an index of the heroes.
// SQLite never turns a CROSS JOIN round.
// https://www.sqlite.org/optoverview.html#crossjoin
func alongHeroes(d dialect, q Query, name string, l listing) listing {
	l.gathered, l.from = false, aliased(d, heroTable, "h")+" CROSS JOIN "+aliased(d, linkTable, "l")
	l.where = slices.Concat(matching(d, name, q.Filter), []func(*statement) string{always("l.hero_id = h.id")}, of("l.team_id", q), standing(q.Status))
	l.segments = order(q, name, "h.age", "h.id")
	return l
}

// nothing is the condition of a segment without rows.
const nothing = "FALSE"

// without returns the listing without the segments that a filter by standing leaves
// nothing of: an engine would look for long.
func (l listing) without(q Query) listing {
	if q.Sort != ByStatus || q.Status == AnyStatus {
		return l
	}
	l.segments = slices.Clone(l.segments)
	for i := range l.segments {
		if l.segments[i].where != q.Status.words() {
			l.segments[i].where = nothing
		}
	}
	return l
}

// memberColumns returns what is read of a member, for [memberFrom].
func memberColumns(d dialect, q Query) []string {
	return []string{"l.team_id", "l.hero_id", training, "h.id IS NULL", q.text(d, "h.name"), q.text(d, "h.secret_name"), q.text(d, "h.age")}
}
