package data

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// statement is SQL in the making. Its arguments are numbered, $1 being the
// first: both engines' drivers take them by number, wherever the text has them.
type statement struct {
	strings.Builder
	args []any
}

// arg adds an argument and returns its placeholder. A number that is too large for a
// column of 32 bits is no number of that type: PostgreSQL would refuse to compare it.
func (s *statement) arg(v any) string {
	s.args = append(s.args, v)
	place := "$" + strconv.Itoa(len(s.args))
	if n, isWhole := v.(int64); isWhole && (n > math.MaxInt32 || n < math.MinInt32) {
		return "CAST(" + place + " AS bigint)"
	}
	return place
}

// add appends parts to the text.
func (s *statement) add(parts ...string) {
	for _, part := range parts {
		s.WriteString(part)
	}
}

// list appends "(a, b, c)" with an argument for each value.
func (s *statement) list(values []any) {
	s.add("(")
	for i, v := range values {
		s.add(comma(i), s.arg(v))
	}
	s.add(")")
}

// tuples appends "(a, b), (c, d)" with an argument for each value.
func (s *statement) tuples(rows [][]any) {
	for i, row := range rows {
		s.add(comma(i))
		s.list(row)
	}
}

// names appends the names of the columns at these positions.
func (s *statement) names(prefix string, t *table, positions []int) {
	for i, p := range positions {
		s.add(comma(i), prefix, quote(t.columns[p]))
	}
}

// rawColumns appends every column of the table as stored.
func (s *statement) rawColumns(d dialect, prefix string, t *table) {
	for i, name := range t.columns {
		s.add(comma(i), d.stored(prefix+quote(name), t.types[i]))
	}
}

// conjunction returns a condition that holds where all of these do. Each AND is
// a step deeper for SQLite, which takes 1,000: very many are put in groups.
func conjunction(conditions []string) string {
	const group = 50
	if len(conditions) <= group {
		return strings.Join(conditions, " AND ")
	}
	var groups []string
	for part := range slices.Chunk(conditions, group) {
		groups = append(groups, "("+strings.Join(part, " AND ")+")")
	}
	return strings.Join(groups, " AND ")
}

// aliased returns a table of the roster under an alias.
func aliased(d dialect, table, alias string) string { return d.relation(table) + " AS " + alias }

// comma returns what stands before item i of a list.
func comma(i int) string { return between(i, ", ") }

// between returns the word that stands before item i, "" before the first one.
func between(i int, word string) string {
	if i == 0 {
		return ""
	}
	return word
}

// column returns the name of column i, counted from 0, of [dialect.source].
func column(i int) string { return "v.column" + strconv.Itoa(i+1) }

// chunkArgs is how many arguments a statement takes, the cheapest number:
// SQLite finds each $n by its name among all others, so that a statement costs
// the square of them.
const chunkArgs = 200

// chunks calls do for consecutive parts of rows, each small enough for one
// statement with width arguments a row.
func chunks[T any](d dialect, rows []T, width int, do func([]T) error) error {
	size := max(1, d.most()/max(1, width))
	for len(rows) > 0 {
		n := min(size, len(rows))
		if err := do(rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
