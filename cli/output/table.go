package output

import (
	"bufio"
	"io"
	"strings"

	"roster/internal/safetext"
)

const (
	measuredRows = 1000 // how many rows decide how wide the columns are
	widestColumn = 40   // in cells; longer texts are cut
)

// tablePrinter prints a sheet as a table: a line with the titles, then a line for each row.
// There are no borders, which a screen reader would read out, and no colours.
type tablePrinter struct {
	Sheet
	out    io.Writer
	clean  func(string) string
	held   [][]string // the rows until the widths are known
	widths []int
	lines  *bufio.Writer
}

func (p *tablePrinter) row(cells []Cell) error {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = p.clean(c.Text)
		if safetext.Width(texts[i]) > widestColumn {
			texts[i] = p.clean(safetext.Cut(texts[i], widestColumn)) // the dots may be too much for the terminal
		}
	}
	if p.lines != nil {
		return p.line(texts)
	}
	if p.held = append(p.held, texts); len(p.held) < measuredRows {
		return nil
	}
	return p.begin()
}

func (p *tablePrinter) end() error {
	if p.lines == nil {
		if err := p.begin(); err != nil {
			return err
		}
	}
	return p.lines.Flush()
}

// begin prints what was held, now that the widths are known.
func (p *tablePrinter) begin() error {
	p.lines = bufio.NewWriter(p.out)
	titles := make([]string, len(p.Columns))
	for i, c := range p.Columns {
		titles[i] = c.Title
	}
	p.widths = make([]int, len(p.Columns))
	rows := append([][]string{titles}, p.held...)
	for _, row := range rows {
		for i, text := range row {
			p.widths[i] = max(p.widths[i], safetext.Width(text))
		}
	}
	if err := p.about(); err != nil {
		return err
	}
	for _, row := range rows {
		if err := p.line(row); err != nil {
			return err
		}
	}
	p.held = nil
	return nil
}

// about prints the facts, a line each.
func (p *tablePrinter) about() error {
	width := 0
	for _, f := range p.Facts {
		width = max(width, len(f.Title))
	}
	for _, f := range p.Facts {
		if _, err := p.lines.WriteString(safetext.Fit(f.Title, width) + "  " + p.clean(f.Text) + "\n"); err != nil {
			return err
		}
	}
	if len(p.Facts) > 0 {
		return p.lines.WriteByte('\n')
	}
	return nil
}

// line prints a row. A text that is wider than its column, further down, moves
// the rest of its line.
func (p *tablePrinter) line(texts []string) error {
	var line strings.Builder
	for i, text := range texts {
		width := max(p.widths[i], safetext.Width(text))
		if i > 0 {
			line.WriteString("  ")
		}
		if p.Columns[i].Right {
			line.WriteString(safetext.FitRight(text, width))
		} else {
			line.WriteString(safetext.Fit(text, width))
		}
	}
	_, err := p.lines.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	return err
}
