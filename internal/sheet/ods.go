package sheet

import (
	"context"
	"encoding/xml"
	"iter"
	"strconv"
	"strings"

	"roster/internal/infile"
)

const (
	maxODSRows  = 1 << 21  // of a sheet: spreadsheets have half of that
	maxODSCells = 32 << 20 // of a sheet, repeated ones included
)

// openODS lists the sheets of an OpenDocument spreadsheet.
func (a archive) openODS() (*Book, error) {
	encrypted := false
	err := a.elements("META-INF/manifest.xml", func(e xml.StartElement) {
		encrypted = encrypted || e.Name.Local == "encryption-data"
	})
	if err != nil {
		return nil, err
	}
	if encrypted {
		return nil, errorf(0, "the spreadsheet has a password: save it without one")
	}
	names, err := a.odsNames()
	if err != nil {
		return nil, damaged(err)
	}
	book := &Book{}
	for i, name := range names {
		book.Tables = append(book.Tables, Table{Name: name, Rows: a.odsRows(i)})
	}
	if len(names) == 0 {
		return nil, errorf(0, "the spreadsheet has no sheet")
	}
	return book, nil
}

// odsNames returns the names of the sheets.
func (a archive) odsNames() ([]string, error) {
	x, err := a.open(context.Background(), "content.xml")
	if err != nil {
		return nil, err
	}
	defer x.part.Close()
	var names []string
	for {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "table" && e.Name.Space == "table" {
				if names = append(names, attr(e, "name")); len(names) > 10000 {
					return nil, errorf(0, "the spreadsheet has more than 10,000 sheets")
				}
				if err := x.skip("table"); err != nil {
					return nil, err
				}
			}
		case xml.EndElement:
			if e.Name.Local == "document-content" {
				return names, nil
			}
		}
	}
}

// odsRows returns the rows of the sheet at that place.
func (a archive) odsRows(sheet int) Rows {
	return func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			x, err := a.open(ctx, "content.xml")
			if err != nil {
				yield(Row{}, err)
				return
			}
			defer x.part.Close()
			r := odsReader{xmlReader: x}
			if err := r.find(sheet); err != nil {
				yield(Row{}, damaged(err))
				return
			}
			for {
				repeated, err := r.row()
				if err != nil {
					yield(Row{}, damaged(err))
					return
				}
				if repeated == 0 {
					return
				}
				if !r.yieldRow(repeated, yield) {
					return
				}
			}
		}
	}
}

// odsReader reads the rows of a sheet.
type odsReader struct {
	*xmlReader
	line  int // of the row that was read, or the last one before it
	total int // cells that were yielded
	cells []string
	empty int // cells without a value after those
	note  string
	spans map[int]span // by their column
	isOwn bool         // the row has a value that is not of a span from above
}

// span is a cell that spans rows below: its value is that of each of them.
type span struct {
	value string
	rows  int // that are left
}

// find reads to the beginning of the sheet at that place.
func (r *odsReader) find(sheet int) error {
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "table" && e.Name.Space == "table" {
			if sheet--; sheet < 0 {
				return nil
			}
			if err := r.skip("table"); err != nil {
				return err
			}
		}
	}
}

// yieldRow yields a row as often as it is repeated, and reports whether to go on.
func (r *odsReader) yieldRow(repeated int, yield func(Row, error) bool) bool {
	if !r.isOwn || isBlank(r.cells) {
		r.line += min(repeated, maxODSRows)
		return true
	}
	for range repeated {
		r.line++
		if r.total += len(r.cells); r.total > maxODSCells || r.line > maxODSRows {
			yield(Row{}, errorf(r.line, "the sheet has too many cells: is this the right file?"))
			return false
		}
		if !yield(Row{r.line, r.cells, r.note}, nil) {
			return false
		}
	}
	return true
}

// row reads the next row, and returns how often it is repeated, 0 after the last one.
func (r *odsReader) row() (repeated int, err error) {
	defer func() { r.endSpans(repeated) }()
	r.cells, r.empty, r.note, r.isOwn = r.cells[:0], 0, "", false
	for {
		token, err := r.next()
		if err != nil {
			return 0, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "table-row":
				repeated = repeats(e, "number-rows-repeated")
			case "table-cell", "covered-table-cell":
				if err := r.cell(e); err != nil {
					return 0, err
				}
			case "shapes":
				if err := r.skip("shapes"); err != nil {
					return 0, err
				}
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "table-row":
				return max(repeated, 1), nil
			case "table":
				return 0, nil
			}
		}
	}
}

