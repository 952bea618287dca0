package query

import (
	"math"
	"slices"

	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// listing is how a list is read: what it selects, from where, under which
// conditions, and in which order.
type listing struct {
	ids        []string                      // the sort cells that identify a row, the hero's before the team's; nil for the last cell
	sourceKey  string                        // the column that the ids of the source are in, "" for that of the rows
	columns    []string                      // of a row, as its reader expects them
	source     *listing                      // the ids that the rows have, or nil where those are not looked up first
	from       string                        // FROM, with its joins
	where      []func(*sqldb.Builder) string // conditions, rendered again for every use
	segments   []sortSegment                 // the order: one segment after the other
	desc       bool                          // the cells run downwards
	rowCompare bool                          // what is beyond a row is one stretch of the index
	label      string                        // what the statement log says
	gather     bool                          // what it is sorted by takes long to look at: once is enough
	hasTallies bool                          // n has the counts of the memberships
	history    bool                          // the rows are where the history is
	sorted     bool                          // no index has this order: all rows are looked at
	scan       *indexScan                    // another way to the same rows, or nil
	outer      string                        // the table whose index has the order, with few of whose entries in the list
	batch      int                           // entries of it that are looked at between two looks whether there are enough rows, or 0
	spread     bool                          // there would be rows in each stretch if they did not stand together
	adaptive   *adaptiveScan                 // several ways to them, one of which is taken within the statement, or nil
	sparse     bool                          // few of what is looked at are in the list: no more rows are read than will do
	parts      []listing                     // its segments as lists of their own, each with its best way, or nil
}

// sortSegment is a part of a list that is in order of its cells. An order that one
// index can't give (unknown ages last in both directions) is made of two.
type sortSegment struct {
	where string   // "" for all rows
	cells []string // sort expressions, the id last; "" where the segment has no such cell
}

// selectFrom appends "SELECT columns FROM … WHERE conditions AND extra".
func (l listing) selectFrom(s *sqldb.Builder, columns []string, conditions ...func(*sqldb.Builder) string) {
	s.Add("SELECT ")
	for i, column := range columns {
		s.Add(sqldb.Comma(i), column)
	}
	s.Add(" FROM ")
	if l.source != nil {
		s.Add("(")
		l.source.selectFrom(s, l.source.columns)
		s.Add(" LIMIT ", s.Arg(math.MaxInt64), ") AS w CROSS JOIN ")
		key := l.sourceKey
		if key == "" {
			key = l.id()
		}
		conditions = append([]func(*sqldb.Builder) string{constant(key + " = w.id")}, conditions...)
	}
	l.fromWhere(s, conditions...)
}

// fromWhere appends "tables WHERE conditions AND extra".
func (l listing) fromWhere(s *sqldb.Builder, conditions ...func(*sqldb.Builder) string) {
	s.Add(l.from)
	word := " WHERE "
	for _, condition := range slices.Concat(l.where, conditions) {
		s.Add(word, condition(s))
		word = " AND "
	}
}

// id returns the expression of a row's id in its list.
func (l listing) id() string { return l.segments[0].id() }

// idCells returns the places of the cells that identify a row.
func (l listing) idCells() []int {
	cells := l.segments[0].cells
	if l.ids == nil {
		return []int{len(cells) - 1}
	}
	places := make([]int, len(l.ids))
	for i, id := range l.ids {
		places[i] = slices.Index(cells, id)
	}
	return places
}

// isRow returns the conditions that a row is the one with these ids.
func (l listing) isRow(g sortSegment, ids []any) []func(*sqldb.Builder) string {
	var conditions []func(*sqldb.Builder) string
	for i, place := range l.idCells() {
		conditions = append(conditions, equals(g.cells[place], ids[i]))
	}
	return conditions
}

// rowOf returns the ids of the row of an anchor's key, which begins with the cells.
func (l listing) rowOf(key []any) []any {
	var ids []any
	for _, place := range l.idCells() {
		ids = append(ids, key[place])
	}
	return ids
}

// equals returns a condition that holds where the expression is v.
func equals(expr string, v any) func(*sqldb.Builder) string {
	return comparison(expr, "=", v)
}

// matchesTerms returns the condition that a name has all the terms of a filter, if it
// has any.
func matchesTerms(d sqldb.Expressions, name string, terms []string) []func(*sqldb.Builder) string {
	words := fold.Words(terms...)
	if len(words) == 0 {
		return nil
	}
	return []func(*sqldb.Builder) string{func(s *sqldb.Builder) string { return d.Finds(s, name, words) }}
}

// constant returns a condition without arguments.
func constant(text string) func(*sqldb.Builder) string {
	return func(*sqldb.Builder) string { return text }
}
