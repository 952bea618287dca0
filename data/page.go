package data

import (
	"context"
	"slices"
)

// Anchor is a place in a list: the sort cells of a row, then its id. It
// outlives its row, and belongs to the query under which it was read.
type Anchor struct{ Key []any }

// IsZero tells whether the anchor is no place at all.
func (a Anchor) IsZero() bool { return len(a.Key) == 0 }

// Page is a run of rows in the order of its query, with the place of each.
type Page[R any] struct {
	Rows          []R
	Anchors       []Anchor
	Before, After bool // there are more rows on that side
	At            int  // the index of the row asked for with [Around], or of its neighbour
}

// Place says where a page begins.
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
	ID     int64 // of [Around]; the hero's id in [Members], the team's in [Memberships]
	HasID  bool
	Limit  int
}

// page reads one page: its rows are the first cells that the listing selects,
// then come the number of the segment and the sort cells.
func page[R any](ctx context.Context, s *Store, q Query, at Seek, read func(cells) R) (Page[R], error) {
	var p Page[R]
	l := s.listing(q)
	l, err := s.settled(ctx, s.reading(l, l.label), l)
	if err != nil {
		return p, s.dialect.failure(err)
	}
	switch at.Place {
	case First:
		p, err = run(ctx, s, l, Anchor{}, false, false, at.Limit, read)
	case Last:
		p, err = run(ctx, s, l, Anchor{}, true, false, at.Limit, read)
	case Next:
		p, err = run(ctx, s, l, at.Anchor, false, false, at.Limit, read)
		p.Before = true
	case Prev:
		p, err = run(ctx, s, l, at.Anchor, true, false, at.Limit, read)
		p.After = true
	case Around:
		p, err = around(ctx, s, l, at, read)
	}
	return p, s.dialect.failure(err)
}

// run reads limit rows from the anchor on, or from the end of the list where it
// is zero: part after part, until there are enough.
func run[R any](ctx context.Context, s *Store, l listing, from Anchor, back, inclusive bool, limit int, read func(cells) R) (Page[R], error) {
	if len(l.parts) == 0 {
		return runOne(ctx, s, l, from, back, inclusive, limit, read)
	}
	var p Page[R]
	for number := range l.parts {
		if back {
			number = len(l.parts) - 1 - number
		}
		start, passed := from.within(number, back)
		if passed {
			continue
		}
		part, err := s.settled(ctx, s.reading(l, l.label), l.parts[number])
		if err != nil {
			return p, err
		}
		more, err := runOne(ctx, s, part, start, back, inclusive, limit-len(p.Rows), read)
		if err != nil {
			return p, err
		}
		p = joined(p, more.numbered(number), back)
		if p.Before || p.After {
			break
		}
	}
	return p, nil
}

// within returns the anchor for one part of a list, zero where the part begins
// behind it. It tells whether the part is passed altogether.
func (a Anchor) within(part int, back bool) (_ Anchor, passed bool) {
	if a.IsZero() {
		return a, false
	}
	own := int(integer(a.Key[0]))
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

// joined returns the rows of both pages, the second one coming after the first in
// the direction of reading.
func joined[R any](p, q Page[R], back bool) Page[R] {
	if back {
		p, q = q, p
	}
	return Page[R]{
		Rows: append(p.Rows, q.Rows...), Anchors: append(p.Anchors, q.Anchors...),
		Before: p.Before || q.Before, After: p.After || q.After,
	}
}

// runOne reads as run does: by the walk, unless that gives up.
func runOne[R any](ctx context.Context, s *Store, l listing, from Anchor, back, inclusive bool, limit int, read func(cells) R) (Page[R], error) {
	if l.walk != nil {
		arms, cut, err := s.bound(ctx, l.walk, l.walk.arms(from, back, inclusive), back)
		if err != nil {
			return Page[R]{}, err
		}
		p, err := fetch(ctx, s, l.walk.listing, arms, back, limit, read)
		if err != nil || !cut || p.Before || p.After {
			return p, err
		}
	}
	return fetch(ctx, s, l, l.pageArms(from, back, inclusive), back, limit, read)
}

// fetch reads limit rows of these arms.
func fetch[R any](ctx context.Context, s *Store, l listing, arms []arm, back bool, limit int, read func(cells) R) (Page[R], error) {
	var sql statement
	l.with(&sql)
	l.selectArms(&sql, arms, back, limit+1)
	x := stretch[R]{width: len(l.columns), read: read}
	err := s.reading(l, l.label).query(ctx, x.width+1+maxCells, func(row cells) error {
		x.add(row)
		return nil
	}, sql.String(), sql.args...)
	if err != nil {
		return Page[R]{}, err
	}
	return x.end(back, limit), nil
}

// stretch is a page while its rows come in, the nearest first.
type stretch[R any] struct {
	width int
	read  func(cells) R
	page  Page[R]
}

// add takes the cells of a row, then those of its anchor.
func (x *stretch[R]) add(row cells) {
	x.page.Rows = append(x.page.Rows, x.read(row[:x.width:x.width].trim()))
	x.page.Anchors = append(x.page.Anchors, Anchor{Key: keepable(slices.Clone(row[x.width:]))})
}

// end returns the page of limit rows, when one more was asked for. Backwards
// everything is mirrored, and the rows are turned round.
func (x *stretch[R]) end(back bool, limit int) Page[R] {
	p := x.page
	more := len(p.Rows) > limit
	if more {
		p.Rows, p.Anchors = p.Rows[:limit], p.Anchors[:limit]
	}
	if back {
		slices.Reverse(p.Rows)
		slices.Reverse(p.Anchors)
		p.Before = more
	} else {
		p.After = more
	}
	return p
}
