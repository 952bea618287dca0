package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"roster/internal/safetext"
)

// jsonPrinter prints a sheet as an array of objects, one a line, or as an
// object that has the facts and the array.
type jsonPrinter struct {
	Sheet
	lines *bufio.Writer
	rows  int
}

func newJSONPrinter(out io.Writer, r Sheet) *jsonPrinter {
	return &jsonPrinter{Sheet: r, lines: bufio.NewWriter(out)}
}

func (p *jsonPrinter) row(cells []Cell) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.rows++
	members := make([][]byte, len(cells))
	for i, c := range cells {
		text, err := jsonMember(p.Columns[i].Name, c.Value)
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
	if len(p.Facts) == 0 {
		return p.lines.WriteByte('[')
	}
	for i, f := range p.Facts {
		text, err := jsonMember(f.Name, f.Value)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(p.lines, "%s%s", map[bool]string{true: "{", false: ", "}[i == 0], text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(p.lines, ", %q: [", p.List)
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
	if len(p.Facts) > 0 {
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
