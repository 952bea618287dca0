package query

import (
	"fmt"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// unindexedRange returns the single range of a list whose order no index has: every row is read,
// and the nearest beyond the anchor are kept. Reading once is what matters, so the segments
// and the comparisons with the anchor are one condition.
func (l listing) unindexedRange(from Anchor, back, inclusive bool) keysetRange {
	a := keysetRange{segment: l.merged(), number: l.numbered()}
	if !from.IsZero() {
		a.where = append(a.where, func(s *sqldb.Builder) string { return l.behind(s, a.number, from, back, inclusive) })
	}
	return a
}

// merged returns a segment with the cells of all segments. Cells at the same position are the
// same if a segment has one there.
func (l listing) merged() sortSegment {
	all := sortSegment{cells: make([]string, l.width())}
	for _, g := range l.segments {
		for i, cell := range g.cells {
			if cell != "" {
				all.cells[i] = cell
			}
		}
	}
	return all
}

// numbered returns the expression of the number of a row's segment.
func (l listing) numbered() string {
	last := len(l.segments) - 1
	if last == 0 {
		return "0"
	}
	var cases strings.Builder
	for i, g := range l.segments[:last] {
		fmt.Fprintf(&cases, " WHEN %s THEN %d", g.where, i)
	}
	return fmt.Sprintf("CASE%s ELSE %d END", cases.String(), last)
}

// behind returns the condition that a row comes after the anchor: in a later
// segment, or in the same and further in its order.
func (l listing) behind(s *sqldb.Builder, number string, from Anchor, back, inclusive bool) string {
	own := int(cell.Integer(from.Key[0]))
	within := l.within(s, own, from.Key[1:], back, inclusive)
	if len(l.segments) == 1 {
		return "(" + within + ")"
	}
	later := ">"
	if back {
		later = "<"
	}
	return fmt.Sprintf("(%s %s %d OR %s = %d AND (%s))", number, later, own, number, own, within)
}

func (l listing) within(s *sqldb.Builder, number int, key []any, back, inclusive bool) string {
	var ranges []string
	for _, a := range l.rangesWithin(number, key, back, inclusive) {
		var all []string
		for _, condition := range a.where {
			all = append(all, condition(s))
		}
		ranges = append(ranges, strings.Join(all, " AND "))
	}
	return strings.Join(ranges, " OR ")
}
