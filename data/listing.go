package data

import (
	"math"
	"slices"
)

// listing is how a list is read: what it selects, from where, under which
// conditions, and in which order.
type listing struct {
	columns  []string                  // of a row, as its reader expects them
	source   *listing                  // the ids that the rows have, or nil where those are not looked up first
	from     string                    // FROM, with its joins
	where    []func(*statement) string // conditions, rendered anew for every use
	segments []segment                 // the order: one segment after the other
	desc     bool                      // the cells run downwards
	byRow    bool                      // what is beyond a row is one stretch of the index
	label    string                    // what the statement log says
	history  bool                      // the rows are where the history is
	gathered bool                      // no index has this order: all rows are looked at
	walk     *walk                     // another way to the same rows, or nil
	outer    string                    // the table whose index has the order, with few of whose entries in the list
	stretch  int                       // entries of it that are looked at between two looks whether there are enough rows, or 0
	spread   bool                      // there would be rows in each stretch if they did not stand together
	guard    *guard                    // several ways to them, one of which is taken within the statement, or nil
	sparse   bool                      // few of what is looked at are in the list: no more rows are read than will do
	parts    []listing                 // its segments as lists of their own, each with its best way, or nil
}

// segment is a part of a list that is in order of its cells. An order that one
// index can't give (unknown ages last in both directions) is made of two.
type segment struct {
	where string   // "" for all rows
	cells []string // sort expressions, the id last; "" where the segment has no such cell
}

// selectFrom appends "SELECT columns FROM … WHERE conditions AND extra".
func (l listing) selectFrom(s *statement, columns []string, conditions ...func(*statement) string) {
	s.add("SELECT ")
	for i, column := range columns {
		s.add(comma(i), column)
	}
	s.add(" FROM ")
	if l.source != nil {
		s.add("(")
		l.source.selectFrom(s, l.source.columns)
		s.add(" LIMIT ", s.arg(math.MaxInt64), ") AS w JOIN ")
		conditions = append([]func(*statement) string{always(l.id() + " = w.id")}, conditions...)
	}
	l.fromWhere(s, conditions...)
}

// fromWhere appends "tables WHERE conditions AND extra".
func (l listing) fromWhere(s *statement, conditions ...func(*statement) string) {
	s.add(l.from)
	word := " WHERE "
	for _, condition := range slices.Concat(l.where, conditions) {
		s.add(word, condition(s))
		word = " AND "
	}
}

// id returns the expression of a row's id in its list.
func (l listing) id() string { return l.segments[0].id() }

// exactly returns a condition that holds where the expression is v.
func exactly(expr string, v any) func(*statement) string {
	return compared(expr, "=", v)
}

// matching returns a condition for each term of a filter.
func matching(d dialect, name string, terms []string) []func(*statement) string {
	var conditions []func(*statement) string
	for _, term := range terms {
		conditions = append(conditions, func(s *statement) string {
			text := "("
			for i, form := range forms(term) {
				if i > 0 {
					text += " OR "
				}
				text += d.contains(name, s.arg(form))
			}
			return text + ")"
		})
	}
	return conditions
}

// always returns a condition without arguments.
func always(text string) func(*statement) string {
	return func(*statement) string { return text }
}
