package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"roster/data/field"
	"roster/data/model"
	"roster/internal/report"
)

// How much a sheet of XLSX holds.
const (
	maxSheetRows    = excelize.TotalRows
	maxSheetColumns = excelize.MaxColumns
	maxCellText     = excelize.TotalCellChars
)

// writeXLSX writes a workbook: a row a membership, the matrix if that is not too large beside
// the rest, and the teams; or the matrix alone. Whether it fits is checked before anything is
// written.
func writeXLSX(out io.Writer, r *report.Roster, matrixOnly bool) (err error) {
	w := &xlsxWriter{Roster: r, file: excelize.NewFile()}
	defer func() { err = errors.Join(err, w.file.Close()) }()
	w.makeStyles()
	sheets := []struct {
		name  string
		write func() error
	}{{"Roster", w.memberships}, {"Matrix", w.matrix}, {r.Words.Say("Teams"), w.teams}}
	switch {
	case matrixOnly:
		sheets = sheets[1:2]
	case !r.MatrixFits():
		sheets = slices.Delete(sheets, 1, 2)
	}
	if w.err = w.fits(matrixOnly); w.err != nil {
		return w.err
	}
	for i, s := range sheets {
		if i == 0 {
			w.err = cmp.Or(w.err, w.file.SetSheetName("Sheet1", s.name))
		} else if w.err == nil {
			_, w.err = w.file.NewSheet(s.name)
		}
		if w.err == nil {
			w.sheet, w.err = w.file.NewStreamWriter(s.name)
		}
		if w.err != nil {
			return w.err
		}
		w.rows = 0
		if err := s.write(); err != nil {
			return err
		}
	}
	at := r.At.UTC().Format(time.RFC3339)
	w.err = w.file.SetDocProps(&excelize.DocProperties{Title: r.Title(), Creator: "roster", Created: at, Modified: at})
	if w.err != nil {
		return w.err
	}
	return w.file.Write(out)
}

// xlsxWriter writes one sheet after the other.
type xlsxWriter struct {
	*report.Roster
	file  *excelize.File
	sheet *excelize.StreamWriter
	rows  int // of the sheet

	head, active, training, alert, centre, day int // styles

	err error
}

// fits returns why a sheet has no room for what belongs there.
func (w *xlsxWriter) fits(matrixOnly bool) error {
	rows := 1 + len(w.Unassigned())
	for _, t := range w.Teams {
		rows += max(1, len(t.Members))
	}
	message := ""
	switch {
	case !matrixOnly && rows > maxSheetRows, matrixOnly && len(w.Heroes)+1 > maxSheetRows:
		message = fmt.Sprintf("A sheet of XLSX has %d rows at most, and this would be more: "+
			"export as CSV, or less with --team, --training or --filter.", maxSheetRows)
	case matrixOnly && len(w.Teams)+1 > maxSheetColumns:
		message = fmt.Sprintf("A sheet of XLSX has %d columns at most, and there are %d teams: "+
			"export as CSV, or less with --team.", maxSheetColumns, len(w.Teams))
	default:
		return nil
	}
	return &model.Error{Code: model.Invalid, Message: message}
}

func (w *xlsxWriter) makeStyles() {
	style := func(font, fill, align string, bold bool) int {
		s := &excelize.Style{
			Font:      &excelize.Font{Bold: bold, Color: font},
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center"},
		}
		if fill != "" {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
		}
		id, err := w.file.NewStyle(s)
		w.err = cmp.Or(w.err, err)
		return id
	}
	w.head = style("FFFFFF", "1F4E79", "", true)
	w.active = style("14532D", "DDF3E4", "center", false)
	w.training = style("7A4300", "FDEBCB", "center", false)
	w.alert = style("A3262A", "FBE0DC", "center", true)
	w.centre = style("000000", "", "center", false)
	day, err := w.file.NewStyle(&excelize.Style{CustomNumFmt: new("yyyy-mm-dd")})
	w.day, w.err = day, cmp.Or(w.err, err)
}

// xlsxColumn is a column of a sheet whose rows are of T.
type xlsxColumn[T any] struct {
	header string
	width  float64
	value  func(T) any
}

// writeSheet writes a header, which stays when the user scrolls, and the rows, which can be
// filtered if there are any.
func writeSheet[T any](w *xlsxWriter, columns []xlsxColumn[T], rows iter.Seq[T]) error {
	cells := make([]any, len(columns))
	for i, c := range columns {
		w.err = cmp.Or(w.err, w.sheet.SetColWidth(i+1, i+1, c.width))
		cells[i] = excelize.Cell{StyleID: w.head, Value: c.header}
	}
	panes := excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	w.err = cmp.Or(w.err, w.sheet.SetPanes(&panes))
	w.row(cells)
	for r := range rows {
		for i, c := range columns {
			cells[i] = c.value(r)
		}
		w.row(cells)
	}
	if w.err == nil && w.rows > 1 {
		var last string
		if last, w.err = excelize.CoordinatesToCellName(len(columns), w.rows); w.err == nil {
			w.err = w.file.AutoFilter(w.file.GetSheetName(w.file.SheetCount-1), "A1:"+last, nil)
		}
	}
	return cmp.Or(w.err, w.sheet.Flush())
}

// row writes a row.
func (w *xlsxWriter) row(cells []any) {
	w.rows++
	w.err = cmp.Or(w.err, w.sheet.SetRow("A"+strconv.Itoa(w.rows), cells))
}

// value returns the value of a field for a sheet.
func (w *xlsxWriter) value(kind field.Kind, text string) any {
	switch kind {
	case field.Whole:
		return sheetNumber(text)
	case field.Decimal:
		if n, err := strconv.ParseFloat(text, 64); err == nil && strconv.FormatFloat(n, 'f', -1, 64) == text {
			return n
		}
	case field.YesNo:
		if text == "yes" || text == "no" {
			return text == "yes"
		}
	case field.Date:
		if day, err := time.Parse(time.DateOnly, text); err == nil && day.Year() > 1900 {
			return excelize.Cell{StyleID: w.day, Value: day}
		}
	}
	if text == "" {
		return nil
	}
	return sheetText(text)
}

// sheetText returns text for a sheet: as text, never as a formula, without characters that XML
// can't have, and truncated to the size of a cell.
func sheetText(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(EscapeFormulas(text), "\uFFFD"))
	if len(text) <= maxCellText {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), maxCellText/2)]) + "…" // a cell counts UTF-16
}

// sheetID returns an id as a number if it is stored as one, any other as text.
func sheetID(id model.ID) any {
	if n, ok := id.Number(); ok {
		return n
	}
	return sheetText(id.String())
}

// sheetNumber returns a whole number as a number, any other text as text.
func sheetNumber(text string) any {
	if n, err := strconv.ParseInt(text, 10, 32); err == nil && strconv.FormatInt(n, 10) == text {
		return n
	}
	if text == "" {
		return nil
	}
	return sheetText(text)
}
