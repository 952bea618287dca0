package query

import (
	"fmt"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// adaptiveMembers returns the members of a team whose heroes all exist. By standing it is two
// scans of the names. Without an index there is nothing to scan, and the engine has no choice
// to get wrong.
func (rd *Reader) adaptiveMembers(q Query, name string, l listing) listing {
	if !hasOrderIndex(rd.db.Indexes(), q.Sort) {
		return l.without(q)
	}
	d := rd.db.Engine
	l = alongHeroes(d, q, name, l).without(q)
	g := adaptiveScan{few: rd.Thresholds.fewOnServer(d, q, coversScan(rd.db.Indexes(), q)), small: l, rest: l}
	g.small.from = sqldb.Aliased(d, model.LinkTable, "l") + " CROSS JOIN LATERAL (SELECT h.* FROM " + sqldb.Aliased(d, model.HeroTable, "h") + " WHERE h.id = l.hero_id OFFSET 0) AS h"
	g.crowd = listing{from: sqldb.Aliased(d, model.LinkTable, "l"), where: append(ofOwner("l.team_id", q), standingCondition(q.Status)...)}
	g.many = rd.Thresholds.ServedMany
	g.again = fmt.Sprintf("CROSS JOIN LATERAL (SELECT l.* FROM %s WHERE l.hero_id = e.id AND l.team_id = %s OFFSET 0) AS l %s", sqldb.Aliased(d, model.LinkTable, "l"), cell.Literal(q.Of.Stored()), heroOfEntry(d))
	walk := rd.entryScan(q, name, l)
	walk.walked.from = g.again
	walk.walked.where = matchesTerms(d, "e.name", q.Filter)
	walk.member = func(standing string) string { return isMember(d, q.Of, standing, g.many) }
	g.legs = walk.legs(q, name, l)
	l.adaptive = &g
	return l
}

// adaptiveMatches returns the list of the heroes that a filter finds, or a standing.
func (rd *Reader) adaptiveMatches(q Query, name string, l listing) listing {
	walk := rd.entryScan(q, name, l)
	walk.walked.from = heroOfEntry(rd.db.Engine)
	walk.walked.where = append(matchesTerms(rd.db.Engine, "e.name", q.Filter), hasMembershipEach(rd.db.Engine, "e.id", "hero_id", q.Status)...)
	l.adaptive = &adaptiveScan{legs: walk.legs(q, name, l), rest: l, again: heroOfEntry(rd.db.Engine)}
	return l
}

// heroOfEntry joins an entry of an index with its hero.
func heroOfEntry(d sqldb.Expressions) string {
	return "CROSS JOIN LATERAL (SELECT h.* FROM " + sqldb.Aliased(d, model.HeroTable, "h") + " WHERE h.id = e.id OFFSET 0) AS h"
}

// entryScan returns a scan of an index of the heroes, and how far it goes.
func (rd *Reader) entryScan(q Query, name string, l listing) scanLeg {
	walk := scanLeg{
		entries: listing{columns: []string{"h.id AS id", name + " AS name"}, from: sqldb.Aliased(rd.db.Engine, model.HeroTable, "h"), desc: l.desc, segments: l.segments, rowCompare: rd.db.Engine.Traits().RowComparison},
		most:    rd.Thresholds.ServedWalk, segment: allSegments,
	}
	switch {
	case q.List == Heroes:
		walk.most = rd.Thresholds.ServedMatches
	case !coversScan(rd.db.Indexes(), q):
		walk.most = rd.Thresholds.ServedLooks
	case len(q.Filter) > 0:
		walk.most = rd.Thresholds.ServedWalkFiltered
	}
	return walk
}

// legs returns the scans for a list: one for each segment, as no index has the order of
// several.
func (g scanLeg) legs(q Query, name string, l listing) []scanLeg {
	if q.Sort != ByStanding {
		g = g.withStanding(q.Status.condition())
	}
	if len(l.segments) == 1 {
		return []scanLeg{g}
	}
	var legs []scanLeg
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
		legs = append(legs, one)
	}
	return legs
}

// withStanding returns the scan of the members with this standing, "" for any, if it is of
// those of a team.
func (g scanLeg) withStanding(standing string) scanLeg {
	if g.member != nil {
		g.walked.where = append(slices.Clone(g.walked.where), constant(g.member(standing)))
	}
	return g
}

// isMember returns the condition that the hero of an entry is in a team, with this standing.
// The members are hashed for the scan if there are not many: probing the index of the
// memberships for each hero is ten times as slow. Without the limit an engine that expects
// more of them, or that has little memory for it (see [postgres.hasten]), would not hash them,
// and would read all for each entry.
func isMember(d sqldb.Expressions, team model.ID, standing string, many int) string {
	where := "l.team_id = " + cell.Literal(team.Stored())
	if standing != "" {
		where += " AND " + standing
	}
	return fmt.Sprintf("CASE WHEN (SELECT large FROM size) THEN EXISTS (SELECT 1 FROM %[3]s WHERE l.hero_id = e.id AND %[1]s OFFSET 0)"+
		" ELSE e.id IN (SELECT l.hero_id FROM %[3]s WHERE %[1]s LIMIT %[2]d) END", where, many, sqldb.Aliased(d, model.LinkTable, "l"))
}
