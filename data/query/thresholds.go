package query

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/model"
)

// Thresholds are the numbers of rows at which another plan becomes faster. They were measured
// with 1,000,000 heroes, see docs/performance.md; they never affect which rows are read.
type Thresholds struct {
	indexLinks, indexHeroes int // memberships, or heroes, above which the optional indexes are offered

	// Up to so many are sorted in memory: looking up a member takes up to 2 µs. Finding
	// matches by name takes longer, but no index leads to them.
	SortMembers, SortMatches int

	AdaptiveSortMin     int // members that an adaptive scan sorts in memory, 3 µs each, at least
	adaptiveRoot        int // or this times √heroes
	adaptiveRootLong    int // or this times √heroes, if a filter or a standing makes a scan longer
	adaptiveRootLookups int // or this times √heroes, if the index does not cover the scan
	AdaptiveSortMax     int // but no more than this: more are not hashed, 0.25 µs each, but probed one by one

	// The entries of an index that an adaptive scan examines before all rows are sorted in
	// memory.
	AdaptiveScan         int // each is probed among the members
	AdaptiveScanFiltered int // a filter skips most of them
	AdaptiveScanLookups  int // each requires a lookup of the hero, 2 µs, since the index does not cover the scan
	AdaptiveScanMatches  int // of all heroes: the other plan takes about a hundred times as long

	// From so many members on, a filter finds them faster along the names of all heroes.
	ScanAllMembers int

	// The entries of an index that a scan examines before it gives up, each with a lookup of
	// the membership, or only of a name that a filter may skip. Either takes about as long as
	// sorting 4,000 to 8,000 members in memory.
	Scan, ScanFiltered int

	// The teams, or heroes, counted in one statement: about 5 ms for a few thousand
	// memberships.
	TallyChunk int

	// The entries examined in one batch, about 5 ms, by the cost of an entry: a lookup of its
	// name, or a search for its memberships, at best or at worst, when the pages of the
	// database are far apart.
	BatchNames, BatchLinks, BatchScattered int
}

// adaptiveSortLimit returns an expression for how many members an adaptive scan sorts in memory,
// by the number of heroes, and by whether the index covers the scan.
func (l Thresholds) adaptiveSortLimit(d adaptiveEngine, q Query, covered bool) string {
	root := l.adaptiveRoot
	switch {
	case !covered:
		root = l.adaptiveRootLookups
	case len(q.Filter) > 0 || q.Status != AnyStatus || q.Sort == ByStanding:
		root = l.adaptiveRootLong
	}
	return d.RootOfRows(model.HeroTable, root, l.AdaptiveSortMin, l.AdaptiveSortMax)
}

// defaultThresholds returns the measured thresholds.
func defaultThresholds() Thresholds {
	return Thresholds{
		indexLinks: 15_000, indexHeroes: 3_000,
		SortMembers: 4000, SortMatches: 1000,
		AdaptiveSortMin: 1000, adaptiveRoot: 2, adaptiveRootLong: 6, adaptiveRootLookups: 12, AdaptiveSortMax: 16_000,
		AdaptiveScan: 20_000, AdaptiveScanFiltered: 80_000, AdaptiveScanLookups: 6000, AdaptiveScanMatches: 60_000,
		ScanAllMembers: 50_000,
		Scan:           12_000, ScanFiltered: 60_000,
		TallyChunk: 25,
		BatchNames: 10_000, BatchLinks: 4000, BatchScattered: 1500,
	}
}

// batchSize returns how many teams or heroes to examine before checking whether there are
// enough rows, 0 if most of them are in the list, or if the engine plans by itself.
func (rd *Reader) batchSize(q Query) int {
	switch {
	case rd.db.Engine.Traits().CostBased:
	case len(q.Filter) > 0 && q.Sort == ByName:
		return rd.Thresholds.BatchNames
	case len(q.Filter) > 0:
		return rd.Thresholds.BatchLinks
	case q.Status != AnyStatus:
		return rd.Thresholds.BatchScattered
	}
	return 0
}

// tallyChunk returns how many rows are counted with one statement. On a server each statement
// is a round trip.
func (rd *Reader) tallyChunk() int {
	if rd.db.Engine.Traits().Remote {
		return rd.db.Engine.MaxArgs()
	}
	return rd.Thresholds.TallyChunk
}

// IsLarge reports whether there are enough memberships or heroes to offer the indexes. It
// counts no further than necessary.
func (rd *Reader) IsLarge(ctx context.Context) (bool, error) {
	isLarge := false
	links, heroes := rd.Thresholds.indexLinks, rd.Thresholds.indexHeroes
	err := rd.db.ReadDeferred("Indexes").Query(ctx, 2, func(row cell.Row) error {
		isLarge = cell.Integer(row[0]) > int64(links) || cell.Integer(row[1]) > int64(heroes)
		return nil
	}, "SELECT (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Engine.Relation(model.LinkTable)+" LIMIT $1) AS l), (SELECT count(*) FROM (SELECT 1 FROM "+rd.db.Engine.Relation(model.HeroTable)+" LIMIT $2) AS h)", links+1, heroes+1)
	return isLarge, rd.db.Engine.Failure(err)
}
