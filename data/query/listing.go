package query

import (
	"math"
	"slices"

	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// listing describes how a list is read: the columns, the tables, the conditions and the order.
type listing struct {
	ids           []string                      // the cells that identify a row, the hero's before the team's; nil for the last
	sourceKey     string                        // the column of the source's IDs, "" for the row's ID
	columns       []string                      // of a row, in the order that its reader expects
	source        *listing                      // selects the IDs of the rows, or nil if those are not looked up first
	from          string                        // the FROM clause, with its joins
	where         []func(*sqldb.Builder) string // conditions, rendered again for every use
	segments      []sortSegment                 // the order: one segment after the other
	desc          bool                          // the order is descending
	rowCompare    bool                          // rows are compared as row values: one range has all rows beyond one
	label         string                        // the label in the statement log
	sortsInMemory bool                          // the sort key is expensive: compute it only once
	hasTallies    bool                          // n has the counts of the memberships
	groupedKeys   *listing                      // reads the sort keys in one pass over the memberships, or nil
	groupBy       string                        // the expression that rows are grouped by, or ""
	history       bool                          // the rows are read where the history is
	unindexed     bool                          // no index has this order: all rows are read and sorted
	scan          *indexScan                    // an alternative plan for the same rows, or nil
	indexTable    string                        // the table whose index gives the order, if few entries match
	batch         int                           // the entries of that index in a batch, or 0 to read it in one go
	spread        bool                          // each batch has rows unless they are clustered
	adaptive      *adaptiveScan                 // several plans, of which the statement itself chooses one, or nil
	sparse        bool                          // few of the rows examined match: read no more than necessary
	parts         []listing                     // its segments as separate lists, each with its best plan, or nil
}

// sortSegment is a part of a list that is in order of its cells. An order that one
// index can't give (unknown ages last in both directions) is made of two.
type sortSegment struct {
	where string   // "" for all rows
	cells []string // sort expressions, the ID last; "" if the segment has no such cell
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
	if l.groupBy != "" {
		s.Add(" GROUP BY ", l.groupBy)
	}
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

// idCells returns the indexes of the cells that identify a row.
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

// isRow returns the conditions that a row has these IDs.
func (l listing) isRow(g sortSegment, ids []any) []func(*sqldb.Builder) string {
	var conditions []func(*sqldb.Builder) string
	for i, place := range l.idCells() {
		conditions = append(conditions, equals(g.cells[place], ids[i]))
	}
	return conditions
}

// rowOf returns the IDs of the row of an anchor's key, which begins with the cells.
func (l listing) rowOf(key []any) []any {
	var ids []any
	for _, place := range l.idCells() {
		ids = append(ids, key[place])
	}
	return ids
}

// equals returns the condition that the expression is v.
func equals(expr string, v any) func(*sqldb.Builder) string {
	return comparison(expr, "=", v)
}

// matchesTerms returns the condition that a name contains all the terms of a filter, if there
// are any.
func matchesTerms(d sqldb.Expressions, name string, terms []string) []func(*sqldb.Builder) string {
	words := fold.Words(terms...)
	if len(words) == 0 {
		return nil
	}
	return []func(*sqldb.Builder) string{func(s *sqldb.Builder) string { return d.MatchesWords(s, name, words) }}
}

// constant returns a condition without arguments.
func constant(text string) func(*sqldb.Builder) string {
	return func(*sqldb.Builder) string { return text }
}
