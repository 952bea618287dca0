package data

import (
	"context"
	"slices"
	"strconv"
)

// stroll reads along an index, one stretch after the other, until there are
// enough rows, or no more. It gives up when it looked at most entries, or where
// the rows stand together somewhere else, and returns what it left to be read.
func stroll[R any](ctx context.Context, s *Store, l listing, most int, r reach, read func(cells) R) (p Page[R], left *reach, err error) {
	stretch := l.stretch
	if r.least == 0 {
		stretch = most // to stop on the way would only take longer
	}
	for looked := 0; looked < most; looked += stretch {
		rest := r.without(len(p.Rows))
		arms, stop, err := s.bound(ctx, l, rest, min(stretch, most-looked))
		if err != nil {
			return p, nil, err
		}
		more, err := fetch(ctx, s, l, arms, rest, read)
		if err != nil {
			return p, nil, err
		}
		p = joined(p, more, r.back)
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
	rest := r.without(len(p.Rows))
	return p, &rest, nil
}

// bound returns the arms of a stretch, at most so many entries of the index, and
// where it stops; a zero anchor where the list ends first. The arms behind one
// that is cut short are left out: their rows would come too early.
func (s *Store) bound(ctx context.Context, l listing, r reach, stretch int) (arms []arm, stop Anchor, err error) {
	arms = l.arms(r.from, r.back, r.inclusive)
	stops := make(map[int]Anchor, len(arms))
	var sql statement
	for i, a := range arms {
		if a.along == "" {
			continue
		}
		if sql.Len() > 0 {
			sql.add(" UNION ALL ")
		}
		sql.add("SELECT * FROM (")
		listing{from: l.outer, where: a.selected()}.selectFrom(&sql, append([]string{strconv.Itoa(i) + " AS arm"}, l.keys(a.segment, a.number)...))
		sql.add(" ORDER BY ", l.orderBy(a, r.back), " LIMIT 1 OFFSET ", sql.arg(stretch-1), ") AS stop")
	}
	err = s.reading(l, l.label).query(ctx, 2+maxCells, func(row cells) error {
		stops[int(integer(row[0]))] = Anchor{Key: keepable(slices.Clone(row[1:]))}
		return nil
	}, sql.String(), sql.args...)
	if err != nil {
		return nil, Anchor{}, err
	}
	for i, a := range arms {
		if stop, isCut := stops[i]; isCut {
			a.where = append(a.where[:len(a.where):len(a.where)], l.until(a, stop.Key[1:], r.back)...)
			return append(arms[:i], a), stop, nil
		}
	}
	return arms, Anchor{}, nil
}

// until returns the conditions that end an arm at a row. Where many rows have the
// cell that the arm runs along in common, it does not begin all of them.
func (l listing) until(a arm, stop []any, back bool) []func(*statement) string {
	before := l.beyond(!back)
	last := len(a.segment.cells) - 1
	if a.along == a.segment.id() {
		return []func(*statement) string{compared(a.along, before+"=", stop[last])}
	}
	return []func(*statement) string{
		compared(a.along, before+"=", stop[0]),
		func(s *statement) string {
			return "(" + compared(a.along, before, stop[0])(s) + " OR " + compared(a.segment.id(), before+"=", stop[last])(s) + ")"
		},
	}
}
