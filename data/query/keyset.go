package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// width is the number of sort cells of the list's longest segment.
func (l listing) width() int {
	longest := 0
	for _, g := range l.segments {
		longest = max(longest, len(g.cells))
	}
	return longest
}

// id returns the expression of the last cell.
func (g sortSegment) id() string { return g.cells[len(g.cells)-1] }

// first returns the first expression that the segment is in order of.
func (g sortSegment) first() string {
	return g.cells[slices.IndexFunc(g.cells, func(cell string) bool { return cell != "" })]
}

// keys returns the expressions of an anchor in one segment: its number, then the cells, padded
// with NULL. The NULL has the type of the cell in another segment.
func (l listing) keys(g sortSegment, number string) []string {
	keys := []string{number + " AS seg"}
	for i, like := range l.merged().cells {
		expr := "NULL"
		switch {
		case i < len(g.cells) && g.cells[i] != "":
			expr = g.cells[i]
		case like != "":
			expr = "CASE WHEN FALSE THEN " + like + " END"
		}
		keys = append(keys, fmt.Sprintf("%s AS %s", expr, cellName(i)))
	}
	return keys
}

func cellName(i int) string { return "k" + strconv.Itoa(i) }

// keysetRange is a range of a list beyond an anchor, in one segment: an index search with a
// limit of its own. SQLite does not use an index for row value comparisons; there a range is
// of the rows that equal the anchor in the first cells and are beyond it in the next.
type keysetRange struct {
	segment   sortSegment
	number    string // the expression of the segment's number
	where     []func(*sqldb.Builder) string
	orderedBy string // the cell that orders the rows, "" if it is a single row
}

// selected returns the conditions of a range, including those of its segment.
func (a keysetRange) selected() []func(*sqldb.Builder) string {
	if a.segment.where == "" {
		return a.where
	}
	return append(slices.Clone(a.where), constant(a.segment.where))
}

// ranges returns the ranges that make up all the rows beyond the anchor, the nearest first.
func (l listing) ranges(from Anchor, back, inclusive bool) []keysetRange {
	if l.unindexed {
		return []keysetRange{l.unindexedRange(from, back, inclusive)}
	}
	start, step := 0, 1
	if back {
		start, step = len(l.segments)-1, -1
	}
	var ranges []keysetRange
	if !from.IsZero() {
		start = int(cell.Integer(from.Key[0]))
		ranges = l.rangesWithin(start, from.Key[1:], back, inclusive)
		start += step
	}
	for number := start; number >= 0 && number < len(l.segments); number += step {
		g := l.segments[number]
		ranges = append(ranges, keysetRange{segment: g, number: strconv.Itoa(number), orderedBy: g.first()})
	}
	return ranges
}

// rangesWithin returns the ranges of one segment beyond the key.
func (l listing) rangesWithin(number int, key []any, back, inclusive bool) []keysetRange {
	g := l.segments[number]
	if l.rowCompare && !slices.Contains(g.cells, "") {
		operator := l.beyond(back)
		if inclusive {
			operator += "="
		}
		return []keysetRange{{
			segment: g, number: strconv.Itoa(number), orderedBy: g.first(),
			where: []func(*sqldb.Builder) string{l.comparedAll(g, key, operator)},
		}}
	}
	var ranges []keysetRange
	var equal []func(*sqldb.Builder) string
	for i, cell := range g.cells {
		if cell == "" {
			continue
		}
		ranges = append(ranges, keysetRange{
			segment: g, number: strconv.Itoa(number),
			where: append(slices.Clone(equal), l.comparedTo(g, key, i, l.beyond(back))), orderedBy: cell,
		})
		equal = append(equal, l.comparedTo(g, key, i, "="))
	}
	if inclusive {
		ranges = append(ranges, keysetRange{segment: g, number: strconv.Itoa(number), where: equal})
	}
	slices.Reverse(ranges)
	return ranges
}

// beyond returns the operator that compares a cell with the anchor's.
func (l listing) beyond(back bool) string {
	if l.desc != back {
		return "<"
	}
	return ">"
}

// comparison returns a condition on an expression and a value.
func comparison(expr, operator string, v any) func(*sqldb.Builder) string {
	return func(s *sqldb.Builder) string { return expr + " " + operator + " " + s.Arg(v) }
}

// selectRanges appends a SELECT of the rows of the ranges, limit rows at most, in the order of
// the list.
func (l listing) selectRanges(s *sqldb.Builder, ranges []keysetRange, back bool, limit int) {
	if len(ranges) == 1 {
		l.selectRange(s, ranges[0], back, limit)
		return
	}
	for i, a := range ranges {
		s.Add(sqldb.Between(i, " UNION ALL "), "SELECT * FROM (")
		l.selectRange(s, a, back, limit)
		s.Add(") AS r")
	}
	s.Add(" ORDER BY ", l.orderOf(ranges, back), " LIMIT ", s.Arg(limit))
}

func (l listing) selectRange(s *sqldb.Builder, a keysetRange, back bool, limit int) {
	l.selectFrom(s, append(slices.Clone(l.columns), l.keys(a.segment, a.number)...), a.selected()...)
	s.Add(" ORDER BY ", l.orderBy(a, back), " LIMIT ", s.Arg(limit))
}

// orderOf returns the sort terms of these ranges together. If they are all of one segment, a
// cell that it does not have is left out: an engine would sort by it.
func (l listing) orderOf(ranges []keysetRange, back bool) string {
	if slices.ContainsFunc(ranges, func(a keysetRange) bool { return a.number != ranges[0].number }) {
		return l.ordered(back)
	}
	return l.orderBy(ranges[0], back)
}

// ordered returns the sort terms of rows of any segment. If there is only one, its number is
// left out: an engine does not know that it is the same for all.
func (l listing) ordered(back bool) string {
	var terms []string
	if len(l.segments) > 1 {
		terms = append(terms, sortTerm("seg", back))
	}
	for i := range l.width() {
		terms = append(terms, sortTerm(cellName(i), l.desc != back))
	}
	return strings.Join(terms, ", ")
}

// orderBy returns the sort terms of one range, without missing cells.
func (l listing) orderBy(a keysetRange, back bool) string {
	var terms []string
	if l.unindexed {
		terms = append(terms, sortTerm("seg", back))
	}
	for i, cell := range a.segment.cells {
		if cell != "" {
			terms = append(terms, sortTerm(cellName(i), l.desc != back))
		}
	}
	return strings.Join(terms, ", ")
}

func sortTerm(term string, desc bool) string {
	if desc {
		return term + " DESC"
	}
	return term
}

// countRanges appends a statement that counts the rows of all ranges. It returns one row:
// SQLite's driver does not interrupt the search for later rows.
func (l listing) countRanges(s *sqldb.Builder, ranges []keysetRange) {
	if len(ranges) == 1 {
		l.selectFrom(s, []string{"count(*)"}, ranges[0].selected()...)
		return
	}
	s.Add("SELECT ")
	for i, a := range ranges {
		s.Add(sqldb.Between(i, " + "), "(")
		l.selectFrom(s, []string{"count(*)"}, a.selected()...)
		s.Add(")")
	}
}
