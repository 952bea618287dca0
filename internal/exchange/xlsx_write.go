package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"io"
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

// writeXLSX writes a workbook: a row a membership, the matrix if that is not too large
// beside the rest, and the teams; or the matrix alone. What has to fit is seen to before
// anything is written.
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
	w.err = w.file.SetDocProps(&excelize.DocProperties{Title: r.Title(), Creator: "roster", Created: r.At.UTC().Format("2006-01-02T15:04:05Z"), Modified: r.At.UTC().Format("2006-01-02T15:04:05Z")})
	if w.err != nil {
		return w.err
	}
	return w.file.Write(out)
}

// xlsxWriter writes one sheet after the other.
type xlsxWriter struct {
	*report.Roster
	file                                       *excelize.File
	sheet                                      *excelize.StreamWriter
	rows                                       int
	left                                       []int // the columns of the sheet that are left out, the last first
	head, active, training, alert, centre, day int   // styles
	err                                        error
}

// fits returns why a sheet has no room for what belongs there.
func (w *xlsxWriter) fits(matrixOnly bool) error {
	rows := 1 + len(w.Free())
	for _, t := range w.Teams {
		rows += max(1, len(t.Members))
	}
	switch {
	case !matrixOnly && rows > maxSheetRows, matrixOnly && len(w.Heroes)+1 > maxSheetRows:
		return &model.Error{Code: model.Invalid, Message: fmt.Sprintf("A sheet of XLSX has %d rows at most, and this would be more: export as CSV, or less with --team, --training or --filter.", maxSheetRows)}
	case matrixOnly && len(w.Teams)+1 > maxSheetColumns:
		return &model.Error{Code: model.Invalid, Message: fmt.Sprintf("A sheet of XLSX has %d columns at most, and there are %d teams: export as CSV, or less with --team.", maxSheetColumns, len(w.Teams))}
	}
	return nil
}

