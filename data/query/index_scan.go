package query

import (
	"context"
	"math"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// indexScan is an alternative plan for a list that could be sorted in memory: it scans an
// index that has the order, and checks for each entry whether it belongs to the list. It is
// the better plan if many do, and by far the worse one if few do.
type indexScan struct {
	listing
	candidates  listing // the rows that would have to be sorted in memory
	sortLimit   int     // up to so many, sorting in memory is always better
	scanAllFrom int     // if there are more, the scan runs to the end
	maxEntries  int     // entries that are examined before it gives up
}

// chooseScan returns the listing to be read: without the scan if there are few rows to sort,
// as the scan if there are so many that it can't be wrong. Counting beyond the few is left
// until it matters.
func (rd *Reader) chooseScan(ctx context.Context, c sqldb.Conn, l listing) (listing, error) {
	if l.scan == nil {
		return l, nil
	}
	tooMany, err := l.scan.moreThan(ctx, c, l.scan.sortLimit)
	switch {
	case err != nil:
	case !tooMany:
		l.scan = nil
	case l.scan.scanAllFrom <= l.scan.sortLimit:
		l = l.scan.listing
	}
	return l, err
}

// tooMany reports whether there are so many rows that the scan never gives up.
func (w *indexScan) tooMany(ctx context.Context, c sqldb.Conn) (bool, error) {
	if w.scanAllFrom == math.MaxInt {
		return false, nil
	}
	return w.moreThan(ctx, c, w.scanAllFrom)
}

// moreThan reports whether more than n rows would be sorted, counting no further.
func (w *indexScan) moreThan(ctx context.Context, c sqldb.Conn, n int) (bool, error) {
	var sql sqldb.Builder
	sql.Add("SELECT count(*) FROM (")
	w.candidates.selectFrom(&sql, []string{"1"})
	sql.Add(" LIMIT ", sql.Arg(n+1), ") AS c")
	var counted int64
	err := c.Query(ctx, 1, func(row cell.Row) error {
		counted = cell.Integer(row[0])
		return nil
	}, sql.String(), sql.Args...)
	return counted > int64(n), err
}

// HasDanglingMembers reports whether pages of the query have missed rows so far: members whose hero
// does not exist, in a team so large that it is read along the names of the heroes. It
// remembers what it finds, and later pages include them.
func (rd *Reader) HasDanglingMembers(ctx context.Context, q Query) (bool, error) {
	if q.List != Members {
		return false, nil
	}
	if q.Sort == ByStanding { // it consists of lists by name
		q.Sort = ByName
	}
	found := false
	var sql sqldb.Builder
	listing{from: rd.db.Engine.From(model.LinkTable, "l"), where: ofOwner("l.team_id", q)}.selectFrom(&sql, []string{"1"},
		constant("NOT EXISTS (SELECT 1 FROM "+rd.db.Engine.From(model.HeroTable, "h")+" WHERE h.id = l.hero_id)"))
	sql.Add(" LIMIT 1")
	err := rd.db.InBackground(ctx, "Members without a hero", func(ctx context.Context, c sqldb.Conn) error {
		l, err := rd.chooseScan(ctx, c, rd.listing(q))
		if l.scan == nil || err != nil {
			return err
		}
		return c.Query(ctx, 1, func(cell.Row) error {
			found = true
			return nil
		}, sql.String(), sql.Args...)
	})
	if found {
		rd.mu.Lock()
		defer rd.mu.Unlock()
		rd.dangling[q.Of] = true
	}
	return found, err
}

// hasDangling reports whether the team is known to have members without a hero.
func (rd *Reader) hasDangling(team model.ID) bool {
	rd.mu.Lock()
	defer rd.mu.Unlock()
	return rd.dangling[team]
}

// hasOrderIndex reports whether an index of the heroes has the order of a list, or that of their
// names for a list by standing.
func hasOrderIndex(x sqldb.Indexes, sort Sort) bool {
	switch sort {
	case ByID:
		return true
	case ByAge:
		return x.HeroAges
	case ByName, ByStanding:
		return x.HeroNames
	}
	return false
}

// coversScan reports whether the index of the heroes contains all columns that a scan needs on
// a server: otherwise each entry requires a lookup of the hero.
func coversScan(x sqldb.Indexes, q Query) bool {
	switch q.Sort {
	case ByID:
		return len(q.Filter) == 0
	case ByAge:
		return x.HeroAgesIncluded || x.HeroAgesByID && len(q.Filter) == 0
	}
	return x.HeroNamesIncluded
}
