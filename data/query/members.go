package query

import (
	"math"
	"slices"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// membersListing uses an outer join, so that links to missing heroes are listed. A large team
// is read by scanning an index of heroes. Sorted by standing, it is read as two lists, because
// there are usually far fewer trainees. An engine that plans its queries may only scan the
// heroes if the foreign key guarantees that each member has one.
func (rd *Reader) membersListing(q Query, name string) listing {
	l := rd.membersByLink(q, name)
	if by := rd.sortedBy(l, q, rd.nameOrder(q, "coalesce("+name+", '')"), "l.hero_id"); by.sortsInMemory {
		return by
	}
	if rd.db.Engine.Traits().CostBased {
		return rd.adaptiveMembers(q, name, l)
	}
	if q.Sort != ByStanding {
		l.scan = rd.memberIndexScan(q, name, l)
		return l
	}
	statuses := []StatusFilter{OnlyTraining, OnlyActive}
	if q.Desc {
		slices.Reverse(statuses)
	}
	for _, status := range statuses {
		part := q
		part.Sort, part.Desc, part.Status = ByName, false, status
		one := rd.membersListing(part, name)
		if q.Status != AnyStatus && q.Status != status {
			one.where, one.scan = append(one.where, constant("FALSE")), nil
		}
		l.parts = append(l.parts, one)
	}
	return l
}

// membersByLink returns the plan that starts from the memberships.
func (rd *Reader) membersByLink(q Query, name string) listing {
	d := rd.db.Engine
	named := "coalesce(" + name + ", '')"
	return listing{
		label: "Members", from: d.From(model.LinkTable, "l") + sqldb.JoinHero(d), desc: q.Desc && q.Sort != ByStanding,
		columns: memberColumns(d, q),
		where: slices.Concat(ofOwner("l.team_id", q), matchesTerms(d, named, q.Filter),
			standingCondition(q.Status)),
		segments:  sortSegments(q, rd.nameOrder(q, named), "h.age", "l.hero_id"),
		unindexed: q.Sort != ByID,
	}
}

// memberIndexScan returns the plan that scans an index of heroes, or nil if there is no such
// index or the scan would miss members.
func (rd *Reader) memberIndexScan(q Query, name string, l listing) *indexScan {
	d, indexes := rd.db.Engine, rd.db.Indexes()
	if !l.unindexed || rd.hasDangling(q.Of) || !hasOrderIndex(indexes, q.Sort) {
		return nil
	}
	w := indexScan{
		candidates: listing{
			from:  d.From(model.LinkTable, "l"),
			where: append(ofOwner("l.team_id", q), standingCondition(q.Status)...),
		},
		sortLimit: rd.Thresholds.SortMembers, scanAllFrom: math.MaxInt, maxEntries: rd.Thresholds.Scan,
	}
	w.listing = byHeroIndex(d, q, name, l)
	w.indexTable, w.batch = d.From(model.HeroTable, "h"), rd.Thresholds.BatchLinks
	switch {
	case len(q.Filter) == 0:
		w.spread = true
	case q.Sort == ByName: // the index contains the names that a filter compares
		w.scanAllFrom, w.maxEntries, w.batch = rd.Thresholds.ScanAllMembers, rd.Thresholds.ScanFiltered,
			rd.Thresholds.BatchNames
	default: // each entry requires a lookup of the name
		w.sortLimit *= 4
	}
	return &w
}

// byHeroIndex returns the listing l as it is read along an index of the heroes: an engine without
// a cost-based planner never reorders a CROSS JOIN.
// https://www.sqlite.org/optoverview.html#crossjoin
func byHeroIndex(d sqldb.Expressions, q Query, name string, l listing) listing {
	l.unindexed, l.from = false, d.From(model.HeroTable, "h")+" CROSS JOIN "+d.From(model.LinkTable, "l")
	l.where = slices.Concat(matchesTerms(d, name, q.Filter),
		[]func(*sqldb.Builder) string{constant("l.hero_id = h.id")}, ofOwner("l.team_id", q),
		standingCondition(q.Status))
	l.segments = sortSegments(q, name, "h.age", "h.id")
	return l
}

// noRows is the condition of a segment without rows.
const noRows = "FALSE"

// withoutEmptySegments returns the listing without the segments that the standing filter makes
// empty: an engine would be slow to search them.
func (l listing) withoutEmptySegments(q Query) listing {
	if q.Sort != ByStanding || q.Status == AnyStatus {
		return l
	}
	l.segments = slices.Clone(l.segments)
	for i := range l.segments {
		if l.segments[i].where != q.Status.words() {
			l.segments[i].where = noRows
		}
	}
	return l
}

// memberColumns returns the columns of a member, for [memberFrom].
func memberColumns(d sqldb.Expressions, q Query) []string {
	return []string{
		"l.team_id", "l.hero_id", sqldb.IsTraining, "h.id IS NULL", q.textColumn(d, "h.name"),
		q.textColumn(d, "h.secret_name"), q.textColumn(d, "h.age"),
	}
}
