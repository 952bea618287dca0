package exchange

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roster/data"
	"roster/data/model"
)

// rosterOf makes a roster with these statements of another program.
func rosterOf(t testing.TB, statements ...string) *data.Store {
	t.Helper()
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "roster.db")
	s, err := data.Open(t.Context(), path, data.Options{Schema: string(schema), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Look(t.Context()); err != nil { // they may have altered the tables
		t.Fatal(err)
	}
	return s
}

// written returns what Write writes.
func written(t testing.TB, s *data.Store, format Format) string {
	t.Helper()
	var out bytes.Buffer
	o := Options{Format: format, Source: "roster.db", At: noon}
	o.Secrets = o.RoundTrips()
	if err := Write(t.Context(), &out, s, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// noon is when the tests export.
var noon = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// heading is how Markdown of the tests begins.
func heading() string {
	return "# Roster\n\nroster.db · " + markdownEscapes().Replace(noon.Local().Format("2 January 2006, 15:04 MST")) + "\n"
}

// tricky is a roster of text that formats trip over.
func tricky(t testing.TB) *data.Store {
	return rosterOf(
		t,
		"INSERT INTO team VALUES (1, '=SUM(A1)', ' leading, and \"quotes\"'), (2, '''t Hart', ''), (7, '', '''=1')",
		"INSERT INTO hero VALUES (1, '👩‍👩‍👧 & <b>', 'a' || char(13, 10) || 'b' || char(10) || 'c', NULL)",
		"INSERT INTO hero VALUES (2, char(9) || 'tab', '\\' || char(8232, 1), 0), (5, '@home', '| _x_ | `y` [z](http://a.b)', -7)",
		"INSERT INTO heroteamlink VALUES (1, 1, 1), (1, 2, 0), (2, 2, 1)",
	)
}

func TestWriteJSON(t *testing.T) {
	want := `{"teams": [
  {"id": 1, "name": "=SUM(A1)", "headquarters": " leading, and \"quotes\""},
  {"id": 2, "name": "'t Hart", "headquarters": ""},
  {"id": 7, "name": "", "headquarters": "'=1"}
 ],
 "heroes": [
  {"id": 1, "name": "👩‍👩‍👧 & <b>", "secret_name": "a\r\nb\nc", "age": null},
  {"id": 2, "name": "\ttab", "secret_name": "\\\u2028\u0001", "age": 0},
  {"id": 5, "name": "@home", "secret_name": "| _x_ | ` + "`y`" + ` [z](http://a.b)", "age": -7}
 ],
 "hero_team_links": [
  {"team_id": 1, "hero_id": 1, "is_training": true},
  {"team_id": 1, "hero_id": 2, "is_training": false},
  {"team_id": 2, "hero_id": 2, "is_training": true}
 ]}
`
	got := written(t, tricky(t), JSON)
	if got != want {
		t.Errorf("wrote\n%s", got)
	}
	var read struct {
		Heroes []struct {
			Secret string `json:"secret_name"`
		}
	}
	if err := json.Unmarshal([]byte(got), &read); err != nil || read.Heroes[1].Secret != "\\\u2028\x01" {
		t.Errorf("another program reads %q, %v", read, err)
	}
}

func TestWriteCSV(t *testing.T) {
	want := strings.Join([]string{
		`team_id,team,headquarters,hero_id,hero,secret_name,age,is_training`,
		`1,'=SUM(A1)," leading, and ""quotes""",1,👩‍👩‍👧 & <b>,"a` + "\r\nb\n" + `c",,true`,
		`1,'=SUM(A1)," leading, and ""quotes""",2,'` + "\ttab" + `,\` + "\u2028\x01" + `,0,false`,
		`2,'t Hart,,2,'` + "\ttab" + `,\` + "\u2028\x01" + `,0,true`,
		`7,,''=1,,,,,`,
		`,,,5,'@home,| _x_ | ` + "`y`" + ` [z](http://a.b),-7,`,
	}, "\n") + "\n"
	if got := written(t, tricky(t), CSV); got != want {
		t.Errorf("wrote %q\nwant  %q", got, want)
	}
}

func TestWriteMarkdown(t *testing.T) {
	want := heading() + `
## team 7

Headquarters: '=1 · 0 active · 0 training

▲ understaffed: 0 of 1 active

## =SUM(A1)

Headquarters:  leading, and "quotes" · 1 active · 1 training

| Hero | Age | Status |
|:-----|----:|:-------|
| ␉tab | 0 | active |
| 👩👩👧 \& \<b\> |  | training |

## 't Hart

0 active · 1 training

▲ understaffed: 0 of 1 active

| Hero | Age | Status |
|:-----|----:|:-------|
| ␉tab | 0 | training |

## Heroes on no team

| Hero | Age |
|:-----|----:|
| \@home | -7 |
`
	if got := written(t, tricky(t), Markdown); got != want {
		t.Errorf("wrote\n%s", got)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	escape := MarkdownEscaper()
	for text, want := range map[string]string{
		"Rusty-Man (48.)":           `Rusty-Man (48.)`,
		"a|b":                       `a\|b`,
		"*x* _y_ `z`":               "\\*x\\* \\_y\\_ \\`z\\`",
		`\|`:                        `\\\|`,
		"[a](http://b) <i> &amp; #": `\[a\](http\://b) \<i\> \&amp; \#`,
		"www.example.org ~~x~~":     `www\.example.org \~\~x\~\~`,
		"a\nb":                      "a␊b",
	} {
		if got := escape(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestWriteNothing(t *testing.T) {
	s := rosterOf(t)
	for format, want := range map[Format]string{
		JSON:     "{\"teams\": [],\n \"heroes\": [],\n \"hero_team_links\": []}\n",
		CSV:      strings.Join(memberColumns(), ",") + "\n",
		Markdown: heading() + "\nThere are no teams and no heroes yet.\n",
	} {
		if got := written(t, s, format); got != want {
			t.Errorf("%s is %q", format, got)
		}
	}
}

// What can't be given back is refused before the first byte; for people it is
// written all the same.
func TestWriteRefuses(t *testing.T) {
	s := rosterOf(
		t,
		"INSERT INTO team VALUES (1, 'Z-Force', 'Bar')",
		"INSERT INTO heroteamlink VALUES (1, 4, 0), (3, 4, 1)",
	)
	for _, format := range []Format{JSON, CSV} {
		var out bytes.Buffer
		err := Write(t.Context(), &out, s, Options{Format: format, Secrets: true})
		if model.ErrorCode(err) != model.Invalid || !strings.Contains(err.Error(), "hero id:4 (does not exist) in team Z-Force id:1") {
			t.Errorf("%s: %v", format, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s: wrote %q", format, out.String())
		}
	}
	text := written(t, s, Markdown)
	for _, part := range []string{"| hero 4 (does not exist) |  | active |", "\nMemberships of teams that do not exist, left out here: 1."} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

// failing is a writer that takes so many bytes, and then fails.
type failing int

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	n := min(len(p), int(*f))
	if *f -= failing(n); n < len(p) {
		return n, errFull
	}
	return n, nil
}

func TestWriteToAFullDisk(t *testing.T) {
	s := tricky(t)
	for _, format := range Formats() {
		var all bytes.Buffer
		if err := Write(t.Context(), &all, s, Options{Format: format, Secrets: true}); err != nil {
			t.Fatal(err)
		}
		whole := all.Len()
		for _, room := range []int{0, whole - 1} {
			f := failing(room)
			if err := Write(t.Context(), &f, s, Options{Format: format, Secrets: true}); !errors.Is(err, errFull) {
				t.Errorf("%s into %d bytes: %v", format, room, err)
			}
		}
	}
}

func TestFormats(t *testing.T) {
	for file, want := range map[string]Format{
		"a.json": JSON, "a.CSV": CSV, "x.y/a.md": Markdown, "a.markdown": Markdown, "a.htm": HTML, "a.xlsx": XLSX, "json": "", "a.txt": "", "": "",
	} {
		if got := FormatOf(file); got != want {
			t.Errorf("FormatOf(%q) is %q, not %q", file, got, want)
		}
	}
	for _, f := range Formats() {
		if got, err := ParseFormat(strings.ToUpper(string(f))); got != f || err != nil {
			t.Errorf("ParseFormat(%q) is %q, %v", f, got, err)
		}
	}
	if got, err := ParseFormat("xml"); err == nil {
		t.Errorf("xml is the format %q", got)
	}
}

// A membership whose key is no whole number does not hold up the walk.
func TestWriteMarkdownOfOddKeys(t *testing.T) {
	s := rosterOf(t, "INSERT INTO team VALUES (1, 'Aces', 'Casino')", "INSERT INTO hero VALUES (1, 'Ann', 'A', 3)",
		"INSERT INTO heroteamlink VALUES (1, 1, 0), ('x', 1, 1), ('x', 'y', 1)")
	if got := written(t, s, Markdown); strings.Count(got, "Ann") != 1 {
		t.Errorf("wrote\n%s", got)
	}
}
