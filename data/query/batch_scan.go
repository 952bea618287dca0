package query

import (
	"context"
	"slices"
	"strconv"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// scanBatches reads an index batch by batch until it has enough rows or reaches the end. It
// gives up after examining the given maximum of entries, or if l.spread is set and the first
// batch has no rows, and returns the range still to be read.
func scanBatches[R any](
	ctx context.Context, rd *Reader, l listing, most int, r pageRange, read func(cell.Row) R,
) (p Page[R], left *pageRange, err error) {
	size := l.batch
	if r.least == 0 {
		size = most // stopping early would only be slower
	}
	for examined := 0; examined < most; examined += size {
		remaining := r.without(len(p.Rows))
		ranges, stop, err := rd.boundBatch(ctx, l, remaining, min(size, most-examined))
		if err != nil {
			return p, nil, err
		}
		more, err := fetchRows(ctx, rd, l, ranges, remaining, read)
		if err != nil {
			return p, nil, err
		}
		p = joinPages(p, more, r.back)
		switch {
		case stop.IsZero() || more.Before || more.After:
			return p, nil, nil
		case r.least > 0 && len(p.Rows) >= r.least:
			p.Before, p.After = r.back, !r.back
			return p, nil, nil
		case l.spread && len(p.Rows) == 0:
			return p, &r, nil
		}
		r.from, r.inclusive = stop, false
	}
	remaining := r.without(len(p.Rows))
	return p, &remaining, nil
}

// boundBatch returns the ranges that cover the next size entries of the index, and the
// anchor at which they end: a zero anchor if the list ends before that. Ranges after a
// truncated one are dropped, because their rows would be out of order.
func (rd *Reader) boundBatch(
	ctx context.Context, l listing, r pageRange, size int,
) (ranges []keysetRange, stop Anchor, err error) {
	ranges = l.ranges(r.from, r.back, r.inclusive)
	stops := make(map[int]Anchor, len(ranges))
	var sql sqldb.Builder
	for i, a := range ranges {
		if a.orderedBy == "" {
			continue
		}
		if sql.Len() > 0 {
			sql.Add(" UNION ALL ")
		}
		sql.Add("SELECT * FROM (")
		listing{from: l.indexTable, where: a.selected()}.selectFrom(&sql,
			append([]string{strconv.Itoa(i) + " AS number"}, l.keys(a.segment, a.number)...))
		sql.Add(" ORDER BY ", l.orderBy(a, r.back), " LIMIT 1 OFFSET ", sql.Arg(size-1), ") AS stop")
	}
	err = rd.reading(l, l.label).Query(ctx, 2+l.width(), func(row cell.Row) error {
		stops[int(cell.Integer(row[0]))] = Anchor{Key: anchorKey(slices.Clone(row[1:]))}
		return nil
	}, sql.String(), sql.Args...)
	if err != nil {
		return nil, Anchor{}, err
	}
	for i, a := range ranges {
		if stop, isCut := stops[i]; isCut {
			a.where = append(a.where[:len(a.where):len(a.where)], l.until(a, stop.Key[1:], r.back)...)
			return append(ranges[:i], a), stop, nil
		}
	}
	return ranges, Anchor{}, nil
}

// until returns the conditions that end a range at a row. The ID ends it too, because many
// rows may have the same first cell.
func (l listing) until(a keysetRange, stop []any, back bool) []func(*sqldb.Builder) string {
	before := l.beyond(!back)
	last := len(a.segment.cells) - 1
	if a.orderedBy == a.segment.id() {
		return []func(*sqldb.Builder) string{comparison(a.orderedBy, before+"=", stop[last])}
	}
	return []func(*sqldb.Builder) string{
		comparison(a.orderedBy, before+"=", stop[0]),
		func(s *sqldb.Builder) string {
			return "(" + comparison(a.orderedBy, before, stop[0])(s) + " OR " +
				comparison(a.segment.id(), before+"=", stop[last])(s) + ")"
		},
	}
}
