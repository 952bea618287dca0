package output

import (
	"bufio"
	"io"
	"strings"

	"roster/internal/exchange"
)

// markdownPrinter prints a sheet as a table of Markdown, below a list of the facts.
type markdownPrinter struct {
	Sheet
	lines *bufio.Writer
	text  func(string) string
	begun bool
}

func newMarkdownPrinter(out io.Writer, r Sheet) *markdownPrinter {
	return &markdownPrinter{Sheet: r, lines: bufio.NewWriter(out), text: exchange.MarkdownEscaper()}
}

// begin prints the text before the rows, once.
func (p *markdownPrinter) begin() {
	if p.begun {
		return
	}
	p.begun = true
	for _, f := range p.Facts {
		p.lines.WriteString(strings.TrimRight("- "+p.text(f.Title)+": "+p.cell(f.Cell), " ") + "\n")
	}
	if len(p.Facts) > 0 {
		p.lines.WriteByte('\n')
	}
	head, line := "|", "|"
	for _, c := range p.Columns {
		head += " " + p.text(c.Title) + " |"
		if c.Right {
			line += "---:|"
		} else {
			line += ":---|"
		}
	}
	p.lines.WriteString(head + "\n" + line + "\n")
}

func (p *markdownPrinter) row(cells []Cell) error {
	p.begin()
	var line strings.Builder
	line.WriteByte('|')
	for _, c := range cells {
		line.WriteString(" " + p.cell(c) + " |")
	}
	_, err := p.lines.WriteString(line.String() + "\n")
	return err
}

func (p *markdownPrinter) end() error {
	p.begin()
	return p.lines.Flush() // which has the errors of what begin wrote
}

// cell returns a value for display, empty if it is not known.
func (p *markdownPrinter) cell(c Cell) string {
	if c.Value == nil || c.Value == "" {
		return ""
	}
	return p.text(c.Text)
}
