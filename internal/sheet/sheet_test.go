package sheet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"roster/internal/infile"
)

// open opens a file of these bytes.
func open(t testing.TB, text string) (*Book, error) {
	t.Helper()
	return Open(t.Context(), strings.NewReader(text), int64(len(text)))
}

// read returns the rows of a table, a line each: "3: Ann|Red", with a note behind "#".
func read(ctx context.Context, rows Rows) (string, error) {
	var b strings.Builder
	for row, err := range rows(ctx) {
		if err != nil {
			return b.String(), err
		}
		fmt.Fprintf(&b, "%d: %s", row.Line, strings.Join(row.Cells, "|"))
		if row.Note != "" {
			b.WriteString(" # " + row.Note)
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// mustRead opens a file, and returns the rows of its first table. Reading them again gives the
// same.
func mustRead(t *testing.T, text string) string {
	t.Helper()
	book, err := open(t, text)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := read(t.Context(), book.Tables[0].Rows)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := read(t.Context(), book.Tables[0].Rows); err != nil || again != rows {
		t.Errorf("read again, it is %q, %v", again, err)
	}
	return rows
}

func fromFile(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestDelimited(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, rows string }{
		{"comma", "hero,team\nAnn,Red\n", "1: hero|team\n2: Ann|Red\n"},
		{"semicolon", "hero;team\nBerg, Jonas;Red\n", "1: hero|team\n2: Berg, Jonas|Red\n"},
		{"semicolon, commas in each row", "hero;team\nBerg, Jonas;Red\nHa, Li;Red\nX, Y;Blue\n", "1: hero|team\n2: Berg, Jonas|Red\n3: Ha, Li|Red\n4: X, Y|Blue\n"},
		{"tab", "hero\tteam\nAnn\tRed", "1: hero|team\n2: Ann|Red\n"},
		{"bar", "hero|team\nAnn|Red\n", "1: hero|team\n2: Ann|Red\n"},
		{"sep", "sep=;\nteam;hero\nRed;Ann\n", "2: team|hero\n3: Red|Ann\n"},
		{"sep with CRLF", "\"sep=,\"\r\nteam,hero\r\nRed,Ann\r\n", "2: team|hero\n3: Red|Ann\n"},
		{"CR", "Name,Team\rAnn,KC\rBen,STL\r", "1: Name|Team\n2: Ann|KC\n3: Ben|STL\n"},
		{"CRLF and a mark", "\ufeffhero,team\r\nAnn,Red\r\n", "1: hero|team\n2: Ann|Red\n"},
		{"quotes", "hero,team\n\"Dwayne \"\"The Rock\"\"\",\"Red\r\nBlue\"\nBen,\n", "1: hero|team\n2: Dwayne \"The Rock\"|Red\nBlue\n4: Ben|\n"},
		{"a quote in a cell", "hero\tteam\nDwayne \"The Rock\" Johnson\tRed\n5\" Ann\tRed\n", "1: hero|team\n2: Dwayne \"The Rock\" Johnson|Red\n3: 5\" Ann|Red\n"},
		{"a title, and empty lines", "Squad 2024\n\nteam,hero\nRed,Ann\n,\n", "1: Squad 2024\n3: team|hero\n4: Red|Ann\n"},
		{"names", "Ann Example\n\nBen Example\n", "1: Ann Example\n3: Ben Example\n"},
		{"ragged", "a,b,c\n1,2\n1,2,3,4\n", "1: a|b|c\n2: 1|2\n3: 1|2|3|4\n"},
		{"psql", " name | team \n------+------\n Ann  | Red\n Ben  | \n(2 rows)\n\n", "1: name|team\n3: Ann|Red\n4: Ben|\n"},
		{"Markdown", "| Name | Team |\n|:-----|------|\n| Ann \\| Bo | Red |\n| Ben | |\n", "1: Name|Team\n3: Ann | Bo|Red\n4: Ben|\n"},
		{"sqlite3 box", "┌──────┬──────┐\n│ name │ team │\n├──────┼──────┤\n│ Ann  │ Red  │\n└──────┴──────┘\n", "2: name|team\n4: Ann|Red\n"},
		{"sqlite3 table", "+------+------+\n| name | team |\n+------+------+\n| Ann  | Red  |\n+------+------+\n", "2: name|team\n4: Ann|Red\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if rows := mustRead(t, c.text); rows != c.rows {
				t.Errorf("got\n%s, not\n%s", rows, c.rows)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	const text, want = "hero;team\nJosé;Red\nŁukasz;Blue\n", "1: hero|team\n2: José|Red\n3: Łukasz|Blue\n"
	for name, encoding := range map[string]interface{ String(string) (string, error) }{
		"LE":      unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
		"LE mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
		"BE":      unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
		"BE mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
	} {
		encoded, err := encoding.String(text)
		if err != nil {
			t.Fatal(err)
		}
		if rows := mustRead(t, encoded); rows != want {
			t.Errorf("%s: %q", name, rows)
		}
	}
}

func TestWindows1252IsReported(t *testing.T) {
	t.Parallel()
	text, err := charmap.Windows1252.NewEncoder().String("hero,team\nBjörn “B” Åkesson,Café\n")
	if err != nil {
		t.Fatal(err)
	}
	book, err := open(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := read(t.Context(), book.Tables[0].Rows); err != nil || rows != "1: hero|team\n2: Björn “B” Åkesson|Café\n" {
		t.Errorf("%q, %v", rows, err)
	}
	if len(book.Notes) != 1 || !strings.Contains(book.Notes[0], "Windows-1252") {
		t.Errorf("notes %q", book.Notes)
	}
	if book, err := open(t, "hero\nBjörn\n"); err != nil || len(book.Notes) > 0 {
		t.Errorf("UTF-8: %+v, %v", book, err)
	}
	// A letter in two reads of the file is one.
	long := strings.Repeat("aé", 300<<10)
	if book, err := open(t, long); err != nil || len(book.Notes) > 0 {
		t.Errorf("long UTF-8: %v", err)
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, rows string }{
		"list":   {`[{"name": "Ann", "age": 48.0, "training": true},` + "\n" + ` {"team": "Red", "name": "Ben", "age": null, "id": 12345678901234567890}]`, "1: name|age|training|team|id\n1: Ann|48|true||\n2: Ben|||Red|12345678901234567890\n"},
		"lines":  {"{\"name\": \"Ann\"}\n{\"name\": \"Ben\", \"team\": \"Red\"}\n\n", "1: name|team\n1: Ann|\n2: Ben|Red\n"},
		"nested": {`[{"name": "Ann", "teams": ["Red", "Blue"], "address": {"city": "Bergen"}, "x": [{}]}]`, "1: name|teams|address|x\n1: Ann|Red; Blue|| # x is a list of objects or lists: left out\n"},
	} {
		if rows := mustRead(t, c.text); rows != c.rows {
			t.Errorf("%s:\n%s", name, rows)
		}
	}
	_, err := open(t, `{"teams": [{"id": 1}], "heroes": []}`)
	if !errors.Is(err, ErrRoster) {
		t.Errorf("the export of roster: %v", err)
	}
}

// LibreOffice wrote these files; see testdata/README.md.
func TestSpreadsheetsOfLibreOffice(t *testing.T) {
	t.Parallel()
	const values = "1: Mountain rescue 2026\n3: Name|Joined|Age|Training|Note\n" +
		"4: José  Álvarez|2024-03-01|48|TRUE # cell E4 has the error #DIV/0! and was read as empty\n" +
		"8: two\nlines||36.5|FALSE|same|same\n9: twice\n10: twice\n"
	for _, ending := range []string{".xlsx", ".ods"} {
		book, err := open(t, fromFile(t, "values"+ending))
		if err != nil {
			t.Fatal(err)
		}
		if len(book.Tables) != 2 || book.Tables[0].Name != "Squad" || book.Tables[1].Name != "Places & bases" {
			t.Errorf("sheets %+v", book.Tables)
			continue
		}
		rows, err := read(t.Context(), book.Tables[0].Rows)
		if rows = trimCells(rows); err != nil || rows != values {
			t.Errorf("%s: %v\n%s", ending, err, rows)
		}
		rows, err = read(t.Context(), book.Tables[1].Rows)
		if err != nil || rows != "1: Team|Base\n2: Medics|Bergen\n" {
			t.Errorf("%s: %v\n%s", ending, err, rows)
		}
		for _, name := range []string{"people", "matrix"} {
			csv, err := os.ReadFile("../tabular/testdata/" + name + ".csv")
			if err != nil {
				t.Fatal(err)
			}
			want := mustRead(t, string(csv))
			got := mustRead(t, fromFile(t, name+ending))
			if got, want = trimCells(got), trimCells(want); got != want {
				t.Errorf("%s%s is not as the CSV:\n%s%s", name, ending, got, want)
			}
		}
	}
}

// trimCells takes the empty cells off the ends of lines.
func trimCells(rows string) string {
	lines := strings.Split(rows, "\n")
	for i, line := range lines {
		before, note, has := strings.Cut(line, " # ")
		if lines[i] = strings.TrimRight(before, "|"); has {
			lines[i] += " # " + note
		}
	}
	return strings.Join(lines, "\n")
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, says string }{
		"empty":            {"", "empty"},
		"blank":            {" \n\r\n", "empty"},
		"SQLite":           {"SQLite format 3\x00rest", "SQLite database"},
		"PDF":              {"%PDF-1.7\n", "PDF"},
		"xls":              {fromFile(t, "people.xls"), "old Excel"},
		"PNG":              {"\x89PNG\r\n\x1a\n", "picture"},
		"HTML":             {"\n<!DOCTYPE html><html>", "web page"},
		"gzip":             {"\x1f\x8b\x08", "unpack"},
		"vCard":            {"BEGIN:VCARD\r\n", "contacts"},
		"SQL":              {"CREATE TABLE team (id INTEGER);", "SQL"},
		"NUL":              {"hero\nAn\x00n\n", "line 2: there is a NUL byte"},
		"broken zip":       {"PK\x03\x04rest", "damaged"},
		"damaged UTF-8":    {"hero\n" + strings.Repeat("é", 30) + "\n\xff\n", "line 3: there is a byte that is not valid UTF-8"},
		"a quote":          {"hero,team\nAnn,\"Red\nBen,Red\n", "line 2: a cell in quotes does not end"},
		"after quotes":     {"hero,team\nAnn,Red\n\"The\" Rock,Red\n", "line 3: a cell goes on after its quotes"},
		"JSON, broken":     {"[{\"a\": 1},\n{\"a\" 1}]", "line 2: this is not JSON"},
		"JSON, half":       {"[{\"a\": 1},\n{\"a\": ", "line 2: the file ends in the middle"},
		"JSON, of numbers": {"[1, 2]", "must contain only objects"},
		"JSON, none":       {"[]", "no objects"},
		"JSON, more":       {"[{\"a\": 1}] x", "goes on after the end"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			book, err := open(t, c.text)
			if err == nil {
				_, err = read(t.Context(), book.Tables[0].Rows)
			}
			var refused *Error
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	book, err := open(t, strings.Repeat("hero,team\n", 100000))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := read(ctx, book.Tables[0].Rows); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestLongRows(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", infile.MaxRow+1)
	for name, text := range map[string]string{
		"cell": "hero,team\n" + long + ",Red\n", "quoted": "hero,team\n\"" + long + "\",Red\n",
		"cells": "hero,team\n" + strings.Repeat(",", maxColumns) + "\n", "JSON": `[{"a": "` + long + long[:2<<20] + `"}]`,
	} {
		book, err := open(t, text)
		if err == nil {
			_, err = read(t.Context(), book.Tables[0].Rows)
		}
		var refused *Error
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "is this the right file?") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
