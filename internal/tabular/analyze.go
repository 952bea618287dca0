package tabular

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"roster/internal/infile"
	"roster/internal/sheet"
)

// How many rows are looked at to understand how a table is laid out.
const (
	sampleRows  = 1000
	sampleBytes = 4 << 20
)

// Analyze reads a table, and returns what it means. The error is that of reading.
func Analyze(ctx context.Context, rows sheet.Rows, o Options) (*Analysis, error) {
	u := &Analysis{o: o, signs: map[string]cellSign{}, cells: map[string]CellStanding{}}
	sample, err := sampleOf(ctx, rows)
	if err != nil {
		return nil, err
	}
	u.recall(sample)
	u.monthFirst = u.o.Answers["dates"] == "mdy"
	u.layOut(sample)
	if len(u.Columns) == 0 {
		u.problem(0, "the table has no rows")
		return u, nil
	}
	if !u.askPeople() {
		return u, nil
	}
	t := newTally(u)
	r := reader{u: u, tally: t}
	for row, err := range rows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Note != "" {
			t.remark("line %d: "+row.Note, row.Line)
		}
		r.read(row, func(Entry) bool { return true })
	}
	t.conclude()
	return u, nil
}

func sampleOf(ctx context.Context, rows sheet.Rows) ([]sampleRow, error) {
	var sample []sampleRow
	bytes := 0
	for r, err := range rows(ctx) {
		if err != nil {
			return nil, err
		}
		sample = append(sample, sampleRow{r.Line, slices.Clone(r.Cells)})
		for _, cell := range r.Cells {
			bytes += len(cell)
		}
		if len(sample) == sampleRows || bytes > sampleBytes {
			break
		}
	}
	return sample, nil
}

// layOut finds the header, what the columns mean, and the shape.
func (u *Analysis) layOut(sample []sampleRow) {
	at, known := findHeader(sample, u.o)
	if at < 0 {
		at = 0
	}
	if len(sample) == 0 {
		return
	}
	var below []sampleRow
	switch {
	case u.o.Answers["header"] == "no", !known && tableWidth(sample) <= 1:
		// A list of names has no header that is known.
		for i := range tableWidth(sample) {
			u.headerCells = append(u.headerCells, fmt.Sprintf("Column %d", i+1))
		}
		below = sample
	default:
		u.headerCells, u.Header, u.skip = sample[at].cells, sample[at].line, at+1
		below = sample[at+1:]
	}
	if at > 0 && u.Header > 0 {
		u.note("Lines above the header were skipped: %q.", infile.Short(clean(strings.Join(sample[0].cells, " "))))
	}
	below = slices.DeleteFunc(slices.Clone(below), func(r sampleRow) bool { return isTotals(r.cells) })
	u.mapColumns(max(tableWidth(below), len(u.headerCells)))
	for len(u.Columns) > 0 {
		last := u.Columns[len(u.Columns)-1]
		if last.Header != "" || columnSigns(u.o, below, last.at) != noCells {
			break
		}
		u.Columns = u.Columns[:len(u.Columns)-1]
	}
	if len(u.Columns) == 0 {
		return
	}
	u.detectLayout(below, known)
	if u.Layout == Names && !u.has(Hero) && u.Columns[0].Field == LeftOut {
		u.Columns[0].Field, u.Columns[0].Why = Hero, ""
	}
	u.explainOmitted(below)
}

// explainOmitted sets why columns are left out.
func (u *Analysis) explainOmitted(rows []sampleRow) {
	for i := range u.Columns {
		c := &u.Columns[i]
		if c.Field != LeftOut || c.Why == "" {
			continue
		}
		switch {
		case columnSigns(u.o, rows, c.at) == noCells && len(rows) > 0:
			c.Why = "it is empty"
		case isRowNumber(rows, c.at):
			c.Why = "it counts the rows"
		}
	}
}

// isRowNumber reports whether a column has the numbers of the rows.
func isRowNumber(rows []sampleRow, at int) bool {
	first := 0
	for i, r := range rows {
		n := -1
		if at < len(r.cells) {
			if digits, ok := parseWhole(clean(r.cells[at])); ok {
				_, _ = fmt.Sscan(digits, &n) // -1 is not the number of a row
			}
		}
		if i == 0 {
			first = n
		}
		if n < 0 || n != first+i {
			return false
		}
	}
	return len(rows) > 1 && first <= 1
}

// askPeople asks for the column of people if no column names people or teams, and reports
// whether the table can be read.
func (u *Analysis) askPeople() bool {
	if u.Layout != List || u.hasPerson() || u.has(Team) || u.has(TeamID) {
		return true
	}
	choices := u.choices()
	slices.SortStableFunc(choices, func(a, b Choice) int { return nameRank(a) - nameRank(b) })
	u.ask(Question{
		ID: "map:hero", Required: true, Text: u.say("Which column has the names of the people?"), Choices: choices,
	})
	u.ask(Question{
		ID: "header", Text: fmt.Sprintf("Is line %d the header?", u.Header),
		Choices: []Choice{{"yes", "yes"}, {"no", "no: it is a row like the others"}},
	})
	return false
}

// nameRank puts columns first that are called something with name.
func nameRank(c Choice) int {
	if strings.Contains(headerKey(c.Answer), "name") {
		return 0
	}
	return 1
}

// choices returns the columns with a header that are left out.
func (u *Analysis) choices() []Choice {
	var choices []Choice
	for _, c := range u.Columns {
		if c.Field == LeftOut && c.Header != "" && c.Why == notKnown {
			choices = append(choices, Choice{c.Header, infile.Short(c.Header)})
		}
	}
	return choices
}

func (u *Analysis) problem(line int, format string, args ...any) {
	if u.Wrong++; u.Wrong <= maxListed {
		u.Problems = append(u.Problems, Problem{line, fmt.Sprintf(format, args...)})
	}
}

// Entries reads the entries of a table that is ready, in the order of the table. It ends
// with the error of reading, if there is one.
func (u *Analysis) Entries(ctx context.Context, rows sheet.Rows) func(yield func(Entry, error) bool) {
	return func(yield func(Entry, error) bool) {
		r := reader{u: u, tally: newTally(&Analysis{})}
		for row, err := range rows(ctx) {
			if err != nil {
				yield(Entry{}, err)
				return
			}
			if !r.read(row, func(e Entry) bool { return yield(e, nil) }) {
				return
			}
		}
	}
}
