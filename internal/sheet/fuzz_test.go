package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzOpen reads files of any bytes: they are refused with a reason, or have rows in
// order, of valid text unless the file has other bytes.
func FuzzOpen(f *testing.F) {
	for _, text := range []string{
		"hero,team\nAnn,Red\n", "sep=;\na;b\r1;\"2\n\"\"3\"", "a\tb\n1\t2", "\ufeffa|b\r\n1|2", " a | b\n---+---\n 1 | 2\n(1 row)\n", "Ann\nBen\n",
		`[{"a": 1.0, "b": [1, "x", {}]}, {"c": null}]`, "{\"a\": true}\n{\"a\": {}}", "\xff\xfea\x00,\x00b\x00", "caf\xe9,x\n", "│a│b│\n├─┼─┤\n│1│2│", "\x00", "%PDF-", "<html>",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) { readAll(t, text) })
}

// readAll reads all tables of a file.
func readAll(t *testing.T, text []byte) {
	t.Helper()
	book, err := Open(t.Context(), bytes.NewReader(text), int64(len(text)))
	if err != nil {
		mustBeRefusal(t, err)
		return
	}
	if len(book.Tables) == 0 {
		t.Errorf("a book without tables: %+v", book)
	}
	for _, table := range book.Tables {
		line, rows := 0, 0
		for row, err := range table.Rows(t.Context()) {
			if err != nil {
				mustBeRefusal(t, err)
				break
			}
			if row.Line < line && !isZip(text) || row.Line < 1 {
				t.Errorf("line %d after %d", row.Line, line)
			}
			line = row.Line
			if utf8.Valid(text) && !utf8.ValidString(strings.Join(row.Cells, "")) {
				t.Errorf("invalid text in %q", row.Cells)
			}
			if rows++; rows > 20000 {
				break
			}
		}
	}
}

func mustBeRefusal(t *testing.T, err error) {
	t.Helper()
	var refused *Error
	if !errors.Is(err, ErrRoster) && !errors.As(err, &refused) {
		t.Errorf("%T %v", err, err)
	}
}

// FuzzXLSX reads workbooks with any bytes as the parts that LibreOffice wrote.
func FuzzXLSX(f *testing.F) {
	names := []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"}
	f.Add(0, []byte(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>`))
	fuzzParts(f, "values.xlsx", names)
}

// FuzzODS reads OpenDocument spreadsheets with any bytes as their content.
func FuzzODS(f *testing.F) {
	f.Add(0, []byte(`<document-content><table:table table:name="a"><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>x</text:p></table:table-cell></table:table-row>`+
		`<table:table-row><table:covered-table-cell/><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table></document-content>`))
	fuzzParts(f, "values.ods", []string{"content.xml", "META-INF/manifest.xml"})
}

func fuzzParts(f *testing.F, file string, names []string) {
	parts := unzip(f, fromFile(f, file))
	for i, name := range names {
		f.Add(i, parts[name])
	}
	f.Fuzz(func(t *testing.T, which int, part []byte) {
		changed := map[string][]byte{}
		for name, text := range parts {
			changed[name] = text
		}
		changed[names[uint(which)%uint(len(names))]] = part
		readAll(t, zipOf(t, changed))
	})
}

func unzip(t testing.TB, text string) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, entry := range z.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[entry.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

func zipOf(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
