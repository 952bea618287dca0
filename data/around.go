package data

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// around reads the rows on both sides of a row. Where it is gone and left no
// anchor, the list begins anew.
func around[R any](ctx context.Context, s *Store, l listing, at Seek, read func(cells) R) (p Page[R], err error) {
	if s.dialect.traits().remote && !at.Anchor.IsZero() { // most rows are where they were
		p, err = beginningAt(ctx, s, l, at, at.Anchor, read)
		if err != nil || !at.HasID || l.isOf(p.place(), at.ID) {
			return p, err
		}
	}
	var found Anchor
	if at.HasID {
		found, err = locate(ctx, s, l, at.ID)
	}
	switch {
	case err != nil:
		return Page[R]{}, err
	case !found.IsZero():
		return beginningAt(ctx, s, l, at, found, read)
	case len(p.Rows) > 0: // it went: this is where it was
		return p, nil
	case !at.Anchor.IsZero():
		return beginningAt(ctx, s, l, at, at.Anchor, read)
	}
	return run(ctx, s, l, reach{limit: at.Limit, least: at.Least}, read)
}

// place returns the anchor of the row that the page was asked for, zero where
// there are no rows.
func (p Page[R]) place() Anchor {
	if len(p.Anchors) == 0 {
		return Anchor{}
	}
	return p.Anchors[p.At]
}

// isOf tells whether the anchor is that of the row with this id.
func (l listing) isOf(a Anchor, id int64) bool {
	return !a.IsZero() && integer(a.Key[len(l.segments[integer(a.Key[0])].cells)]) == id
}

// beginningAt reads the rows above an anchor, and those from it on.
func beginningAt[R any](ctx context.Context, s *Store, l listing, at Seek, anchor Anchor, read func(cells) R) (Page[R], error) {
	up := reach{from: anchor, back: true, limit: at.Above, least: min(at.Above, at.Least)}
	down := reach{from: anchor, inclusive: true, limit: at.Limit - at.Above, least: at.Least}
	readHalves := halves[R]
	if len(l.parts) > 0 {
		readHalves = beside
	}
	above, below, err := readHalves(ctx, s, l, up, down, read)
	if err != nil {
		return Page[R]{}, err
	}
	return meeting(above, below), nil
}

// halves reads the rows on both sides of an anchor.
func halves[R any](ctx context.Context, s *Store, l listing, up, down reach, read func(cells) R) (above, below Page[R], err error) {
	if l.walk == nil && l.stretch == 0 {
		return both(ctx, s, l, up, down, read)
	}
	if above, err = runOne(ctx, s, l, up, read); err == nil {
		below, err = runOne(ctx, s, l, down, read)
	}
	return above, below, err
}

// beside reads the halves around a row of one part, and goes on in the parts
// beside it where that has too few rows.
func beside[R any](ctx context.Context, s *Store, l listing, up, down reach, read func(cells) R) (above, below Page[R], err error) {
	own := int(integer(up.from.Key[0]))
	part, err := s.settled(ctx, s.reading(l, l.label), l.parts[own])
	if err != nil {
		return above, below, err
	}
	up.from, _ = up.from.within(own, true)
	down.from = up.from
	if above, below, err = halves(ctx, s, part, up, down, read); err != nil {
		return above, below, err
	}
	above, below = above.numbered(own), below.numbered(own)
	up, down = up.without(len(above.Rows)), down.without(len(below.Rows))
	up.from, down.from = Anchor{}, Anchor{}
	if !above.Before {
		more, err := runParts(ctx, s, l, 0, own, up, read)
		if err != nil {
			return above, below, err
		}
		above = joined(above, more, true)
	}
	if !below.After {
		more, err := runParts(ctx, s, l, own+1, len(l.parts), down, read)
		if err != nil {
			return above, below, err
		}
		below = joined(below, more, false)
	}
	return above, below, nil
}

// meeting returns the page of both halves.
func meeting[R any](above, below Page[R]) Page[R] {
	p := Page[R]{
		Rows: append(above.Rows, below.Rows...), Anchors: append(above.Anchors, below.Anchors...),
		Before: above.Before, After: below.After,
	}
	p.At = max(0, min(len(above.Rows), len(p.Rows)-1))
	return p
}

