package cli

import (
	"bufio"
	"io"
	"strings"

	"roster/internal/exchange"
)

// markdownPrinter prints a sheet as a table of Markdown, below a list of the facts.
type markdownPrinter struct {
	output
	lines *bufio.Writer
	text  func(string) string
	begun bool
}

func newMarkdownPrinter(out io.Writer, r output) *markdownPrinter {
	return &markdownPrinter{output: r, lines: bufio.NewWriter(out), text: exchange.MarkdownEscaper()}
}

// begin prints the text before the rows, once.
func (p *markdownPrinter) begin() {
	if p.begun {
		return
	}
	p.begun = true
	for _, f := range p.facts {
		p.lines.WriteString(strings.TrimRight("- "+p.text(f.title)+": "+p.cell(f.cell), " ") + "\n")
	}
	if len(p.facts) > 0 {
		p.lines.WriteByte('\n')
	}
	head, line := "|", "|"
	for _, c := range p.columns {
		head += " " + p.text(c.title) + " |"
		if c.right {
			line += "---:|"
		} else {
			line += ":---|"
		}
	}
	p.lines.WriteString(head + "\n" + line + "\n")
}

func (p *markdownPrinter) row(cells []cell) error {
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
func (p *markdownPrinter) cell(c cell) string {
	if c.value == nil || c.value == "" {
		return ""
	}
	return p.text(c.text)
}