// repeats returns how often a row or a cell is repeated, 1 if it is not.
func repeats(e xml.StartElement, name string) int {
	if n, err := strconv.Atoi(attr(e, name)); err == nil && n > 1 {
		return n
	}
	return 1
}

// cell reads a cell. Empty ones are counted when another one comes after them.
func (r *odsReader) cell(e xml.StartElement) error {
	value, err := r.value(e)
	if err != nil {
		return err
	}
	repeated := repeats(e, "number-columns-repeated")
	switch at := len(r.cells) + r.empty; {
	case e.Name.Local == "covered-table-cell" && len(r.spans) > 0:
		return r.covered(repeated)
	case value != "" && repeats(e, "number-rows-spanned") > 1 && len(r.spans) < maxColumns:
		if r.spans == nil {
			r.spans = map[int]span{}
		}
		r.spans[at] = span{value, repeats(e, "number-rows-spanned")}
	}
	r.isOwn = r.isOwn || value != ""
	return r.add(value, repeated)
}

// covered adds cells under others: each has what is above it if that reaches down to it.
func (r *odsReader) covered(n int) error {
	for ; n > 0 && len(r.cells)+r.empty < maxColumns; n-- {
		if err := r.add(r.spans[len(r.cells)+r.empty].value, 1); err != nil {
			return err
		}
	}
	return nil
}

// endSpans removes the rows that were read from the spans.
func (r *odsReader) endSpans(rows int) {
	for column, s := range r.spans {
		if s.rows -= rows; s.rows > 0 {
			r.spans[column] = s
		} else {
			delete(r.spans, column)
		}
	}
}

// add adds a value as often as it is repeated.
func (r *odsReader) add(value string, repeated int) error {
	if value == "" {
		r.empty = min(r.empty+repeated, maxColumns)
		return nil
	}
	if len(r.cells)+r.empty+repeated > maxColumns {
		return errorf(r.line+1, "the row has more than %d cells: is this the right file?", maxColumns)
	}
	for ; r.empty > 0; r.empty-- {
		r.cells = append(r.cells, "")
	}
	for range repeated {
		r.cells = append(r.cells, value)
	}
	return nil
}

// value returns the displayed value of a cell.
func (r *odsReader) value(e xml.StartElement) (string, error) {
	kind, isError := "", false
	for _, a := range e.Attr {
		if a.Name.Local == "value-type" {
			isError = isError || a.Value == "error"
			if a.Name.Space == "office" {
				kind = a.Value
			}
		}
	}
	text, err := r.paragraphs(e.Name.Local)
	switch {
	case err != nil:
		return "", err
	case isError:
		r.note = "cell " + cellName(len(r.cells)+r.empty, r.line+1) + " has the error " + infile.Short(text) + " and was read as empty"
		return "", nil
	}
	switch kind {
	case "float", "percentage", "currency":
		return formatNumber(attr(e, "value")), nil
	case "date":
		return isoDate(attr(e, "date-value")), nil
	case "boolean":
		return strings.ToUpper(attr(e, "boolean-value")), nil
	case "string":
		if stored := attr(e, "string-value"); stored != "" {
			return stored, nil
		}
	}
	return text, nil
}

// isoDate returns a date of XML as ISO, without a time that is midnight.
func isoDate(value string) string {
	value = strings.TrimSuffix(strings.Replace(value, "T", " ", 1), "Z")
	return strings.TrimSuffix(value, " 00:00:00")
}

// paragraphs returns the text in a cell, to the end of the element. Comments and drawings
// are left out.
func (r *odsReader) paragraphs(end string) (string, error) {
	var text []byte
	begun, inside := false, 0
	for {
		token, err := r.next()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.CharData:
			if inside > 0 {
				text = append(text, e...)
			}
		case xml.StartElement:
			switch {
			case e.Name.Local == "annotation" || e.Name.Space == "draw":
				if err := r.skip(e.Name.Local); err != nil {
					return "", err
				}
			case e.Name.Local == "p":
				if inside++; begun {
					text = append(text, '\n')
				}
				begun = true
			case e.Name.Local == "s":
				text = append(text, strings.Repeat(" ", min(repeats(e, "c"), 1000))...)
			case e.Name.Local == "tab":
				text = append(text, '\t')
			case e.Name.Local == "line-break":
				text = append(text, '\n')
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "p":
				inside--
			case end:
				return string(text), nil
			}
		}
		if len(text) > infile.MaxRow {
			return "", errorf(r.line+1, "a cell is longer than %d MB: is this the right file?", infile.MaxRow>>20)
		}
	}
}
