package sheet

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"roster/internal/infile"
)

// delimited reads text with a sign between the cells. A cell may be in quotes, and have
// signs, line ends, and doubled quotes in it; a quote inside a cell without quotes is a
// character like others. Lines end with CR LF, LF, or CR.
type delimited struct {
	in        *bufio.Reader
	delimiter byte // 0 for one cell a line
	line      int  // of the next row
	row       []byte
	ends      []int // the ends of the cells of the row
	cells     []string
}

func newDelimited(r io.Reader, delimiter byte) *delimited {
	return &delimited{in: bufio.NewReaderSize(r, 64<<10), delimiter: delimiter, line: 1}
}

// next reads a row, and returns its cells and its first line. The error is io.EOF after
// the last one.
func (d *delimited) next() ([]string, int, error) {
	d.row, d.ends = d.row[:0], d.ends[:0]
	line := d.line
	if _, err := d.in.Peek(1); err != nil {
		return nil, line, err
	}
	for {
		last, err := d.cell()
		if err != nil {
			return nil, line, err
		}
		if len(d.row) > infile.MaxRow {
			return nil, line, errorf(line, "%v", infile.ErrLong)
		}
		if d.ends = append(d.ends, len(d.row)); len(d.ends) > maxColumns {
			return nil, line, errorf(line, "a row has more than %d cells: is this the right file?", maxColumns)
		}
		if last {
			break
		}
	}
	all, start := string(d.row), 0
	d.cells = d.cells[:0]
	for _, end := range d.ends {
		d.cells = append(d.cells, all[start:end])
		start = end
	}
	return d.cells, line, nil
}

// cell appends a cell to the row, and reports whether it is the last one.
func (d *delimited) cell() (last bool, err error) {
	b, err := d.in.ReadByte()
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if b == '"' && d.delimiter != 0 {
		return d.quoted()
	}
	for {
		switch {
		case b == d.delimiter && b != 0:
			return false, nil
		case b == '\n' || b == '\r':
			return true, d.endLine(b)
		case len(d.row) > infile.MaxRow:
			return true, nil
		}
		d.row = append(d.row, b)
		if b, err = d.in.ReadByte(); err != nil {
			return true, ignoreEOF(err)
		}
	}
}

// ignoreEOF returns the error, or nil at the end of the text.
func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// endLine reads the rest of a line end that begins with b.
func (d *delimited) endLine(b byte) error {
	d.line++
	if b == '\n' {
		return nil
	}
	next, err := d.in.ReadByte()
	if err != nil {
		return ignoreEOF(err)
	}
	if next != '\n' {
		return d.in.UnreadByte()
	}
	return nil
}

// quoted reads a cell in quotes, after the first one.
func (d *delimited) quoted() (last bool, err error) {
	begin := d.line
	for {
		b, err := d.in.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return false, errorf(begin, "a cell in quotes does not end: double the quotes that are in it")
		case err != nil:
			return false, err
		case b == '\n' || b == '\r':
			if err := d.endLine(b); err != nil {
				return false, err
			}
			b = '\n'
		case b == '"':
			after, err := d.in.ReadByte()
			switch {
			case errors.Is(err, io.EOF):
				return true, nil
			case err != nil:
				return false, err
			case after == d.delimiter:
				return false, nil
			case after == '\n' || after == '\r':
				return true, d.endLine(after)
			case after != '"':
				return false, errorf(d.line, "a cell goes on after its quotes: double the quotes that are in it")
			}
		}
		if d.row = append(d.row, b); len(d.row) > infile.MaxRow {
			return false, errorf(begin, "%v", infile.ErrLong)
		}
	}
}

// separatorOf returns the separator that a first line such as sep=; sets, or 0.
func separatorOf(sample string) byte {
	line, _, _ := strings.Cut(sample, "\n")
	line = strings.Trim(strings.TrimRight(line, "\r"), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return line[4]
	}
	return 0
}

// delimiters are the signs that may be between cells, the more likely first.
const delimiters = ",;\t|"

// guessDelimiter returns the sign that divides most rows of a sample into the same number
// of cells, or 0.
func guessDelimiter(sample string, whole bool) byte {
	var best byte
	var most score
	for i := range len(delimiters) {
		if s := rate(sample, whole, delimiters[i]); s.better(most) {
			best, most = delimiters[i], s
		}
	}
	return best
}

// score returns how well a separator divides the rows.
type score struct {
	even  float64 // the share of the rows with the usual number of cells
	cells int     // that number
}

func (s score) better(than score) bool {
	return s.cells > 1 && (s.even > than.even+0.05 || s.even > than.even-0.05 && s.cells > than.cells)
}

func rate(sample string, whole bool, delimiter byte) score {
	counts, rows := map[int]int{}, 0
	d := newDelimited(strings.NewReader(sample), delimiter)
	for {
		cells, _, err := d.next()
		if err != nil { // the end, or a quoting error, which is reported when the text is read
			break
		}
		if _, err := d.in.Peek(1); err != nil && !whole {
			break // the sample may end within the row
		}
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			rows++
			counts[len(cells)]++
		}
	}
	var s score
	for cells, n := range counts {
		if even := float64(n) / float64(rows); cells > 1 && (even > s.even || even == s.even && cells > s.cells) {
			s = score{even, cells}
		}
	}
	return s
}

// delimitedRows returns the rows of a text with the sign between its cells, without the
// first skip lines.
func (t *decodedText) delimitedRows(delimiter byte, skip int) Rows {
	return func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			d := newDelimited(t.reader(ctx), delimiter)
			for {
				cells, line, err := d.next()
				switch {
				case errors.Is(err, io.EOF):
					return
				case err != nil:
					yield(Row{}, err)
					return
				case line <= skip || isBlank(cells):
					continue
				}
				if !yield(Row{Line: line, Cells: cells}, nil) {
					return
				}
			}
		}
	}
}

// isBlank reports whether there is nothing in the cells.
func isBlank(cells []string) bool {
	for _, cell := range cells {
		for _, r := range cell {
			if r != ' ' && r != '\t' && r != '\u00a0' && r != utf8.RuneError {
				return false
			}
		}
	}
	return true
}
