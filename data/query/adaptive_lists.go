package query

import (
	"fmt"
	"slices"

	"roster/data/internal/cell"
	"roster/data/model"
)

// adaptiveEngine is an engine that runs adaptive scans. Its planner chooses by estimates: what it
// writes keeps rows from being read in another way than one by one.
type adaptiveEngine interface {
	// LookupJoin returns a join with the rows of a table, under an alias, for which the
	// condition holds: they are looked up for each row of the tables before it.
	LookupJoin(table, alias, condition string) string
	// LookupExists returns a condition: the table has a row, under an alias, for which the
	// condition holds. It is looked up for each row.
	LookupExists(table, alias, condition string) string
	// RootOfRows returns an expression for factor × √n, but not less than least and not more
	// than most; n is how many rows the table has by the statistics of the engine. It is least
	// if there are none.
	RootOfRows(table string, factor, least, most int) string
}

// adaptiveMembers returns the members of a team, whose heroes all exist if a foreign key says so.
// By standing it is two scans of the names. Without an index there is nothing to scan, and the
// engine has no choice to get wrong.
func (rd *Reader) adaptiveMembers(q Query, name string, l listing) listing {
	if rd.adaptive == nil || !rd.db.Catalog().HeroesEnforced || !hasOrderIndex(rd.db.Indexes(), q.Sort) {
		return l.withoutEmptySegments(q)
	}
	d := rd.db.Engine
	l = byHeroIndex(d, q, name, l).withoutEmptySegments(q)
	links := d.From(model.LinkTable, "l")
	g := adaptiveScan{
		sortLimit:  rd.Thresholds.adaptiveSortLimit(rd.adaptive, q, coversScan(rd.db.Indexes(), q)),
		hashLimit:  rd.Thresholds.AdaptiveSortMax,
		candidates: listing{from: links, where: append(ofOwner("l.team_id", q), standingCondition(q.Status)...)},
		small:      l,
		large:      l,
	}
	g.small.from = links + " " + rd.adaptive.LookupJoin(model.HeroTable, "h", "h.id = l.hero_id")
	g.lookup = rd.adaptive.LookupJoin(model.LinkTable, "l", "l.hero_id = e.id AND "+ofTeam(q.Of)) + " " +
		rd.heroOfEntry()
	scan := rd.heroEntryScan(q, name, l)
	scan.matches.from = g.lookup
	scan.matches.where = matchesTerms(d, "e.name", q.Filter)
	scan.member = func(standing string) string { return rd.isMember(q.Of, standing, g.hashLimit) }
	g.scans = scan.perSegment(q, name, l)
	l.adaptive = &g
	return l
}

// adaptiveMatches returns the list of the heroes that a filter finds, or a standing.
func (rd *Reader) adaptiveMatches(q Query, name string, l listing) listing {
	scan := rd.heroEntryScan(q, name, l)
	scan.matches.from = rd.heroOfEntry()
	scan.matches.where = append(matchesTerms(rd.db.Engine, "e.name", q.Filter),
		membershipProbe(rd.adaptive.LookupExists, "e.id", "hero_id", q.Status)...)
	l.adaptive = &adaptiveScan{scans: scan.perSegment(q, name, l), large: l, lookup: scan.matches.from}
	return l
}

// heroOfEntry joins an entry of an index with its hero.
func (rd *Reader) heroOfEntry() string {
	return rd.adaptive.LookupJoin(model.HeroTable, "h", "h.id = e.id")
}

// ofTeam returns the condition that a membership is of a team, without an argument: the planner
// knows how many it is likely to have.
func ofTeam(team model.ID) string { return "l.team_id = " + cell.Literal(team.Stored()) }

// heroEntryScan returns a scan of an index of the heroes, and how far it goes.
func (rd *Reader) heroEntryScan(q Query, name string, l listing) entryScan {
	scan := entryScan{
		entries: listing{
			columns: []string{"h.id AS id", name + " AS name"}, from: rd.db.Engine.From(model.HeroTable, "h"),
			desc: l.desc, segments: l.segments, rowCompare: rd.db.Engine.Traits().RowComparison,
		},
		maxEntries: rd.Thresholds.AdaptiveScan, segment: allSegments,
	}
	switch {
	case q.List == Heroes:
		scan.maxEntries = rd.Thresholds.AdaptiveScanMatches
	case !coversScan(rd.db.Indexes(), q):
		scan.maxEntries = rd.Thresholds.AdaptiveScanLookups
	case len(q.Filter) > 0:
		scan.maxEntries = rd.Thresholds.AdaptiveScanFiltered
	}
	return scan
}

// perSegment returns the scans for a list: one for each segment, as no index has the order of
// several.
func (g entryScan) perSegment(q Query, name string, l listing) []entryScan {
	if q.Sort != ByStanding {
		g = g.withStanding(q.Status.condition())
	}
	if len(l.segments) == 1 {
		return []entryScan{g}
	}
	var scans []entryScan
	for number, own := range l.segments {
		if own.where == noRows {
			continue
		}
		one := g
		one.segment, one.entries.segments = number, []sortSegment{own}
		if q.Sort == ByStanding { // a standing belongs to a membership: each scan is of all names
			one.entries.segments = sortSegments(Query{Sort: ByName}, name, "", l.id())
			one = one.withStanding(own.where)
		}
		scans = append(scans, one)
	}
	return scans
}

// withStanding returns the scan of the members with this standing, "" for any, if it is of
// those of a team.
func (g entryScan) withStanding(standing string) entryScan {
	if g.member != nil {
		g.matches.where = append(slices.Clone(g.matches.where), constant(g.member(standing)))
	}
	return g
}

// isMember returns the condition that the hero of an entry is in a team, with this standing.
// The members are hashed for the scan if there are not many: probing the index of the
// memberships for each hero is ten times as slow. Without the limit an engine that expects
// more of them, or that has little memory for it, would not hash them, and would read all for
// each entry.
func (rd *Reader) isMember(team model.ID, standing string, hashLimit int) string {
	where := ofTeam(team)
	if standing != "" {
		where += " AND " + standing
	}
	return fmt.Sprintf("CASE WHEN (SELECT large FROM size) THEN %s ELSE e.id IN (SELECT l.hero_id FROM %s WHERE %s LIMIT %d) END",
		rd.adaptive.LookupExists(model.LinkTable, "l", "l.hero_id = e.id AND "+where),
		rd.db.Engine.From(model.LinkTable, "l"), where, hashLimit)
}
