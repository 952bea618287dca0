package data

import "slices"

// heroesListing probes for memberships only where an index of roster has them by
// hero. Few trainees are gathered: along the names nobody would be found for
// long.
func (s *Store) heroesListing(q Query, name string) listing {
	d, indexes := s.dialect, s.indexes()
	l := listing{
		label: "Heroes", from: aliased(d, heroTable, "h"), desc: q.Desc,
		columns:  heroColumns(d, q),
		where:    matching(d, name, q.Filter),
		segments: order(q, name, "h.age", "h.id"),
	}
	if !indexes.linksByHero && !d.traits().plans {
		l.where = append(l.where, having(d, "h.id", "hero_id", q.Status)...)
		return l
	}
	walked := l
	walked.where = append(slices.Clone(l.where), probing(d, "h.id", "hero_id", q.Status)...)
	leads := indexes.lead(q.Sort)
	if leads {
		walked.outer, walked.stretch = aliased(d, heroTable, "h"), s.stretch(q)
	}
	switch {
	case d.traits().plans && leads && (len(q.Filter) > 0 && q.Status == AnyStatus || q.Status != AnyStatus && indexes.linksByHero):
		return s.guardedMatches(q, name, walked)
	case d.traits().plans:
		walked.sparse = q.Status != AnyStatus
	case len(q.Filter) > 0 && q.Sort != ByName && indexes.heroNames:
		return s.matchesListing(walked, matching(d, name, q.Filter))
	case q.Status == OnlyTraining && indexes.trainees:
		return s.traineesListing(l, walked)
	}
	return walked
}

// matchesListing finds few matches by their names, whatever the order is. That a
// subquery has a limit keeps the database from reading in the order after all.
func (s *Store) matchesListing(walked listing, matching []func(*statement) string) listing {
	l := walked
	l.source = &listing{columns: []string{"h.id AS id"}, from: aliased(s.dialect, heroTable, "h"), where: matching}
	l.gathered = true
	l.walk = &walk{listing: walked, crowd: *l.source, few: s.limits.fewMatches, many: s.limits.fewMatches}
	return l
}

// traineesListing finds few trainees by their memberships.
func (s *Store) traineesListing(l, walked listing) listing {
	trainees := listing{columns: []string{"DISTINCT l.hero_id AS id"}, from: aliased(s.dialect, linkTable, "l"), where: standing(OnlyTraining)}
	l.source = &trainees
	l.gathered = true
	l.walk = &walk{listing: walked, crowd: trainees, few: s.limits.fewMembers, many: s.limits.fewMembers}
	return l
}

// heroColumns returns what is read of a hero, for [heroFrom].
func heroColumns(d dialect, q Query) []string {
	return []string{"h.id", q.text(d, "h.name"), q.text(d, "h.secret_name"), q.text(d, "h.age")}
}