func (w *xlsxWriter) makeStyles() {
	style := func(font, fill, align string, bold bool) int {
		s := &excelize.Style{Font: &excelize.Font{Bold: bold, Color: font}, Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center"}}
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

// begin sets the widths of the columns, and writes the header, which stays when one
// scrolls and has a filter.
func (w *xlsxWriter) begin(widths []float64, header ...any) error {
	for _, at := range w.left {
		widths = slices.Concat(widths[:at], widths[at+1:])
	}
	for i, width := range widths {
		w.err = cmp.Or(w.err, w.sheet.SetColWidth(i+1, i+1, width))
	}
	panes := excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	w.err = cmp.Or(w.err, w.sheet.SetPanes(&panes))
	cells := make([]any, len(header))
	for i, text := range header {
		cells[i] = excelize.Cell{StyleID: w.head, Value: text}
	}
	w.row(cells...)
	return w.err
}

// leaveOut leaves a column of the sheet out unless the database has it.
func (w *xlsxWriter) leaveOut(at int, has bool) {
	if !has {
		w.left = append([]int{at}, w.left...)
	}
}

// row writes a row.
func (w *xlsxWriter) row(cells ...any) {
	w.rows++
	for _, at := range w.left {
		cells = slices.Concat(cells[:at], cells[at+1:])
	}
	w.err = cmp.Or(w.err, w.sheet.SetRow("A"+strconv.Itoa(w.rows), cells))
}

// end ends a sheet, whose rows can be filtered if there are any.
func (w *xlsxWriter) end(columns int) error {
	columns -= len(w.left)
	w.left = nil
	if w.err == nil && w.rows > 1 {
		var last string
		if last, w.err = excelize.CoordinatesToCellName(columns, w.rows); w.err == nil {
			w.err = w.file.AutoFilter(w.file.GetSheetName(w.file.SheetCount-1), "A1:"+last, nil)
		}
	}
	return cmp.Or(w.err, w.sheet.Flush())
}

// memberships writes a row for each membership, each team without one, and each hero on
// no team. Ids are there only if names are not enough.
func (w *xlsxWriter) memberships() error {
	ids := false
	for _, t := range w.Teams {
		ids = ids || t.Twin || t.Name == ""
	}
	for _, h := range w.Heroes {
		ids = ids || h.Twin || h.Name == "" || h.Missing
	}
	header, widths := []any{"team", "headquarters", "hero"}, []float64{24, 28, 28}
	add := func(width float64, names ...string) {
		for _, name := range names {
			header, widths = append(header, Guard(name)), append(widths, width)
		}
	}
	if w.Secrets {
		add(28, "secret_name")
	}
	add(8, "age")
	add(14, "is_training")
	if ids {
		add(10, "team_id", "hero_id")
	}
	for _, c := range fieldsOfTables() {
		for _, name := range w.Fields[c.table] {
			c.name = name
			add(18, c.header())
		}
	}
	w.leaveOut(1, w.Places)
	w.leaveOut(slices.Index(header, any("age")), w.Ages)
	if err := w.begin(widths, header...); err != nil {
		return err
	}
	line := func(t *report.Team, h *report.Hero, training any, of []string) {
		cells := make([]any, 3, len(header))
		if t != nil {
			cells[0], cells[1] = sheetText(t.Name), sheetText(t.Headquarters)
		}
		var secret, age any
		if h != nil {
			cells[2], secret, age = sheetText(h.Name), sheetText(h.SecretName), sheetNumber(h.Age.Text)
		}
		if w.Secrets {
			cells = append(cells, secret)
		}
		cells = append(cells, age, training)
		if ids {
			cells = append(cells, nil, nil)
			if t != nil {
				cells[len(cells)-2] = sheetID(t.ID)
			}
			if h != nil {
				cells[len(cells)-1] = sheetID(h.ID)
			}
		}
		fields := map[string][]string{model.LinkTable: of}
		if t != nil {
			fields[model.TeamTable] = t.Fields
		}
		if h != nil {
			fields[model.HeroTable] = h.Fields
		}
		for _, c := range fieldsOfTables() {
			for i := range w.Fields[c.table] {
				if i < len(fields[c.table]) {
					cells = append(cells, w.value(w.Kinds[c.table][i], fields[c.table][i]))
				} else {
					cells = append(cells, nil)
				}
			}
		}
		w.row(cells...)
	}
	for _, t := range w.Teams {
		for _, m := range t.Members {
			line(t, m.Hero, m.Standing == model.Training, m.Of)
		}
		if len(t.Members) == 0 {
			line(t, nil, nil, nil)
		}
	}
	for _, h := range w.Free() {
		line(nil, h, nil, nil)
	}
	return w.end(len(header))
}

// matrix writes the heroes down and the teams across, in colours and with signs.
func (w *xlsxWriter) matrix() error {
	header, widths := []any{w.Words.Say("hero")}, []float64{28}
	for _, t := range w.Teams {
		header, widths = append(header, sheetText(t.Label())), append(widths, 16)
	}
	if err := w.begin(widths, header...); err != nil {
		return err
	}
	cells := make([]any, len(w.Teams)+1)
	for _, h := range w.Heroes {
		cells[0] = sheetText(h.Label())
		for i, s := range w.Standings(h) {
			switch s {
			case model.Active:
				cells[i+1] = excelize.Cell{StyleID: w.active, Value: "● " + w.Words.Standing(s)}
			case model.Training:
				cells[i+1] = excelize.Cell{StyleID: w.training, Value: "◐ " + w.Words.Standing(s)}
			default:
				cells[i+1] = nil
			}
		}
		w.row(cells...)
	}
	return w.end(len(header))
}

// teams writes how many each team has.
func (w *xlsxWriter) teams() error {
	w.leaveOut(1, w.Places)
	if err := w.begin([]float64{28, 28, 10, 10, 10, 18}, w.Words.Say("team"), "headquarters", w.Words.Say("active"), w.Words.Say("training"), "members", "coverage"); err != nil {
		return err
	}
	for _, t := range w.Teams {
		covered := excelize.Cell{StyleID: w.centre, Value: "covered"}
		if !t.Covered() {
			covered = excelize.Cell{StyleID: w.alert, Value: "▲ understaffed"}
		}
		w.row(sheetText(t.Label()), sheetText(t.Headquarters), t.Tally.Active, t.Tally.Training, t.Tally.Total(), covered)
	}
	return w.end(6)
}

// value returns what a field holds as a sheet has it.
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
	}, strings.ToValidUTF8(Guard(text), "\uFFFD"))
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
