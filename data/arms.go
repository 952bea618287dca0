package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxCells is the number of sort cells of the longest order.
const maxCells = 2

// id returns the expression of the last cell.
func (g segment) id() string { return g.cells[len(g.cells)-1] }

// keys returns the expressions of an anchor: the number of the segment, then
// the cells, padded with NULL.
func (g segment) keys(number int) []string {
	keys := []string{fmt.Sprintf("%d AS seg", number)}
	for i := range maxCells {
		expr := "NULL"
		if i < len(g.cells) && g.cells[i] != "" {
			expr = g.cells[i]
		}
		keys = append(keys, fmt.Sprintf("%s AS %s", expr, cellName(i)))
	}
	return keys
}

func cellName(i int) string { return "k" + strconv.Itoa(i) }

// arms appends a UNION ALL with one arm for each way in which a row can come
// after the anchor: equal in the first n cells and beyond it in the next. Each
// arm is an index search with a limit of its own; a comparison of row values
// would not be.
func (l listing) arms(s *statement, from Anchor, back, inclusive bool, limit int) {
	arm := func(number int, conditions ...string) {
		if s.Len() > 0 {
			s.add(" UNION ALL ")
		}
		s.add("SELECT * FROM (")
		segment := l.segments[number]
		l.selectFrom(s, append(slices.Clone(l.columns), segment.keys(number)...), append(conditions, segment.where)...)
		s.add(" ORDER BY ", l.orderBy(segment, back), " LIMIT ", s.arg(limit), ") AS arm")
	}
	l.eachArm(s, from, back, inclusive, arm)
	s.add(" ORDER BY ", direction("seg", back))
	for i := range maxCells {
		s.add(", ", direction(cellName(i), l.desc != back))
	}
	s.add(" LIMIT ", s.arg(limit))
}

// orderBy returns the sort terms of one segment, those without a cell left out.
func (l listing) orderBy(g segment, back bool) string {
	var terms []string
	for i, cell := range g.cells {
		if cell != "" {
			terms = append(terms, direction(cellName(i), l.desc != back))
		}
	}
	return strings.Join(terms, ", ")
}

func direction(term string, desc bool) string {
	if desc {
		return term + " DESC"
	}
	return term
}

// eachArm calls arm for the segments and conditions that make up all the rows
// beyond the anchor.
func (l listing) eachArm(s *statement, from Anchor, back, inclusive bool, arm func(number int, conditions ...string)) {
	start, step := 0, 1
	if back {
		start, step = len(l.segments)-1, -1
	}
	if !from.IsZero() {
		start = int(integer(from.Key[0]))
		l.armsWithin(s, start, from.Key[1:], back, inclusive, arm)
		start += step
	}
	for number := start; number >= 0 && number < len(l.segments); number += step {
		arm(number)
	}
}

// armsWithin calls arm for the rows of one segment beyond the key: those equal
// in the first cells and beyond it in the next, for each number of first cells.
func (l listing) armsWithin(s *statement, number int, key []any, back, inclusive bool, arm func(number int, conditions ...string)) {
	beyond := " > "
	if l.desc != back {
		beyond = " < "
	}
	cells := l.segments[number].cells
	var equal []string
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		arm(number, append(slices.Clone(equal), cell+beyond+s.arg(key[i]))...)
		equal = append(equal, cell+" = "+s.arg(key[i]))
	}
	if inclusive {
		arm(number, equal...)
	}
}

// count appends one "SELECT count(*)" for each arm: their sum is how many rows
// there are beyond the anchor.
func (l listing) count(s *statement, from Anchor, back bool) {
	l.eachArm(s, from, back, false, func(number int, conditions ...string) {
		if s.Len() > 0 {
			s.add(" UNION ALL ")
		}
		l.selectFrom(s, []string{"count(*)"}, append(conditions, l.segments[number].where)...)
	})
}
