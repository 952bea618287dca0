package query

import (
	"context"
	"fmt"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Thresholds are the numbers of rows at which another plan becomes faster. They were measured
// with 1,000,000 heroes, see docs/performance.md; they never affect which rows are read.
type Thresholds struct {
	worthIndexes, worthHeroes int // memberships, or heroes, above which the optional indexes are offered

	// Up to so many are sorted in memory: looking up a member takes up to 2 µs. Finding
	// matches by name takes longer, but no index leads to them.
	FewMembers, FewMatches int

	ServedMembers   int // members sorted in memory on a server, 3 µs each, at least
	servedRoot      int // or this times √heroes
	servedRootLong  int // or this times √heroes, if a filter or a standing makes a scan longer
	servedRootLooks int // or this times √heroes, if the index does not cover the scan
	ServedMany      int // but no more than this: beyond it members are not hashed, 0.25 µs each, but probed one by one

	// The entries of an index that a scan examines on a server before all are sorted in
	// memory.
	ServedWalk         int // each is probed among the members
	ServedWalkFiltered int // a filter skips most of them
	ServedLooks        int // each requires a lookup of the hero, 2 µs, since the index does not cover the scan
	ServedMatches      int // of all heroes: the other plan takes about a hundred times as long

	// From so many members on, a filter finds them faster along the names of all heroes.
	ManyMembers int

	// The entries of an index that a scan examines before it gives up, each with a lookup of
	// the membership, or only of a name that a filter may skip. Either takes about as long as
	// sorting 4,000 to 8,000 members in memory.
	Walk, WalkFiltered int

	// The teams, or heroes, counted in one statement: about 5 ms for a few thousand
	// memberships.
	Tallied int

	// The entries examined in one batch, about 5 ms, by the cost of an entry: a lookup of its
	// name, or a search for its memberships, at best or at worst, when the pages of the
	// database are far apart.
	StretchNames, StretchLinks, StretchFar int
}

// fewOnServer returns an expression for how many members are sorted in memory on a server, by
// the number of heroes in its statistics, and by whether the index covers the scan.
func (l Thresholds) fewOnServer(d sqldb.Expressions, q Query, held bool) string {
	root := l.servedRoot
	switch {
	case !held:
		root = l.servedRootLooks
	case len(q.Filter) > 0 || q.Status != AnyStatus || q.Sort == ByStanding:
		root = l.servedRootLong
	}
	return fmt.Sprintf("coalesce((SELECT least(%d, greatest(%d, %d * sqrt(greatest(reltuples, 0))))::bigint FROM pg_class WHERE oid = to_regclass(%[4]s)), %[2]d)",
		l.ServedMany, l.ServedMembers, root, cell.Literal(d.Relation(model.HeroTable)))
}

// DefaultThresholds returns the measured thresholds.
func DefaultThresholds() Thresholds {
	return Thresholds{
		worthIndexes: 15_000, worthHeroes: 3_000,
		FewMembers: 4000, FewMatches: 1000,
		ServedMembers: 1000, servedRoot: 2, servedRootLong: 6, servedRootLooks: 12, ServedMany: 16_000,
		ServedWalk: 20_000, ServedWalkFiltered: 80_000, ServedLooks: 6000, ServedMatches: 60_000,
		ManyMembers: 50_000,
		Walk:        12_000, WalkFiltered: 60_000,
		Tallied:      25,
		StretchNames: 10_000, StretchLinks: 4000, StretchFar: 1500,
	}
}

// batchSize returns how many teams or heroes to examine before checking whether there are
// enough rows, 0 if most of them are in the list, or if the engine plans by itself.
func (rd *Reader) batchSize(q Query) int {
	switch {
	case rd.db.Engine.Traits().CostBased:
	case len(q.Filter) > 0 && q.Sort == ByName:
		return rd.Thresholds.StretchNames
	case len(q.Filter) > 0:
		return rd.Thresholds.StretchLinks
	case q.Status != AnyStatus:
		return rd.Thresholds.StretchFar
	}
	return 0
}

// tallyChunk returns how many rows are counted with one statement. On a server each statement
// is a round trip.
func (rd *Reader) tallyChunk() int {
	if rd.db.Engine.Traits().Remote {
		return rd.db.Engine.MaxArgs()
	}
	return rd.Thresholds.Tallied
}

// IsLarge reports whether there are enough memberships or heroes to offer the indexes. It
// counts no further than necessary.
func (rd *Reader) IsLarge(ctx context.Context) (bool, error) {
	isLarge := false
	links, heroes := rd.Thresholds.worthIndexes, rd.Thresholds.worthHeroes
	err := rd.db.ReadDeferred("Indexes").Query(ctx, 2, func(row cell.Row) error {
		isLarge = cell.Integer(row[0]) > int64(links) || cell.Integer(row[1]) > int64(heroes)
		return nil
	}, "SELECT (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Engine.Relation(model.LinkTable)+" LIMIT $1) AS l), (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Engine.Relation(model.HeroTable)+" LIMIT $2) AS h)", links+1, heroes+1)
	return isLarge, rd.db.Engine.Failure(err)
}
