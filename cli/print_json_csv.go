package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"roster/internal/exchange"
	"roster/internal/safetext"
)

// jsonPrinter prints a sheet as an array of objects, one a line, or as an
// object that has the facts and the array.
type jsonPrinter struct {
	output
	lines *bufio.Writer
	rows  int
}

func newJSONPrinter(out io.Writer, r output) *jsonPrinter {
	return &jsonPrinter{output: r, lines: bufio.NewWriter(out)}
}

func (p *jsonPrinter) row(cells []cell) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.rows++
	members := make([][]byte, len(cells))
	for i, c := range cells {
		text, err := jsonMember(p.columns[i].name, c.value)
		if err != nil {
			return err
		}
		members[i] = text
	}
	_, err := fmt.Fprintf(p.lines, "\n  {%s}", bytes.Join(members, []byte(", ")))
	return err
}

// begin prints the text before the row.
func (p *jsonPrinter) begin() error {
	if p.rows > 0 {
		return p.lines.WriteByte(',')
	}
	if len(p.facts) == 0 {
		return p.lines.WriteByte('[')
	}
	for i, f := range p.facts {
		text, err := jsonMember(f.name, f.value)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(p.lines, "%s%s", map[bool]string{true: "{", false: ", "}[i == 0], text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(p.lines, ", %q: [", p.list)
	return err
}

func (p *jsonPrinter) end() error {
	if p.rows == 0 {
		if err := p.begin(); err != nil {
			return err
		}
	} else if err := p.lines.WriteByte('\n'); err != nil {
		return err
	}
	tail := "]\n"
	if len(p.facts) > 0 {
		tail = "]}\n"
	}
	if _, err := p.lines.WriteString(tail); err != nil {
		return err
	}
	return p.lines.Flush()
}

// jsonMember returns "name": value. Text is written as it is, < and > too, but
// for what a terminal could act upon.
func jsonMember(name string, value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(name)
	text.Truncate(text.Len() - 1) // the new line
	text.WriteString(": ")
	if err == nil {
		err = encoder.Encode(value)
	}
	return safetext.EscapeJSON(bytes.TrimRight(text.Bytes(), "\n")), err
}

// csvPrinter prints a sheet as CSV: a row for each of the list, after the facts
// that have a column. A list without rows leaves its side of the one row empty.
type csvPrinter struct {
	output
	lines *csv.Writer
	begun bool
	rows  int
}

func newCSVPrinter(out io.Writer, r output) *csvPrinter {
	return &csvPrinter{output: r, lines: csv.NewWriter(out)}
}

// begin prints the names of the columns, once.
func (p *csvPrinter) begin() error {
	if p.begun {
		return nil
	}
	p.begun = true
	var names []string
	for _, f := range p.facts {
		if f.csv != "" {
			names = append(names, f.csv)
		}
	}
	for _, c := range p.columns {
		names = append(names, exchange.EscapeFormulas(c.name))
	}
	return p.lines.Write(names)
}

func (p *csvPrinter) row(cells []cell) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.rows++
	var fields []string
	for _, f := range p.facts {
		if f.csv != "" {
			fields = append(fields, csvField(f.value))
		}
	}
	for _, c := range cells {
		fields = append(fields, csvField(c.value))
	}
	return p.lines.Write(fields)
}

func (p *csvPrinter) end() error {
	err := p.begin()
	if err == nil && p.rows == 0 && len(p.facts) > 0 {
		err = p.row(make([]cell, len(p.columns)))
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
