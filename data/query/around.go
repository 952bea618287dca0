package query

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// readAround reads the rows on both sides of a row. If it is gone and left no
// anchor, the list starts again.
func readAround[R any](
	ctx context.Context, rd *Reader, l listing, at Seek, read func(cell.Row) R,
) (p Page[R], err error) {
	if rd.db.Engine.Traits().Remote && !at.Anchor.IsZero() { // most rows have not moved
		p, err = readFrom(ctx, rd, l, at, at.Anchor, read)
		if err != nil || !at.HasID || l.isOf(p.place(), at) {
			return p, err
		}
	}
	var found Anchor
	if at.HasID {
		found, err = locateRow(ctx, rd, l, at)
	}
	switch {
	case err != nil:
		return Page[R]{}, err
	case !found.IsZero():
		return readFrom(ctx, rd, l, at, found, read)
	case len(p.Rows) > 0: // it is gone: this is its former place
		return p, nil
	case !at.Anchor.IsZero():
		return readFrom(ctx, rd, l, at, at.Anchor, read)
	}
	return readRange(ctx, rd, l, pageRange{limit: at.Limit, least: at.Least}, read)
}

// place returns the anchor of the row that the page was requested around, zero if there are no
// rows.
func (p Page[R]) place() Anchor {
	if len(p.Anchors) == 0 {
		return Anchor{}
	}
	return p.Anchors[p.At]
}

// ids returns what identifies the row that is sought.
func (at Seek) ids() []any { return []any{at.ID.Stored(), at.Team.Stored()} }

// isOf reports whether the anchor is that of the row that is sought.
func (l listing) isOf(a Anchor, at Seek) bool {
	if a.IsZero() {
		return false
	}
	for i, id := range l.rowOf(a.Key[1:]) {
		if !cell.Equal(id, at.ids()[i]) {
			return false
		}
	}
	return true
}

// readFrom reads the rows above an anchor, and those from it on.
func readFrom[R any](
	ctx context.Context, rd *Reader, l listing, at Seek, anchor Anchor, read func(cell.Row) R,
) (Page[R], error) {
	up := pageRange{from: anchor, back: true, limit: at.Above, least: min(at.Above, at.Least)}
	down := pageRange{from: anchor, inclusive: true, limit: at.Limit - at.Above, least: at.Least}
	readHalves := readAboveAndBelow[R]
	if len(l.parts) > 0 {
		readHalves = readBeside
	}
	above, below, err := readHalves(ctx, rd, l, up, down, read)
	if err != nil {
		return Page[R]{}, err
	}
	return joinHalves(above, below), nil
}

// readAboveAndBelow reads the rows on both sides of an anchor.
func readAboveAndBelow[R any](
	ctx context.Context, rd *Reader, l listing, up, down pageRange, read func(cell.Row) R,
) (above, below Page[R], err error) {
	if l.scan == nil && l.batch == 0 {
		return readBoth(ctx, rd, l, up, down, read)
	}
	if above, err = readOne(ctx, rd, l, up, read); err == nil {
		below, err = readOne(ctx, rd, l, down, read)
	}
	return above, below, err
}

// readBeside reads the halves around a row of one part, and goes on in the parts
// beside it if that has too few rows.
func readBeside[R any](
	ctx context.Context, rd *Reader, l listing, up, down pageRange, read func(cell.Row) R,
) (above, below Page[R], err error) {
	own := int(cell.Integer(up.from.Key[0]))
	part, err := rd.chooseScan(ctx, rd.reading(l, l.label), l.parts[own])
	if err != nil {
		return above, below, err
	}
	up.from, _ = up.from.within(own, true)
	down.from = up.from
	if above, below, err = readAboveAndBelow(ctx, rd, part, up, down, read); err != nil {
		return above, below, err
	}
	above, below = above.numbered(own), below.numbered(own)
	up, down = up.without(len(above.Rows)), down.without(len(below.Rows))
	up.from, down.from = Anchor{}, Anchor{}
	if !above.Before {
		more, err := readParts(ctx, rd, l, 0, own, up, read)
		if err != nil {
			return above, below, err
		}
		above = joinPages(above, more, true)
	}
	if !below.After {
		more, err := readParts(ctx, rd, l, own+1, len(l.parts), down, read)
		if err != nil {
			return above, below, err
		}
		below = joinPages(below, more, false)
	}
	return above, below, nil
}

// joinHalves returns the page of both halves.
func joinHalves[R any](above, below Page[R]) Page[R] {
	p := Page[R]{
		Rows: append(above.Rows, below.Rows...), Anchors: append(above.Anchors, below.Anchors...),
		Before: above.Before, After: below.After,
	}
	p.At = max(0, min(len(above.Rows), len(p.Rows)-1))
	return p
}

