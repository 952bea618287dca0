package query

import (
	"context"
	"math"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Anchor is a place in a list: the sort cells of a row, then its id. It
// outlives its row, and belongs to the query under which it was read.
type Anchor struct{ Key []any }

// IsZero reports whether the anchor is not set.
func (a Anchor) IsZero() bool { return len(a.Key) == 0 }

// Page is a run of rows in the order of its query, with the place of each.
type Page[R any] struct {
	Rows          []R
	Anchors       []Anchor
	Before, After bool // there are more rows on that side; or may be, for a [Seek] with Least
	At            int  // the index of the row asked for with [Around], or of its neighbour
}

// take adds the row with the first cells, and its place, which the others are.
func (p *Page[R]) take(row cell.Row, width int, read func(cell.Row) R) {
	p.Rows = append(p.Rows, read(row[:width:width].Trim()))
	p.Anchors = append(p.Anchors, Anchor{Key: anchorKey(slices.Clone(row[width:]))})
}

// Place is the place at which a page begins.
type Place int

// The places of a page.
const (
	First  Place = iota // from the first row
	Last                // up to the last row
	Next                // after the anchor
	Prev                // up to the row before the anchor
	Around              // the row ID in the middle; its neighbour at the anchor, if it went
)

// Seek asks for a page of at most Limit rows.
type Seek struct {
	Place  Place
	Anchor Anchor
	ID     model.ID // of [Around]; the hero's id in [Members], the team's in [Memberships]
	Team   model.ID // with that, in [Trainees]
	HasID  bool
	Limit  int
	Above  int // of [Around]: how many of them come before that row
	Least  int // the minimum, for [Around] on either side, if more rows take long to find; 0 for none
}

// pageRange is the range of a list to read: the rows from an anchor on, or from its end if
// that is zero.
type pageRange struct {
	from      Anchor
	back      bool // towards the first row
	inclusive bool // the anchor's row too
	limit     int
	least     int // the minimum if more rows take long to find; 0 for none
}

// ReadPage reads one page: its rows are the first cells that the listing selects,
// then come the number of the segment and the sort cells.
func ReadPage[R any](ctx context.Context, rd *Reader, q Query, at Seek, read func(cell.Row) R) (Page[R], error) {
	var p Page[R]
	l := rd.listing(q)
	l, err := rd.chooseScan(ctx, rd.reading(l, l.label), l)
	if err != nil {
		return p, rd.db.Engine.Failure(err)
	}
	switch at.Place {
	case First:
		p, err = readRange(ctx, rd, l, pageRange{limit: at.Limit, least: at.Least}, read)
	case Last:
		p, err = readRange(ctx, rd, l, pageRange{back: true, limit: at.Limit, least: at.Least}, read)
	case Next:
		p, err = readRange(ctx, rd, l, pageRange{from: at.Anchor, limit: at.Limit, least: at.Least}, read)
		p.Before = true
	case Prev:
		p, err = readRange(ctx, rd, l, pageRange{from: at.Anchor, back: true, limit: at.Limit, least: at.Least}, read)
		p.After = true
	case Around:
		p, err = readAround(ctx, rd, l, at, read)
	}
	return p, rd.db.Engine.Failure(err)
}

// readRange reads a list, or its parts one after the other, until there are enough rows.
func readRange[R any](ctx context.Context, rd *Reader, l listing, r pageRange, read func(cell.Row) R) (Page[R], error) {
	if len(l.parts) == 0 {
		return readOne(ctx, rd, l, r, read)
	}
	return readParts(ctx, rd, l, 0, len(l.parts), r, read)
}

// readParts reads the parts from begin to end, that one not included.
func readParts[R any](
	ctx context.Context, rd *Reader, l listing, begin, end int, r pageRange, read func(cell.Row) R,
) (Page[R], error) {
	var p Page[R]
	for i := range end - begin {
		number := begin + i
		if r.back {
			number = end - 1 - i
		}
		start, passed := r.from.within(number, r.back)
		if passed {
			continue
		}
		part, err := rd.chooseScan(ctx, rd.reading(l, l.label), l.parts[number])
		if err != nil {
			return p, err
		}
		remaining := r.without(len(p.Rows))
		remaining.from = start
		more, err := readOne(ctx, rd, part, remaining, read)
		if err != nil {
			return p, err
		}
		p = joinPages(p, more.numbered(number), r.back)
		if p.Before || p.After {
			break
		}
	}
	return p, nil
}

// without returns the range that is left when n rows have been read.
func (r pageRange) without(n int) pageRange {
	r.limit -= n
	if r.least > 0 {
		r.least = max(1, r.least-n)
	}
	return r
}

// within returns the anchor for one part of a list, zero if the part begins
// behind it. It reports whether the part is passed altogether.
func (a Anchor) within(part int, back bool) (_ Anchor, passed bool) {
	if a.IsZero() {
		return a, false
	}
	own := int(cell.Integer(a.Key[0]))
	if part == own {
		return Anchor{Key: append([]any{int64(0)}, a.Key[1:]...)}, false
	}
	return Anchor{}, (part < own) != back
}

// numbered makes the anchors of a part those of the whole list.
func (p Page[R]) numbered(part int) Page[R] {
	for _, a := range p.Anchors {
		a.Key[0] = int64(part)
	}
	return p
}

// joinPages returns the rows of both pages, the second one coming after the first in
// the direction of reading.
func joinPages[R any](p, q Page[R], back bool) Page[R] {
	if back {
		p, q = q, p
	}
	return Page[R]{
		Rows: append(p.Rows, q.Rows...), Anchors: append(p.Anchors, q.Anchors...),
		Before: p.Before || q.Before, After: p.After || q.After,
	}
}

// readOne reads one list: by the index scan, unless that gives up and there are few enough
// rows to sort in memory.
func readOne[R any](ctx context.Context, rd *Reader, l listing, r pageRange, read func(cell.Row) R) (Page[R], error) {
	if l.scan == nil {
		return readToEnd(ctx, rd, l, r, read)
	}
	p, left, err := scanBatches(ctx, rd, l.scan.listing, l.scan.maxEntries, r, read)
	if err != nil || left == nil {
		return p, err
	}
	tooMany, err := l.scan.tooMany(ctx, rd.reading(l, l.label))
	switch {
	case err != nil:
		return p, err
	case tooMany:
		more, err := readToEnd(ctx, rd, l.scan.listing, *left, read)
		return joinPages(p, more, r.back), err
	}
	return readToEnd(ctx, rd, l, r, read)
}

// readToEnd reads one list to its end, however far that is.
func readToEnd[R any](ctx context.Context, rd *Reader, l listing, r pageRange, read func(cell.Row) R) (Page[R], error) {
	if l.batch > 0 && r.least > 0 {
		p, _, err := scanBatches(ctx, rd, l, math.MaxInt, r, read)
		return p, err
	}
	if l.adaptive != nil || l.sortsInMemory {
		var sql sqldb.Builder
		sides := []pageRange{r}
		if l.sortsInMemory {
			l.selectSortedHalves(&sql, sides)
		} else {
			l.selectAdaptive(&sql, sides)
		}
		pages, err := readSides(ctx, rd, l, &sql, sides, read)
		return pages[0], err
	}
	return fetchRows(ctx, rd, l, l.ranges(r.from, r.back, r.inclusive), r, read)
}

// fetchRows reads the rows of these ranges. Backwards everything is mirrored, and the rows are
// reversed.
func fetchRows[R any](
	ctx context.Context, rd *Reader, l listing, ranges []keysetRange, r pageRange, read func(cell.Row) R,
) (Page[R], error) {
	var sql sqldb.Builder
	l.selectRanges(&sql, ranges, r.back, l.atMost(r)+1)
	width := len(l.columns)
	var p Page[R]
	err := rd.reading(l, l.label).Query(ctx, width+1+l.width(), func(row cell.Row) error {
		p.take(row, width, read)
		return nil
	}, sql.String(), sql.Args...)
	if err != nil {
		return Page[R]{}, err
	}
	if r.back {
		slices.Reverse(p.Rows)
		slices.Reverse(p.Anchors)
	}
	return p.cut(l, r), nil
}

// atMost returns how many rows are read.
func (l listing) atMost(r pageRange) int {
	if l.sparse && r.least > 0 {
		return min(r.least, r.limit)
	}
	return r.limit
}

// cut removes the row that was read to see whether there are more: the one beyond the limit,
// or the one beyond the minimum if a scan looked for no more.
func (p Page[R]) cut(l listing, r pageRange) Page[R] {
	n := len(p.Rows)
	keep := min(n, l.atMost(r))
	if l.adaptive != nil && r.least > 0 && n == r.least+1 {
		keep = min(keep, r.least)
	}
	if r.back {
		p.Rows, p.Anchors, p.Before = p.Rows[n-keep:], p.Anchors[n-keep:], n > keep
	} else {
		p.Rows, p.Anchors, p.After = p.Rows[:keep], p.Anchors[:keep], n > keep
	}
	return p
}
