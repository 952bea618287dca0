package sqldb

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"roster/data/model"
)

// Builder is SQL in the making. Its arguments are numbered, $1 being the
// first: both engines' drivers take them by number, wherever the text has them.
type Builder struct {
	strings.Builder
	Args []any
}

// Arg adds an argument and returns its placeholder. A number that is too large for a column of
// 32 bits gets a wider type: an engine that gives parameters the type of the column would refuse
// it. An id is its stored value.
func (s *Builder) Arg(v any) string {
	if id, ok := v.(model.ID); ok {
		v = id.Stored()
	}
	s.Args = append(s.Args, v)
	place := "$" + strconv.Itoa(len(s.Args))
	if n, isWhole := v.(int64); isWhole && (n > math.MaxInt32 || n < math.MinInt32) {
		return "CAST(" + place + " AS bigint)"
	}
	return place
}

// Add appends parts to the text.
func (s *Builder) Add(parts ...string) {
	for _, part := range parts {
		s.WriteString(part)
	}
}

// List appends "(a, b, c)" with an argument for each value.
func (s *Builder) List(values []any) {
	s.Add("(")
	for i, v := range values {
		s.Add(Comma(i), s.Arg(v))
	}
	s.Add(")")
}

// Tuples appends "(a, b), (c, d)" with an argument for each value.
func (s *Builder) Tuples(rows [][]any) {
	for i, row := range rows {
		s.Add(Comma(i))
		s.List(row)
	}
}

// Columns appends what the database calls the columns at these positions.
func (s *Builder) Columns(prefix string, t *Table, positions []int) {
	for i, p := range positions {
		s.Add(Comma(i), prefix, Quote(t.Stored[p]))
	}
}

// StoredColumns appends the value as stored of every column of the relation itself.
func (s *Builder) StoredColumns(d Expressions, prefix string, t *Table) {
	for i, name := range t.Stored {
		s.Add(Comma(i), d.Stored(prefix+Quote(name), t.Types[i]))
	}
}

// RawColumns appends the value as stored of every column of a table that is read under
// an alias, see [Expressions.From].
func (s *Builder) RawColumns(d Expressions, prefix string, t *Table) {
	for i, name := range t.Columns {
		s.Add(Comma(i), d.Stored(prefix+Quote(name), t.Types[i]))
	}
}

// Conjunction returns the condition that all of these hold. Each AND is one level deeper for
// SQLite, which allows 1,000: very many are put in groups.
func Conjunction(conditions []string) string {
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

// Comma returns the separator before item i of a list.
func Comma(i int) string { return Between(i, ", ") }

// Between returns the word before item i, "" for the first one.
func Between(i int, word string) string {
	if i == 0 {
		return ""
	}
	return word
}

// SourceColumn returns the name of column i, counted from 0, of [Statements.Source].
func SourceColumn(i int) string { return "v.column" + strconv.Itoa(i+1) }

// ChunkArgs is the cheapest number of arguments of a statement: SQLite searches for each $n by
// its name among all others, so that the cost of a statement is quadratic.
const ChunkArgs = 200

// InChunks calls do for consecutive parts of rows, each small enough for one
// statement with width arguments a row.
func InChunks[T any](d Statements, rows []T, width int, do func([]T) error) error {
	size := max(1, d.MaxArgs()/max(1, width))
	for len(rows) > 0 {
		n := min(size, len(rows))
		if err := do(rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