// locateRow returns the anchor of the row that is sought, zero if the list has no
// such row.
func locateRow(ctx context.Context, rd *Reader, l listing, at Seek) (Anchor, error) {
	var found Anchor
	for i, segment := range l.segments {
		var sql sqldb.Builder
		l.selectFrom(&sql, l.keys(segment, strconv.Itoa(i)),
			keysetRange{segment: segment, where: l.isRow(segment, at.ids())}.selected()...)
		err := rd.reading(l, l.label).Query(ctx, 1+l.width(), func(row cell.Row) error {
			found = Anchor{Key: anchorKey(row)}
			return nil
		}, sql.String(), sql.Args...)
		if err != nil || !found.IsZero() {
			return found, err
		}
	}
	return found, nil
}

// readBoth reads the two halves with one statement: rows that are sorted in memory for one of
// them serve the other one too.
func readBoth[R any](
	ctx context.Context, rd *Reader, l listing, up, down pageRange, read func(cell.Row) R,
) (above, below Page[R], err error) {
	sides := []pageRange{up, down}
	var sql sqldb.Builder
	switch {
	case l.adaptive != nil:
		l.selectAdaptive(&sql, sides)
	case l.unindexed:
		l.selectSortedHalves(&sql, sides)
	default:
		l.selectHalves(&sql, sides)
	}
	pages, err := readSides(ctx, rd, l, &sql, sides, read)
	return pages[0], pages[1], err
}

// readSides reads the rows of a statement that has the number of a side before each.
// Each page is in the order of the list.
func readSides[R any](
	ctx context.Context, rd *Reader, l listing, sql *sqldb.Builder, sides []pageRange, read func(cell.Row) R,
) ([]Page[R], error) {
	pages := make([]Page[R], len(sides))
	sql.Add(" ORDER BY ", l.ordered(false))
	width := len(l.columns)
	err := rd.reading(l, l.label).Query(ctx, 1+width+1+l.width(), func(row cell.Row) error {
		pages[cell.Integer(row[0])].take(row[1:], width, read)
		return nil
	}, sql.String(), sql.Args...)
	for i, r := range sides {
		pages[i] = pages[i].cut(l, r)
	}
	return pages, err
}

// selectSides appends a UNION ALL of what one appends for each side, with its number
// before its rows.
func selectSides(s *sqldb.Builder, sides []pageRange, one func(side int, r pageRange)) {
	for side, r := range sides {
		s.Add(sqldb.Between(side, " UNION ALL "), "SELECT ", strconv.Itoa(side), " AS side, half.* FROM (")
		one(side, r)
		s.Add(") AS half")
	}
}

// selectHalves appends both halves.
func (l listing) selectHalves(s *sqldb.Builder, sides []pageRange) {
	selectSides(s, sides, func(_ int, r pageRange) {
		l.selectRanges(s, l.ranges(r.from, r.back, r.inclusive), r.back, l.atMost(r)+1)
	})
}

// selectSortedHalves is [listing.selectHalves] for a list that is sorted in memory: the keys of
// all rows, once, then the other columns of the rows in the halves.
func (l listing) selectSortedHalves(s *sqldb.Builder, sides []pageRange) {
	s.Add("WITH keys AS MATERIALIZED (")
	l.selectKeys(s)
	s.Add(") SELECT ", strings.Join(slices.Concat([]string{"found.side"}, l.columns, l.keysOfFound("found")), ", "),
		" FROM (")
	l.keyed("keys").selectHalves(s, sides)
	s.Add(") AS found CROSS JOIN ")
	var same []func(*sqldb.Builder) string
	for _, place := range l.idCells() {
		same = append(same, constant(l.segments[0].cells[place]+" = found."+cellName(place)))
	}
	l.fromWhere(s, same...)
}

// selectKeys appends a SELECT of the sort keys of all rows.
func (l listing) selectKeys(s *sqldb.Builder) {
	if l.groupedKeys != nil {
		l = *l.groupedKeys
	}
	l.selectFrom(s, l.keys(l.merged(), l.numbered()))
}

// keysOfFound returns the keys of a row that was found, and joined with others: a
// table may have columns with such names.
func (l listing) keysOfFound(alias string) []string {
	keys := []string{alias + ".seg AS seg"}
	for i := range l.width() {
		keys = append(keys, fmt.Sprintf("%s.%s AS %[2]s", alias, cellName(i)))
	}
	return keys
}

// idCell returns which of the keys is the id.
func (l listing) idCell() string { return cellName(len(l.segments[0].cells) - 1) }

// keyed returns the list of the rows sorted in memory, with their keys, under a name.
func (l listing) keyed(name string) listing {
	keys := listing{from: name, desc: l.desc, unindexed: true}
	for _, place := range l.idCells() {
		keys.ids = append(keys.ids, cellName(place))
	}
	for number, g := range l.segments {
		cells := make([]string, len(g.cells))
		for i, cell := range g.cells {
			if cell != "" {
				cells[i] = cellName(i)
			}
		}
		keys.segments = append(keys.segments, sortSegment{where: "seg = " + strconv.Itoa(number), cells: cells})
	}
	return keys
}
