package query

import (
	"strings"
	"unicode/utf8"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// longCell replaces a sort cell in an anchor that is too long to be kept with every row. The
// row is read to get the whole cell; if it is gone, the beginning of the cell gives its place.
type longCell struct{ head any }

// anchorKey returns the key of an anchor with its long cells replaced.
func anchorKey(key []any) []any {
	for i, v := range key {
		switch v := v.(type) {
		case string:
			if len(v) > cell.MaxShown {
				key[i] = longCell{strings.Clone(v[:untilRune(v, cell.KeptShown)])} // the rest must go
			}
		case []byte:
			if len(v) > cell.MaxShown {
				key[i] = longCell{append([]byte(nil), v[:cell.KeptShown]...)}
			}
		}
	}
	return key
}

// untilRune returns the place of the byte n of a text, or of the character that it is in
// the middle of: PostgreSQL takes no part of one.
func untilRune(text string, n int) int {
	for back := range utf8.UTFMax {
		if utf8.RuneStart(text[n-back]) {
			return n - back
		}
	}
	return n
}

// comparedTo returns the condition on a sort cell and that of an anchor.
func (l listing) comparedTo(g sortSegment, key []any, i int, operator string) func(*sqldb.Builder) string {
	return func(s *sqldb.Builder) string { return g.cells[i] + " " + operator + " " + l.cellOf(s, g, key, i) }
}

// comparedAll compares all the cells with those of an anchor, as one.
func (l listing) comparedAll(g sortSegment, key []any, operator string) func(*sqldb.Builder) string {
	return func(s *sqldb.Builder) string {
		values := make([]string, len(g.cells))
		for i := range g.cells {
			values[i] = l.cellOf(s, g, key, i)
		}
		return "(" + strings.Join(g.cells, ", ") + ") " + operator + " (" + strings.Join(values, ", ") + ")"
	}
}

// cellOf returns the expression of an anchor's sort cell: if that is too long to be
// kept, of what its row has there.
func (l listing) cellOf(s *sqldb.Builder, g sortSegment, key []any, i int) string {
	long, ok := key[i].(longCell)
	if !ok {
		return s.Arg(key[i])
	}
	row := sqldb.Builder{Args: s.Args}
	l.selectFrom(&row, []string{g.cells[i]}, l.isRow(g, l.rowOf(key))...)
	s.Args = row.Args
	return "coalesce((" + row.String() + "), " + s.Arg(long.head) + ")"
}
