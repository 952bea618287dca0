package sheet

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"roster/internal/infile"
)

// maxPart is how large a part of a ZIP file may be when it is unpacked: a malicious file of a few
// kilobytes can unpack to gigabytes.
const maxPart = 2 << 30

// zipSignatures are the kinds of ZIP files that are no tables, by a part that they have.
var zipSignatures = []struct{ part, text string }{
	{"xl/workbook.bin", "this is a binary Excel file (.xlsb): save it as XLSX"},
	{"word/", "this is a Word document: save its table as CSV, or copy the table and paste it"},
	{"ppt/", "this is a PowerPoint presentation: copy the table and paste it"},
	{"index/document.iwa", "this is a file of Apple Numbers or Pages: export it as Excel or CSV"},
	{"index.zip", "this is a file of Apple Numbers or Pages: export it as Excel or CSV"},
}

// archive is a ZIP file.
type archive struct{ *zip.Reader }

// openZip recognizes what a ZIP file is.
func openZip(f file) (*Book, error) {
	z, err := zip.NewReader(f.r, f.size)
	if err != nil {
		return nil, errorf(0, "this is a damaged ZIP or Excel file: %v", err)
	}
	a := archive{z}
	kind, err := a.mimetype()
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.spreadsheet"):
		return a.openODS()
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument."):
		return nil, errorf(0, "this is an OpenDocument file, but not a spreadsheet: save its table as CSV, or copy the table and paste it")
	}
	for _, entry := range z.File {
		for _, z := range zipSignatures {
			if strings.HasPrefix(strings.ToLower(entry.Name), z.part) {
				return nil, errorf(0, "%s", z.text)
			}
		}
	}
	if a.find("[Content_Types].xml") != nil && a.find(a.workbook()) != nil {
		return a.openXLSX()
	}
	return nil, errorf(0, "this is a ZIP archive, not a spreadsheet: unpack it first")
}

// find returns the entry of that name, in any case, or nil.
func (a archive) find(name string) *zip.File {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	for _, entry := range a.File {
		if strings.EqualFold(strings.ReplaceAll(entry.Name, `\`, "/"), name) {
			return entry
		}
	}
	return nil
}

// mimetype returns the type that a file declares, or "".
func (a archive) mimetype() (string, error) {
	entry := a.find("mimetype")
	if entry == nil {
		return "", nil
	}
	r, err := entry.Open()
	if err != nil {
		return "", damaged(err)
	}
	defer r.Close()
	kind, err := io.ReadAll(io.LimitReader(r, 256))
	if err != nil {
		return "", damaged(err)
	}
	return string(kind), nil
}

// damaged returns the error that a spreadsheet can't be read.
func damaged(err error) error {
	if already, ok := errors.AsType[*Error](err); ok {
		return already
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return errorf(0, "the spreadsheet is damaged: %v", err)
}

// xmlReader reads a part of a ZIP file token by token. A token is never longer than a row
// may be, and tokens are not nested in memory.
type xmlReader struct {
	*xml.Decoder
	part io.ReadCloser
	read int64 // bytes that the decoder has
	used int64 // those of the tokens so far
	ctx  context.Context
}

func (a archive) open(ctx context.Context, name string) (*xmlReader, error) {
	entry := a.find(name)
	if entry == nil {
		return nil, errorf(0, "the spreadsheet is damaged: it has no part %s", infile.Short(name))
	}
	part, err := entry.Open()
	if err != nil {
		return nil, damaged(err)
	}
	x := &xmlReader{part: part, ctx: ctx}
	x.Decoder = xml.NewDecoder(x)
	return x, nil
}

// Read reads a part of the file for the decoder.
func (x *xmlReader) Read(p []byte) (int, error) {
	if err := x.ctx.Err(); err != nil {
		return 0, err
	}
	if x.read-x.used > infile.MaxRow {
		return 0, errorf(0, "a cell is longer than %d MB: is this the right file?", infile.MaxRow>>20)
	}
	if x.read > maxPart {
		return 0, errorf(0, "a part of the spreadsheet unpacks to more than %d GB: save the sheet as CSV", maxPart>>30)
	}
	n, err := x.part.Read(p)
	x.read += int64(n)
	return n, err
}

// next returns the next token, which is valid until the one after it.
func (x *xmlReader) next() (xml.Token, error) {
	token, err := x.RawToken()
	x.used = x.InputOffset()
	if errors.Is(err, io.EOF) {
		return nil, io.ErrUnexpectedEOF
	}
	return token, err
}

// elements calls f for each element that begins in a part of a spreadsheet. An empty
// name, or that of a part that is not there, has none.
func (a archive) elements(name string, f func(e xml.StartElement)) error {
	if name == "" || a.find(name) == nil {
		return nil
	}
	x, err := a.open(context.Background(), name)
	if err != nil {
		return err
	}
	defer x.part.Close()
	for {
		token, err := x.RawToken()
		x.used = x.InputOffset()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if x.read > infile.MaxRow {
			return errorf(0, "the spreadsheet is damaged: its part %s is too large", infile.Short(name))
		}
		if e, ok := token.(xml.StartElement); ok {
			f(e)
		}
	}
}

// attr returns an attribute of an element, "" if it has none of that name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// cellName returns what a cell is called: D17.
func cellName(column, row int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return fmt.Sprint(name, row)
}
