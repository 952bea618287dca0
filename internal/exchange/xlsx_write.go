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
	file  *excelize.File
	sheet *excelize.StreamWriter
	rows  int // of the sheet

	head, active, training, alert, centre, day int // styles

	err error
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

// membershipRow is a membership, a team without one, or a hero on no team.
type membershipRow struct {
	team     *report.Team
	hero     *report.Hero
	training any
	fields   []string // of the membership
}

// fieldsOf returns what the row has in the fields of a table.
func (r membershipRow) fieldsOf(table string) []string {
	switch {
	case table == model.LinkTable:
		return r.fields
	case table == model.TeamTable && r.team != nil:
		return r.team.Fields
	case table == model.HeroTable && r.hero != nil:
		return r.hero.Fields
	}
	return nil
}

// membershipRows returns the rows in the order of the teams, then the heroes on no team.
func (w *xlsxWriter) membershipRows(yield func(membershipRow) bool) {
	for _, t := range w.Teams {
		if len(t.Members) == 0 && !yield(membershipRow{team: t}) {
			return
		}
		for _, m := range t.Members {
			if !yield(membershipRow{t, m.Hero, m.Standing == model.Training, m.Of}) {
				return
			}
		}
	}
	for _, h := range w.Free() {
		if !yield(membershipRow{hero: h}) {
			return
		}
	}
}

// memberships writes a row for each membership, each team without one, and each hero on
// no team. Ids are there only if names are not enough.
func (w *xlsxWriter) memberships() error {
	var columns []xlsxColumn[membershipRow]
	add := func(has bool, header string, width float64, value func(membershipRow) any) {
		if has {
			columns = append(columns, xlsxColumn[membershipRow]{header, width, value})
		}
	}
	ofTeam := func(has bool, header string, width float64, value func(*report.Team) any) {
		add(has, header, width, func(r membershipRow) any {
			if r.team == nil {
				return nil
			}
			return value(r.team)
		})
	}
	ofHero := func(has bool, header string, width float64, value func(*report.Hero) any) {
		add(has, header, width, func(r membershipRow) any {
			if r.hero == nil {
				return nil
			}
			return value(r.hero)
		})
	}
	ids := slices.ContainsFunc(w.Teams, func(t *report.Team) bool { return t.Twin || t.Name == "" }) ||
		slices.ContainsFunc(w.Heroes, func(h *report.Hero) bool { return h.Twin || h.Name == "" || h.Missing })
	ofTeam(true, "team", 24, func(t *report.Team) any { return sheetText(t.Name) })
	ofTeam(w.Places, "headquarters", 28, func(t *report.Team) any { return sheetText(t.Headquarters) })
	ofHero(true, "hero", 28, func(h *report.Hero) any { return sheetText(h.Name) })
	ofHero(w.Secrets, "secret_name", 28, func(h *report.Hero) any { return sheetText(h.SecretName) })
	ofHero(w.Ages, "age", 8, func(h *report.Hero) any { return sheetNumber(h.Age.Text) })
	add(true, "is_training", 14, func(r membershipRow) any { return r.training })
	ofTeam(ids, "team_id", 10, func(t *report.Team) any { return sheetID(t.ID) })
	ofHero(ids, "hero_id", 10, func(h *report.Hero) any { return sheetID(h.ID) })
	for _, c := range fieldsOfTables() {
		for i, name := range w.Fields[c.table] {
			c.name = name
			add(true, Guard(c.header()), 18, func(r membershipRow) any {
				fields := r.fieldsOf(c.table)
				if i >= len(fields) {
					return nil
				}
				return w.value(w.Kinds[c.table][i], fields[i])
			})
		}
	}
	return writeSheet(w, columns, w.membershipRows)
}

// matrixRow is a hero with their standing in each team.
type matrixRow struct {
	hero      *report.Hero
	standings []model.Standing
}

// matrix writes the heroes down and the teams across, in colours and with signs.
func (w *xlsxWriter) matrix() error {
	columns := []xlsxColumn[matrixRow]{{w.Words.Say("hero"), 28, func(r matrixRow) any { return sheetText(r.hero.Label()) }}}
	for i, t := range w.Teams {
		columns = append(columns, xlsxColumn[matrixRow]{sheetText(t.Label()), 16, func(r matrixRow) any { return w.badge(r.standings[i]) }})
	}
	return writeSheet(w, columns, func(yield func(matrixRow) bool) {
		for _, h := range w.Heroes {
			if !yield(matrixRow{h, w.Standings(h)}) {
				return
			}
		}
	})
}

// badge returns the cell of a standing.
func (w *xlsxWriter) badge(s model.Standing) any {
	switch s {
	case model.Active:
		return excelize.Cell{StyleID: w.active, Value: "● " + w.Words.Standing(s)}
	case model.Training:
		return excelize.Cell{StyleID: w.training, Value: "◐ " + w.Words.Standing(s)}
	}
	return nil
}

// teams writes how many each team has.
func (w *xlsxWriter) teams() error {
	columns := []xlsxColumn[*report.Team]{
		{w.Words.Say("team"), 28, func(t *report.Team) any { return sheetText(t.Label()) }},
		{"headquarters", 28, func(t *report.Team) any { return sheetText(t.Headquarters) }},
		{w.Words.Say("active"), 10, func(t *report.Team) any { return t.Tally.Active }},
		{w.Words.Say("training"), 10, func(t *report.Team) any { return t.Tally.Training }},
		{"members", 10, func(t *report.Team) any { return t.Tally.Total() }},
		{"coverage", 18, w.coverage},
	}
	if !w.Places {
		columns = slices.Delete(columns, 1, 2)
	}
	return writeSheet(w, columns, slices.Values(w.Teams))
}

// coverage returns the cell that says whether a team has enough actives.
func (w *xlsxWriter) coverage(t *report.Team) any {
	if t.Covered() {
		return excelize.Cell{StyleID: w.centre, Value: "covered"}
	}
	return excelize.Cell{StyleID: w.alert, Value: "▲ understaffed"}
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
