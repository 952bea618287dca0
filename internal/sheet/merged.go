package sheet

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"roster/internal/infile"
)

const (
	maxMerged  = 200_000 // merged cells of a sheet
	maxFilling = 256     // of them that reach into a row
)

// mergedCells is a cell that is merged with those below it: its value is that of each of their
// rows. Of cells that are merged across, only the first one has a value.
type mergedCells struct {
	column, from, to int // rows from 1
	value            string
}

// mergedCells finds the cells of a sheet that are merged with others below them, by their
// first row. They are listed at the end of the part, after the rows, so it is searched for
// them first.
func (w *workbook) mergedCells(ctx context.Context, part string) ([]mergedCells, error) {
	entry := w.find(part)
	if entry == nil {
		return nil, nil // reading the rows returns the error
	}
	in, err := entry.Open()
	if err != nil {
		return nil, damaged(err)
	}
	defer in.Close()
	rest, err := skipped(infile.Reader(ctx, io.LimitReader(in, maxPart)), "mergeCells")
	if rest == nil || err != nil {
		return nil, err
	}
	x := &xmlReader{part: io.NopCloser(rest), ctx: ctx}
	x.Decoder = xml.NewDecoder(x)
	var cells []mergedCells
	for {
		token, err := x.next()
		if err != nil {
			return nil, damaged(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if m, ok := mergedOf(attr(e, "ref")); ok && e.Name.Local == "mergeCell" {
				cells = append(cells, m)
			}
		case xml.EndElement:
			if e.Name.Local == "mergeCells" {
				slices.SortStableFunc(cells, func(a, b mergedCells) int { return cmp.Compare(a.from, b.from) })
				return cells, nil
			}
		}
		if len(cells) > maxMerged {
			return nil, errorf(0, "the sheet has more than %d merged cells: save it as CSV", maxMerged)
		}
	}
}

// skipped returns what follows the start tag of that name, nil if there is none. In XML a <
// always begins a tag.
func skipped(in io.Reader, name string) (io.Reader, error) {
	const most = 200 // bytes of a tag
	buffer := make([]byte, 0, 64<<10)
	for {
		n, err := in.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if at := tagAt(buffer, name); at >= 0 {
			return io.MultiReader(bytes.NewReader(slices.Clone(buffer[at:])), in), nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, damaged(err)
		}
		tail := buffer[max(0, len(buffer)-most):] // a tag may be cut in two
		buffer = append(buffer[:0], tail...)
	}
}

// tagAt returns the offset of the complete start tag of that name in a text, or -1.
func tagAt(text []byte, name string) int {
	from := 0
	for {
		at := bytes.Index(text[from:], []byte(name))
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(name)
		begin := bytes.LastIndexByte(text[:at], '<')
		isTag := begin >= 0 && (begin == at-1 || text[at-1] == ':' && at-begin < 50)
		if isTag && from < len(text) && bytes.IndexByte([]byte(" \t\r\n>"), text[from]) >= 0 {
			return begin
		}
	}
}

// mergedOf reads a reference, A2:C5, and reports whether it is of several rows.
func mergedOf(ref string) (mergedCells, bool) {
	first, last, _ := strings.Cut(ref, ":")
	m := mergedCells{column: columnOf(first), from: rowOf(first), to: rowOf(last)}
	return m, m.column >= 0 && m.column < maxColumns && m.from > 0 && m.to > m.from
}

// rowOf returns the row in a cell reference such as B7, 0 if there is none.
func rowOf(cell string) int {
	n, err := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	if err != nil {
		return 0
	}
	return n
}

// fillMerged gives the cells of a row what they share with one above.
func (r *sheetReader) fillMerged() {
	for len(r.merged) > 0 && r.merged[0].from <= r.line {
		m := r.merged[0]
		r.merged = r.merged[1:]
		if m.from == r.line && len(r.filling) < maxFilling && m.column < len(r.cells) && r.cells[m.column] != "" {
			m.value = r.cells[m.column]
			r.filling = append(r.filling, m)
		}
	}
	r.filling = slices.DeleteFunc(r.filling, func(m mergedCells) bool { return m.to < r.line })
	for _, m := range r.filling {
		for len(r.cells) <= m.column {
			r.cells = append(r.cells, "")
		}
		if r.cells[m.column] == "" {
			r.cells[m.column] = m.value
		}
	}
}
