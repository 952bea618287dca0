package sheet

import (
	"context"
	"encoding/xml"
	"iter"
	"path"
	"strconv"
	"strings"

	"roster/internal/infile"
)

// workbook is an XLSX file.
type workbook struct {
	archive
	stringsPart string            // the name of the shared strings part
	stylesPart  string            // the name of the part with the cell formats
	targets     map[string]string // the parts of the sheets, by the id of their relation
	dates       []bool            // for each style, whether its cells show dates
	since1904   bool
}

// workbook returns the name of the part that lists the sheets.
func (a archive) workbook() string {
	name := "xl/workbook.xml"
	// An error is ignored here: if the default name is wrong, reading the workbook fails.
	_ = a.elements("_rels/.rels", func(e xml.StartElement) {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			name = strings.TrimPrefix(attr(e, "Target"), "/")
		}
	})
	return name
}

// openXLSX lists the sheets of a workbook, the hidden ones last.
func (a archive) openXLSX() (*Book, error) {
	w := &workbook{archive: a, targets: map[string]string{}}
	name := a.workbook()
	if err := w.relations(path.Dir(name), path.Base(name)); err != nil {
		return nil, err
	}
	if err := w.formats(); err != nil {
		return nil, err
	}
	var shown, hidden []Table
	err := a.elements(name, func(e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			w.since1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			part, ok := w.targets[relation(e)]
			if !ok { // a chart
				return
			}
			table := Table{Name: attr(e, "name"), Rows: w.rows(part)}
			if state := attr(e, "state"); state == "hidden" || state == "veryHidden" {
				hidden = append(hidden, table)
			} else {
				shown = append(shown, table)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	tables := append(shown, hidden...)
	if len(tables) == 0 {
		return nil, errorf(0, "the spreadsheet has no sheet with cells")
	}
	return &Book{Tables: tables}, nil
}

// relation returns the ID of the relation of an element to its part.
func relation(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// relations finds the parts of the workbook.
func (w *workbook) relations(folder, base string) error {
	return w.elements(path.Join(folder, "_rels", base+".rels"), func(e xml.StartElement) {
		if e.Name.Local != "Relationship" {
			return
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		switch kind := path.Base(attr(e, "Type")); kind {
		case "sharedStrings":
			w.stringsPart = target
		case "styles":
			w.stylesPart = target
		case "worksheet":
			w.targets[attr(e, "Id")] = target
		}
	})
}

// formats finds the styles of cells that show dates.
func (w *workbook) formats() error {
	custom, inCells := map[string]bool{}, false
	return w.elements(w.stylesPart, func(e xml.StartElement) {
		switch e.Name.Local {
		case "numFmt":
			custom[attr(e, "numFmtId")] = isDateFormat(attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id, isDate := attr(e, "numFmtId"), false
				if known, ok := custom[id]; ok {
					isDate = known
				} else if n, err := strconv.Atoi(id); err == nil {
					isDate = isBuiltinDateFormat(n)
				}
				w.dates = append(w.dates, isDate)
			}
		}
	})
}

// rows returns the rows of the sheet in a part.
func (w *workbook) rows(part string) Rows {
	return func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			texts, err := w.sharedStrings(ctx)
			if err != nil {
				yield(Row{}, err)
				return
			}
			merged, err := w.mergedCells(ctx, part)
			if err != nil {
				yield(Row{}, err)
				return
			}
			x, err := w.open(ctx, part)
			if err != nil {
				yield(Row{}, err)
				return
			}
			defer x.part.Close()
			r := sheetReader{xmlReader: x, workbook: w, texts: texts, merged: merged}
			for {
				row, more, err := r.row()
				if err != nil {
					yield(Row{}, damaged(err))
					return
				}
				if !more || !isBlank(row.Cells) && !yield(row, nil) {
					return
				}
			}
		}
	}
}

// sheetReader reads the rows of a sheet.
type sheetReader struct {
	*xmlReader
	*workbook
	texts *sharedStrings
	line  int
	cells []string
	note  string

	merged  []mergedCells // merged cells that start in later rows
	filling []mergedCells // those that reach the current row
}

// row returns the next row. more is false at the end.
func (r *sheetReader) row() (row Row, more bool, err error) {
	for {
		token, err := r.next()
		if err != nil {
			return Row{}, false, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "sheetData" {
				return Row{}, false, nil
			}
		case xml.StartElement:
			if e.Name.Local == "row" {
				err := r.readRow(e)
				if !isBlank(r.cells) {
					r.fillMerged()
				}
				return Row{r.line, r.cells, r.note}, true, err
			}
		}
	}
}

func (r *sheetReader) readRow(e xml.StartElement) error {
	r.line++
	if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
		r.line = n
	}
	r.cells, r.note = r.cells[:0], ""
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if e.Name.Local == "c" {
				if err := r.readCell(e); err != nil {
					return err
				}
			}
		}
	}
}

func (r *sheetReader) readCell(e xml.StartElement) error {
	column := columnOf(attr(e, "r"))
	if column < 0 {
		column = len(r.cells)
	}
	if column >= maxColumns {
		return errorf(r.line, "the row has more than %d cells: is this the right file?", maxColumns)
	}
	kind, style := attr(e, "t"), attr(e, "s")
	value, err := r.value()
	if err != nil || value == "" {
		return err
	}
	for len(r.cells) <= column {
		r.cells = append(r.cells, "")
	}
	r.cells[column], err = r.shown(kind, style, value, column)
	return err
}

// value returns what a cell holds: its v, or the text in it.
func (r *sheetReader) value() (string, error) {
	var value []byte
	taken := false
	for {
		token, err := r.next()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.CharData:
			if taken {
				value = append(value, e...)
			}
		case xml.StartElement:
			taken = e.Name.Local == "v" || e.Name.Local == "t"
			if e.Name.Local == "rPh" { // a phonetic reading
				if err := r.skip("rPh"); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			taken = false
			if e.Name.Local == "c" {
				return string(value), nil
			}
		}
	}
}

// skip reads to the end of the element that has begun.
func (x *xmlReader) skip(name string) error {
	for depth := 1; depth > 0; {
		token, err := x.next()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == name {
				depth++
			}
		case xml.EndElement:
			if e.Name.Local == name {
				depth--
			}
		}
	}
	return nil
}

// shown returns the displayed value of a cell.
func (r *sheetReader) shown(kind, style, value string, column int) (string, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n >= r.texts.len() {
			return "", errorf(r.line, "the spreadsheet is damaged: cell %s refers to a missing text", cellName(column, r.line))
		}
		return unescape(r.texts.at(n)), nil
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[value], nil
	case "e":
		r.note = "cell " + cellName(column, r.line) + " has the error " + infile.Short(value) + " and was read as empty"
		return "", nil
	case "str", "inlineStr":
		return unescape(value), nil
	case "d":
		return isoDate(value), nil
	}
	if n, err := strconv.Atoi(style); err == nil && n >= 0 && n < len(r.dates) && r.dates[n] {
		return formatDate(value, r.since1904), nil
	}
	return formatNumber(value), nil
}

// columnOf returns the index of the column in a cell reference such as B7, or -1.
func columnOf(cell string) int {
	column := 0
	for i := range len(cell) {
		c := cell[i] &^ 0x20
		if c < 'A' || c > 'Z' || column > maxColumns {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	return column - 1
}