// locate returns the anchor of the row with that id, zero where the list has no
// such row.
func locate(ctx context.Context, s *Store, l listing, id int64) (Anchor, error) {
	var found Anchor
	for i, segment := range l.segments {
		var sql statement
		l.selectFrom(&sql, l.keys(segment, strconv.Itoa(i)), arm{segment: segment, where: []func(*statement) string{exactly(segment.id(), id)}}.selected()...)
		err := s.reading(l, l.label).query(ctx, 1+maxCells, func(row cells) error {
			found = Anchor{Key: keepable(row)}
			return nil
		}, sql.String(), sql.args...)
		if err != nil || !found.IsZero() {
			return found, err
		}
	}
	return found, nil
}

// both reads the two halves with one statement. What is gathered for one of them
// is all that the other one needs.
func both[R any](ctx context.Context, s *Store, l listing, up, down reach, read func(cells) R) (above, below Page[R], err error) {
	sides := []reach{up, down}
	var sql statement
	switch {
	case l.guard != nil:
		l.selectGuarded(&sql, sides)
	case l.gathered:
		l.gatheredHalves(&sql, sides)
	default:
		l.selectHalves(&sql, sides)
	}
	pages, err := readSides(ctx, s, l, &sql, sides, read)
	return pages[0], pages[1], err
}

// readSides reads the rows of a statement that has the number of a side before each.
// Each page is in the order of the list.
func readSides[R any](ctx context.Context, s *Store, l listing, sql *statement, sides []reach, read func(cells) R) ([]Page[R], error) {
	pages := make([]Page[R], len(sides))
	sql.add(" ORDER BY ", l.ordered(false))
	width := len(l.columns)
	err := s.reading(l, l.label).query(ctx, 1+width+1+maxCells, func(row cells) error {
		pages[integer(row[0])].take(row[1:], width, read)
		return nil
	}, sql.String(), sql.args...)
	for i, r := range sides {
		pages[i] = pages[i].cut(l, r)
	}
	return pages, err
}

// selectSides appends a UNION ALL of what one appends for each side, with its number
// before its rows.
func selectSides(s *statement, sides []reach, one func(side int, r reach)) {
	for side, r := range sides {
		s.add(between(side, " UNION ALL "), "SELECT ", strconv.Itoa(side), " AS side, half.* FROM (")
		one(side, r)
		s.add(") AS half")
	}
}

// selectHalves appends both halves.
func (l listing) selectHalves(s *statement, sides []reach) {
	selectSides(s, sides, func(_ int, r reach) {
		l.selectArms(s, l.arms(r.from, r.back, r.inclusive), r.back, l.atMost(r)+1)
	})
}

// gatheredHalves is [listing.selectHalves] for a list that is gathered: the keys of
// all rows, once, then what else there is of the rows that the halves have.
func (l listing) gatheredHalves(s *statement, sides []reach) {
	s.add("WITH g AS MATERIALIZED (")
	l.selectFrom(s, l.keys(l.merged(), l.numbered()))
	s.add(") SELECT ", strings.Join(slices.Concat([]string{"found.side"}, l.columns, keysOfFound("found")), ", "), " FROM (")
	l.keyed("g").selectHalves(s, sides)
	s.add(") AS found CROSS JOIN ")
	l.fromWhere(s, always(l.id()+" = found."+l.idCell()))
}

// keysOfFound returns the keys of a row that was found, and joined with others: a
// table may have columns with such names.
func keysOfFound(alias string) []string {
	keys := []string{alias + ".seg AS seg"}
	for i := range maxCells {
		keys = append(keys, fmt.Sprintf("%s.%s AS %[2]s", alias, cellName(i)))
	}
	return keys
}

// idCell returns which of the keys is the id.
func (l listing) idCell() string { return cellName(len(l.segments[0].cells) - 1) }

// keyed returns the list of what was gathered, with its keys, under a name.
func (l listing) keyed(name string) listing {
	keys := listing{from: name, desc: l.desc, gathered: true}
	for number, g := range l.segments {
		cells := make([]string, len(g.cells))
		for i, cell := range g.cells {
			if cell != "" {
				cells[i] = cellName(i)
			}
		}
		keys.segments = append(keys.segments, segment{where: "seg = " + strconv.Itoa(number), cells: cells})
	}
	return keys
}
