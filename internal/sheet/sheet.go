// Package sheet reads the tables of a file, whatever wrote it: CSV in every dialect, XLSX,
// ODS, JSON, a table that was copied, a list of names. It goes by what a file contains,
// not by what its name ends in.
package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"roster/internal/infile"
)

// maxColumns is how many columns a table may have, as in a spreadsheet.
const maxColumns = 16384

// Row is a row of a table.
type Row struct {
	Line  int      // in the file, or in the sheet, from 1
	Cells []string // until the next row is read
	Note  string   // what of the row could not be taken as it is, or ""
}

// Table is a table of a file.
type Table struct {
	Name string // of the sheet; "" in a file that has one table only
	Rows Rows
}

// Rows reads the rows of a table, from its first one each time it is called. It ends with
// the error of reading, if there is one: an [*Error] if the file is at fault, else that of
// the reader or of the context. Empty rows are left out.
type Rows func(ctx context.Context) iter.Seq2[Row, error]

// Book is a file that was recognized.
type Book struct {
	Tables []Table  // at least one
	Notes  []string // what should be known of how it was read
}

// Error is the error that a file can't be read as a table: why, and what to do about it.
type Error struct {
	Line int // where, from 1; 0 for the whole file
	Text string
}

// Error returns what is wrong, and what to do about it.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Text)
	}
	return e.Text
}

func errorf(line int, format string, args ...any) error {
	return &Error{line, fmt.Sprintf(format, args...)}
}

// ErrRoster is returned by [Open] for a file in the JSON that roster exports: it is read
// by other means.
var ErrRoster = errors.New("this is JSON as roster exports it")

// Open recognizes a file of a size. The error is an [*Error] if the file has no table,
// [ErrRoster], or that of reading.
func Open(ctx context.Context, r io.ReaderAt, size int64) (*Book, error) {
	f := file{r, size}
	head, err := f.head(4096)
	if err != nil {
		return nil, err
	}
	if err := rejectFile(head); err != nil {
		return nil, err
	}
	if isZip(head) {
		return openZip(f)
	}
	t, err := openText(ctx, f)
	if err != nil {
		return nil, err
	}
	return t.book(ctx)
}

// file is what is read, from its start as often as needed.
type file struct {
	r    io.ReaderAt
	size int64
}

func (f file) reader(ctx context.Context) io.Reader {
	return infile.Reader(ctx, io.NewSectionReader(f.r, 0, f.size))
}

// head returns the first n bytes, or fewer if the file has fewer.
func (f file) head(n int64) ([]byte, error) {
	return io.ReadAll(io.NewSectionReader(f.r, 0, min(n, f.size)))
}
