package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"roster/internal/infile"
	"roster/internal/sheet"
	"roster/internal/tabular"
)

// Table is a table of a file, with what it means.
type Table struct {
	*tabular.Analysis
	Name   string   // of the sheet, "" if the file has one table only
	Sheets []string // the names of all sheets
	Notes  []string // what a plan should say, the most important first
	rows   sheet.Rows
}

// OpenTable reads a file of any format as a table: the sheet of a name, or, if that is "",
// the first one in which people or teams are found: a sheet of words without a header, such as
// a cover, only if no other one fits. The error is a [*sheet.Error] if the
// file is at fault, a [NoSheetError], or that of reading.
func OpenTable(ctx context.Context, r io.ReaderAt, size int64, name string, o tabular.Options) (*Table, error) {
	book, err := sheet.Open(ctx, r, size)
	if err != nil {
		return nil, err
	}
	var first, words *Table
	var names []string
	for _, t := range book.Tables {
		names = append(names, t.Name)
	}
	for _, t := range book.Tables {
		if name != "" && !strings.EqualFold(name, t.Name) {
			continue
		}
		u, err := tabular.Analyze(ctx, t.Rows, o)
		if err != nil {
			return nil, err
		}
		table := &Table{u, t.Name, names, slices.Concat(book.Notes, u.Notes), t.Rows}
		fits := u.Wrong == 0 && u.People+u.Teams > 0
		switch {
		case name != "", fits && u.Layout != tabular.Names:
			return table, nil
		case fits && words == nil:
			words = table
		case first == nil:
			first = table
		}
	}
	if words != nil {
		return words, nil
	}
	if first == nil {
		return nil, &NoSheetError{name, names}
	}
	return first, nil
}

// SheetNote returns which sheet of a file was read, and which ones there are.
func (t *Table) SheetNote() string {
	if len(t.Sheets) < 2 {
		return "Sheet " + infile.Short(t.Name)
	}
	return "Sheet " + infile.Short(t.Name) + " of " + listShort(t.Sheets)
}

// Preview returns the first rows of the table, its header among them. The error is that of
// reading.
func (t *Table) Preview(ctx context.Context, n int) ([][]string, error) {
	var rows [][]string
	for row, err := range t.rows(ctx) {
		if err != nil {
			return nil, err
		}
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, infile.Short(cell))
		}
		if rows = append(rows, cells); len(rows) == n {
			break
		}
	}
	return rows, nil
}

// NoSheetError is the error that a spreadsheet has no sheet of a name, with those that it has.
type NoSheetError struct {
	Name  string
	Names []string
}

// Error returns what is wrong, and what to do about it.
func (e *NoSheetError) Error() string {
	return fmt.Sprintf("there is no sheet %q: the sheets are %s", infile.Short(e.Name), listShort(e.Names))
}

// FileError returns the line and the text of an error about the contents of a file, and whether
// err is one.
func FileError(err error) (line int, text string, ok bool) {
	if wrong, ok := errors.AsType[*sheet.Error](err); ok {
		return wrong.Line, wrong.Text, true
	}
	return 0, "", false
}
