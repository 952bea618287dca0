// Package output prints the output of commands: rows, and facts above them, as a table, JSON, CSV
// or Markdown.
package output

import (
	"io"
	"slices"
)

// Formats are the formats that a sheet can be printed in. The first is the one for people.
func Formats() []string { return []string{"table", "json", "csv", "markdown"} }

// Column is a column of a sheet.
type Column struct {
	Name   string // in JSON and CSV, as the models call it
	Title  string // in a table
	Right  bool   // aligned to the right in a table
	Absent bool   // the database does not have it: it is left out
}

// Cell is a value for JSON and CSV (nil, bool, int64 or string), and its text in a table.
type Cell struct {
	Value any
	Text  string
}

// Fact is a labeled value printed above the rows.
type Fact struct {
	Column
	Cell
	CSV string // the column in CSV, "" if it has none
}

// Sheet is the output of a command: rows, optionally preceded by facts.
type Sheet struct {
	Facts   []Fact
	List    string // the name of the list in JSON, beside facts
	Columns []Column
}

// Rows calls row with the cells of each row.
type Rows func(row func(...Cell) error) error

// printer prints the rows of a sheet. It may print nothing before end.
type printer interface {
	row(cells []Cell) error
	end() error
}

// Print prints a sheet in one of [Formats]. clean makes a text of a table safe for a terminal.
func Print(out io.Writer, format string, s Sheet, clean func(string) string, each Rows) error {
	s, each = present(s, each)
	var p printer
	switch format {
	case "json":
		p = newJSONPrinter(out, s)
	case "csv":
		p = newCSVPrinter(out, s)
	case "markdown":
		p = newMarkdownPrinter(out, s)
	default:
		p = &tablePrinter{Sheet: s, out: out, clean: clean}
	}
	if err := each(func(cells ...Cell) error { return p.row(cells) }); err != nil {
		return err // without an end the output shows that it is incomplete
	}
	return p.end()
}

// present returns a sheet, and its rows, without what is absent.
func present(s Sheet, each Rows) (Sheet, Rows) {
	s.Facts = slices.DeleteFunc(s.Facts, func(f Fact) bool { return f.Absent })
	var kept []int
	var columns []Column
	for i, c := range s.Columns {
		if !c.Absent {
			kept, columns = append(kept, i), append(columns, c)
		}
	}
	if len(kept) == len(s.Columns) {
		return s, each
	}
	s.Columns = columns
	return s, func(row func(...Cell) error) error {
		return each(func(cells ...Cell) error {
			some := make([]Cell, len(kept))
			for i, at := range kept {
				some[i] = cells[at]
			}
			return row(some...)
		})
	}
}
