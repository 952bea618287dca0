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
	order := rd.nameOrder(q, name)
	l := listing{
		label: "Heroes", from: d.From(model.HeroTable, "h"), desc: q.Desc,
		columns:  heroColumns(d, q),
		where:    matchesTerms(d, name, q.Filter),
		segments: sortSegments(q, order, "h.age", "h.id"),
	}
	if !indexes.LinksByHero && !d.Traits().CostBased {
		l.where = append(l.where, inMemberships(d, "h.id", "hero_id", q.Status)...)
		return rd.sortedBy(l, q, order, "h.id")
	}
	if by := rd.sortedBy(l, q, order, "h.id"); by.sortsInMemory {
		by.where = append(slices.Clone(l.where), hasMembership(d, "h.id", "hero_id", q.Status)...)
		if by.groupedKeys != nil {
			by.groupedKeys.where = by.where
		}
		return by
	}
	scanned := l
	scanned.where = append(slices.Clone(l.where), hasMembership(d, "h.id", "hero_id", q.Status)...)
	hasIndex := hasOrderIndex(indexes, q.Sort)
	if hasIndex {
		scanned.indexTable, scanned.batch = d.From(model.HeroTable, "h"), rd.batchSize(q)
	}
	switch {
	case rd.adaptive != nil && hasIndex && (len(q.Filter) > 0 && q.Status == AnyStatus ||
		q.Status != AnyStatus && indexes.LinksByHero):
		return rd.adaptiveMatches(q, name, scanned)
	case d.Traits().CostBased:
		scanned.sparse = q.Status != AnyStatus
	case len(q.Filter) > 0 && q.Sort != ByName && indexes.HeroNames:
		return rd.matchingHeroes(scanned, matchesTerms(d, name, q.Filter))
	case q.Status == OnlyTraining && indexes.Trainees:
		return rd.traineeHeroes(l, scanned)
	}
	return scanned
}

// matchingHeroes finds few matches by their names, whatever the order is. That a
// subquery has a limit keeps the database from reading in the order after all.
func (rd *Reader) matchingHeroes(scanned listing, matching []func(*sqldb.Builder) string) listing {
	l := scanned
	l.source = &listing{columns: []string{"h.id AS id"}, from: rd.db.Engine.From(model.HeroTable, "h"), where: matching}
	l.unindexed = true
	l.scan = &indexScan{
		listing: scanned, candidates: *l.source, sortLimit: rd.Thresholds.SortMatches,
		scanAllFrom: rd.Thresholds.SortMatches,
	}
	return l
}

// traineeHeroes finds few trainees by their memberships.
func (rd *Reader) traineeHeroes(l, scanned listing) listing {
	trained := listing{
		columns: []string{"DISTINCT l.hero_id AS id"}, from: rd.db.Engine.From(model.LinkTable, "l"),
		where: standingCondition(OnlyTraining),
	}
	l.source = &trained
	l.unindexed = true
	l.scan = &indexScan{
		listing: scanned, candidates: trained, sortLimit: rd.Thresholds.SortMembers,
		scanAllFrom: rd.Thresholds.SortMembers,
	}
	return l
}

// heroColumns returns the columns of a hero, for [sqldb.HeroFrom].
func heroColumns(d sqldb.Expressions, q Query) []string {
	return []string{"h.id", q.textColumn(d, "h.name"), q.textColumn(d, "h.secret_name"), q.textColumn(d, "h.age")}
}
