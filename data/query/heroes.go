package query

import (
	"slices"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// heroesListing probes for memberships only if an index of roster has them by hero. If there
// are few trainees they are sorted in memory: a scan of the names would take long to find one.
func (rd *Reader) heroesListing(q Query, name string) listing {
	d, indexes := rd.db.Engine, rd.db.Indexes()
	l := listing{
		label: "Heroes", from: sqldb.Aliased(d, model.HeroTable, "h"), desc: q.Desc,
		columns:  heroColumns(d, q),
		where:    matchesTerms(d, name, q.Filter),
		segments: sortSegments(q, rd.nameOrder(q, name), "h.age", "h.id"),
	}
	if !indexes.LinksByHero && !d.Traits().CostBased {
		l.where = append(l.where, inMemberships(d, "h.id", "hero_id", q.Status)...)
		return rd.sortedBy(l, q, rd.nameOrder(q, name), "h.id")
	}
	if by := rd.sortedBy(l, q, rd.nameOrder(q, name), "h.id"); by.gather {
		by.where = append(slices.Clone(l.where), hasMembership(d, "h.id", "hero_id", q.Status)...)
		if by.counted != nil {
			by.counted.where = by.where
		}
		return by
	}
	walked := l
	walked.where = append(slices.Clone(l.where), hasMembership(d, "h.id", "hero_id", q.Status)...)
	leads := hasOrderIndex(indexes, q.Sort)
	if leads {
		walked.outer, walked.batch = sqldb.Aliased(d, model.HeroTable, "h"), rd.batchSize(q)
	}
	switch {
	case d.Traits().CostBased && leads && (len(q.Filter) > 0 && q.Status == AnyStatus || q.Status != AnyStatus && indexes.LinksByHero):
		return rd.adaptiveMatches(q, name, walked)
	case d.Traits().CostBased:
		walked.sparse = q.Status != AnyStatus
	case len(q.Filter) > 0 && q.Sort != ByName && indexes.HeroNames:
		return rd.matchesListing(walked, matchesTerms(d, name, q.Filter))
	case q.Status == OnlyTraining && indexes.Trainees:
		return rd.traineesListing(l, walked)
	}
	return walked
}

// matchesListing finds few matches by their names, whatever the order is. That a
// subquery has a limit keeps the database from reading in the order after all.
func (rd *Reader) matchesListing(walked listing, matching []func(*sqldb.Builder) string) listing {
	l := walked
	l.source = &listing{columns: []string{"h.id AS id"}, from: sqldb.Aliased(rd.db.Engine, model.HeroTable, "h"), where: matching}
	l.sorted = true
	l.scan = &indexScan{listing: walked, crowd: *l.source, few: rd.Thresholds.FewMatches, many: rd.Thresholds.FewMatches}
	return l
}

// traineesListing finds few trainees by their memberships.
func (rd *Reader) traineesListing(l, walked listing) listing {
	trainees := listing{columns: []string{"DISTINCT l.hero_id AS id"}, from: sqldb.Aliased(rd.db.Engine, model.LinkTable, "l"), where: standingCondition(OnlyTraining)}
	l.source = &trainees
	l.sorted = true
	l.scan = &indexScan{listing: walked, crowd: trainees, few: rd.Thresholds.FewMembers, many: rd.Thresholds.FewMembers}
	return l
}

// heroColumns returns the columns of a hero, for [sqldb.HeroFrom].
func heroColumns(d sqldb.Expressions, q Query) []string {
	return []string{"h.id", q.textColumn(d, "h.name"), q.textColumn(d, "h.secret_name"), q.textColumn(d, "h.age")}
}
