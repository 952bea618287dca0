package data

import (
	"context"
	"strconv"
)

// around reads the rows on both sides of a row. Where it is gone and left no
// anchor, the list begins anew.
func around[R any](ctx context.Context, s *Store, l listing, at Seek, read func(cells) R) (Page[R], error) {
	if s.dialect.traits().plans {
		return aroundAtOnce(ctx, s, l, at, read)
	}
	anchor := at.Anchor
	if at.HasID {
		found, err := locate(ctx, s, l, at.ID)
		if err != nil {
			return Page[R]{}, err
		}
		if !found.IsZero() {
			anchor = found
		}
	}
	if anchor.IsZero() {
		return run(ctx, s, l, Anchor{}, false, false, at.Limit, read)
	}
	half := at.Limit / 2
	up, err := run(ctx, s, l, anchor, true, false, half, read)
	if err != nil {
		return Page[R]{}, err
	}
	down, err := run(ctx, s, l, anchor, false, true, at.Limit-half, read)
	if err != nil {
		return Page[R]{}, err
	}
	return beside(up, down), nil
}

// aroundAtOnce reads both sides with one statement. It looks for the row only where
// that is not at its anchor any more.
func aroundAtOnce[R any](ctx context.Context, s *Store, l listing, at Seek, read func(cells) R) (p Page[R], err error) {
	if !at.Anchor.IsZero() {
		p, err = sides(ctx, s, l, at.Anchor, at.Limit, read)
		if err != nil || !at.HasID || l.isOf(p.place(), at.ID) {
			return p, err
		}
	}
	found := Anchor{}
	if at.HasID {
		found, err = locate(ctx, s, l, at.ID)
	}
	switch {
	case err != nil:
		return Page[R]{}, err
	case !found.IsZero():
		return sides(ctx, s, l, found, at.Limit, read)
	case !at.Anchor.IsZero(): // it went: this is where it was
		return p, nil
	}
	return run(ctx, s, l, Anchor{}, false, false, at.Limit, read)
}

// beside joins the rows above a place and those from it on.
func beside[R any](up, down Page[R]) Page[R] {
	p := joined(up, down, false)
	p.At = max(0, min(len(up.Rows), len(p.Rows)-1))
	return p
}

// sides reads the rows on both sides of an anchor with one statement.
func sides[R any](ctx context.Context, s *Store, l listing, anchor Anchor, limit int, read func(cells) R) (Page[R], error) {
	half := limit / 2
	width := len(l.columns)
	up, down := stretch[R]{width: width, read: read}, stretch[R]{width: width, read: read}
	var sql statement
	side := func(number string, back bool, limit int) {
		sql.add("SELECT ", number, " AS side, row_number() OVER () AS place, s.* FROM (")
		l.selectArms(&sql, l.pageArms(anchor, back, !back), back, limit+1)
		sql.add(") AS s")
	}
	l.with(&sql)
	side("0", true, half)
	sql.add(" UNION ALL ")
	side("1", false, limit-half)
	sql.add(" ORDER BY side, place")
	err := s.reading(l, l.label).query(ctx, 2+width+1+maxCells, func(row cells) error {
		if integer(row[0]) == 0 {
			up.add(row[2:])
		} else {
			down.add(row[2:])
		}
		return nil
	}, sql.String(), sql.args...)
	return beside(up.end(true, half), down.end(false, limit-half)), err
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
