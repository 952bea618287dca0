package output

import (
	"encoding/csv"
	"fmt"
	"io"

	"roster/internal/exchange"
)

// csvPrinter prints a sheet as CSV: a row for each of the list, after the facts
// that have a column. A list without rows leaves its side of the one row empty.
type csvPrinter struct {
	Sheet
	lines *csv.Writer
	begun bool
	rows  int
}

func newCSVPrinter(out io.Writer, r Sheet) *csvPrinter {
	return &csvPrinter{Sheet: r, lines: csv.NewWriter(out)}
}

// begin prints the names of the columns, once.
func (p *csvPrinter) begin() error {
	if p.begun {
		return nil
	}
	p.begun = true
	var names []string
	for _, f := range p.Facts {
		if f.CSV != "" {
			names = append(names, f.CSV)
		}
	}
	for _, c := range p.Columns {
		names = append(names, exchange.EscapeFormulas(c.Name))
	}
	return p.lines.Write(names)
}

func (p *csvPrinter) row(cells []Cell) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.rows++
	var fields []string
	for _, f := range p.Facts {
		if f.CSV != "" {
			fields = append(fields, csvField(f.Value))
		}
	}
	for _, c := range cells {
		fields = append(fields, csvField(c.Value))
	}
	return p.lines.Write(fields)
}

func (p *csvPrinter) end() error {
	err := p.begin()
	if err == nil && p.rows == 0 && len(p.Facts) > 0 {
		err = p.row(make([]Cell, len(p.Columns)))
	}
	p.lines.Flush()
	if err == nil {
		err = p.lines.Error()
	}
	return err
}

// csvField returns a value as a field, an unknown one as an empty field. Text
// that a spreadsheet would run is guarded.
func csvField(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return exchange.EscapeFormulas(v)
	}
	return fmt.Sprint(value)
}
