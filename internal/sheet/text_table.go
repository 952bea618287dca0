package sheet

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
)

// A text table has | between its cells and a line under its header, as psql, sqlite3, and
// Markdown write it.

// isTextTable reports whether one of the first lines of a text is the line of a text table.
func isTextTable(sample string) bool {
	at := 0
	for line := range strings.Lines(sample) {
		if at++; at > 10 {
			return false
		}
		if isRule(line) && strings.Contains(sample, "|") != strings.Contains(sample, "│") {
			return true
		}
	}
	return false
}

// isRule reports whether a line is drawn: ---+--- or |:--|:-:| or ├───┤.
func isRule(line string) bool {
	line = strings.TrimSpace(line)
	return strings.Trim(line, "-+|: =─│┌┬┐├┼┤└┴┘═║╔╦╗╠╬╣╚╩╝") == "" &&
		(strings.Contains(line, "--") || strings.Contains(line, "──") || strings.Contains(line, "═"))
}

// textTableRows returns the rows of a text table.
func (t *decodedText) textTableRows() Rows {
	return func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			d := newDelimited(t.reader(ctx), 0)
			for {
				lines, line, err := d.next()
				if err != nil {
					if !errors.Is(err, io.EOF) {
						yield(Row{}, err)
					}
					return
				}
				text := strings.TrimSpace(lines[0])
				if text == "" || isRule(text) || isFooter(text) {
					continue
				}
				if !yield(Row{Line: line, Cells: textTableCells(text)}, nil) {
					return
				}
			}
		}
	}
}

// isFooter reports whether a line is what psql writes under a table: (3 rows).
func isFooter(line string) bool {
	return strings.HasPrefix(line, "(") && (strings.HasSuffix(line, " rows)") || line == "(1 row)")
}

// textTableCells divides a line at |, but not at \|.
func textTableCells(line string) []string {
	line = strings.ReplaceAll(line, "│", "|")
	escaped := strings.ReplaceAll(line, `\|`, "\x00")
	if trimmed := strings.TrimPrefix(escaped, "|"); trimmed != escaped {
		escaped = strings.TrimSuffix(trimmed, "|")
	}
	cells := strings.Split(escaped, "|")
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(strings.TrimSpace(cell), "\x00", "|")
	}
	return cells
}
