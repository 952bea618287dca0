package sheet

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"roster/internal/infile"
)

// jsonObjects reads JSON: a list of objects, or one object after another (NDJSON). Each is a
// row, and each name of a member a column, in the order in which they come first.
type jsonObjects struct {
	*decodedText
	columns []string
	place   map[string]int
}

// scan reads all of a text for its columns.
func (o *jsonObjects) scan(ctx context.Context) error {
	o.place = map[string]int{}
	r := o.read(ctx)
	for {
		if err := r.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
	}
	if len(o.columns) == 0 {
		return errorf(0, "there are no objects in the JSON")
	}
	return nil
}

// rows returns the names of the members as the header, and then the objects.
func (o *jsonObjects) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if !yield(Row{Line: 1, Cells: o.columns}, nil) {
			return
		}
		r := o.read(ctx)
		for {
			err := r.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			if !isBlank(r.cells) && !yield(Row{Line: r.line, Cells: r.cells, Note: r.note}, nil) {
				return
			}
		}
	}
}

// objectReader reads one object after another.
type objectReader struct {
	*jsonObjects
	dec    *jsontext.Decoder
	lines  *infile.Lines
	isList bool
	begun  bool
	line   int
	cells  []string
	note   string
}

func (o *jsonObjects) read(ctx context.Context) *objectReader {
	r := &objectReader{jsonObjects: o}
	r.lines = infile.NewLines(o.reader(ctx), func() int64 { return r.dec.InputOffset() })
	// A name twice in an object is the last one: other programs read it like that.
	r.dec = jsontext.NewDecoder(r.lines, jsontext.AllowDuplicateNames(true))
	return r
}

// next reads an object into cells. The error is io.EOF after the last one.
func (r *objectReader) next() error {
	err := r.object()
	broken, isBroken := errors.AsType[*jsontext.SyntacticError](err)
	switch {
	case errors.Is(err, infile.ErrLong):
		return errorf(r.lines.Line(r.dec.InputOffset()), "%v", infile.ErrLong)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errorf(r.lines.Line(r.dec.InputOffset()), "the file ends in the middle: it is incomplete")
	case isBroken:
		return errorf(r.lines.Line(broken.ByteOffset), "this is not JSON: %v", broken.Err)
	}
	return err
}

func (r *objectReader) object() error {
	if !r.begun {
		r.begun = true
		if r.isList = r.dec.PeekKind() == '['; r.isList {
			if _, err := r.dec.ReadToken(); err != nil {
				return err
			}
		}
	}
	kind := r.dec.PeekKind()
	switch {
	case kind == ']' && r.isList:
		if _, err := r.dec.ReadToken(); err != nil {
			return err
		}
		r.isList = false
		if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
			return errorf(r.lines.Line(r.dec.InputOffset()), "the file goes on after the end of the list")
		}
		return io.EOF
	case kind != '{' && kind != 0:
		return errorf(r.lines.Line(r.dec.InputOffset()),
			`the list must contain only objects, such as {"name": "Ann", "team": "Medics"}`)
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	r.line, r.note = r.lines.Line(r.dec.InputOffset()), ""
	clear(r.cells)
	for r.dec.PeekKind() == '"' {
		token, err := r.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := r.member(token.String()); err != nil {
			return err
		}
	}
	_, err := r.dec.ReadToken()
	return err
}

// member reads the value of a member into its cell.
func (r *objectReader) member(name string) error {
	at, known := r.place[name]
	if !known {
		if len(r.columns) == maxColumns {
			return errorf(r.line, "the objects have more than %d different members: is this the right file?", maxColumns)
		}
		at = len(r.columns)
		r.columns, r.place[name] = append(r.columns, name), at
	}
	for len(r.cells) < len(r.columns) {
		r.cells = append(r.cells, "")
	}
	switch kind := r.dec.PeekKind(); {
	case kind == '[' && !r.isList && isRosterMember(name):
		return ErrRoster
	case kind == '[':
		return r.list(name, at)
	case kind == '{':
		r.note = infile.Short(name) + " is an object: left out"
		return r.dec.SkipValue()
	}
	value, err := r.dec.ReadToken()
	if err != nil {
		return err
	}
	r.cells[at] = cellOf(value)
	return nil
}

// isRosterMember reports whether roster's own JSON has a list of that name.
func isRosterMember(name string) bool {
	return name == "teams" || name == "heroes" || name == "hero_team_links"
}

// list reads a list of simple values as one cell.
func (r *objectReader) list(name string, at int) error {
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	var parts []string
	for r.dec.PeekKind() != ']' {
		if kind := r.dec.PeekKind(); kind == '{' || kind == '[' {
			r.note = infile.Short(name) + " is a list of objects or lists: left out"
			if err := r.dec.SkipValue(); err != nil {
				return err
			}
			continue
		}
		value, err := r.dec.ReadToken()
		if err != nil {
			return err
		}
		parts = append(parts, cellOf(value))
	}
	r.cells[at] = strings.Join(parts, "; ")
	_, err := r.dec.ReadToken()
	return err
}

// cellOf returns a simple value as a cell has it: nothing for null.
func cellOf(value jsontext.Token) string {
	switch value.Kind() {
	case 'n':
		return ""
	case '0':
		return formatNumber(value.String())
	}
	return value.String()
}
