package data

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A text of the database can have any length. Lists read no more of each than
// can be shown; what is written, exported or copied is read whole.
const (
	maxShown  = 4096 // bytes: a longer text is cut when it is read to be shown
	keptShown = 4000 // bytes that are left of it, before the note on its length
)

// cutNote stands after a text that was cut. With it the text is no longer than
// [maxShown], so that what was cut once is not cut again.
const cutNote = "… (%d bytes)"

// head returns a text as lists show it: whole, or its beginning and its length.
// It makes of a text what [dialect.shown] makes of a column.
func head(text string) string {
	if len(text) <= maxShown {
		return text
	}
	return text[:keptShown] + fmt.Sprintf(cutNote, len(text))
}

// trimmed returns a value that was read with [dialect.shown], cut as [head] does.
// PostgreSQL can't cut a text within a character, and leaves more of it. A text that is
// longer for roster than for the engine, as from a file in UTF-16, was not cut there.
func trimmed(v any) any {
	text, ok := v.(string)
	if !ok || len(text) <= maxShown {
		return v
	}
	note := strings.LastIndex(text, cutNote[:strings.Index(cutNote, "%d")])
	if note < 0 {
		return head(text)
	}
	return text[:keptShown] + text[note:]
}

// trim trims the texts of a row that is to be shown.
func (row cells) trim() cells {
	for i, v := range row {
		row[i] = trimmed(v)
	}
	return row
}

// shortened returns a text of at most so many characters, the last one "…" where
// it was longer.
func shortened(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	end := 0
	for range most - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[:end] + "…"
}

// longCell stands in an anchor for a sort cell that is too long to be kept with
// every row. Its row is looked up for the whole of it; where that is gone, the
// beginning says where it was.
type longCell struct{ head any }

// keepable returns the key of an anchor with its long cells replaced.
func keepable(key []any) []any {
	for i, v := range key {
		switch v := v.(type) {
		case string:
			if len(v) > maxShown {
				key[i] = longCell{strings.Clone(v[:untilRune(v, keptShown)])} // the rest must go
			}
		case []byte:
			if len(v) > maxShown {
				key[i] = longCell{append([]byte(nil), v[:keptShown]...)}
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
func (l listing) comparedTo(g segment, key []any, i int, operator string) func(*statement) string {
	return func(s *statement) string { return g.cells[i] + " " + operator + " " + l.cellOf(s, g, key, i) }
}

// comparedAll compares all the cells with those of an anchor, as one.
func (l listing) comparedAll(g segment, key []any, operator string) func(*statement) string {
	return func(s *statement) string {
		values := make([]string, len(g.cells))
		for i := range g.cells {
			values[i] = l.cellOf(s, g, key, i)
		}
		return "(" + strings.Join(g.cells, ", ") + ") " + operator + " (" + strings.Join(values, ", ") + ")"
	}
}

// cellOf returns the expression of an anchor's sort cell: where that is too long to be
// kept, of what its row has there.
func (l listing) cellOf(s *statement, g segment, key []any, i int) string {
	long, ok := key[i].(longCell)
	if !ok {
		return s.arg(key[i])
	}
	row := statement{args: s.args}
	l.selectFrom(&row, []string{g.cells[i]}, exactly(g.id(), key[len(g.cells)-1]))
	s.args = row.args
	return "coalesce((" + row.String() + "), " + s.arg(long.head) + ")"
}
