package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"roster/data/importer"
	"roster/internal/hostile"
	"roster/internal/safetext"
)

// FuzzRead reads files of any bytes. One that can't be imported says why, in
// lines that the file has, shortly; one that can be is the same after it was
// exported and read again.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", "hero\nAnn\n", "team_id,team,headquarters,hero_id,hero,secret_name,age,is_training\n1,Aces,Casino,1,Ann,A,30,true\n,,,2,\"B\"\"ob\nx\",B,,\n",
		"hero;secret_name;team;headquarters;is_training\nAnn;A;Aces;Casino;yes\n", "team\theadquarters\n'=1\t-\n", "\ufeffhero,secret_name,age\r\nAnn,A,007\r\n",
		`{"teams": [{"id": 1, "name": "A", "headquarters": "B"}], "heroes": [{"id": 2, "name": "C", "secret_name": "D", "age": null}], "hero_team_links": [{"team_id": 1, "hero_id": 2, "is_training": false}]}`,
		`{"heroes": [{"name": "\ud800", "secret_name": 1, "age": -1.5e9}], "teams": {}`, "{", "\xff\xfe", "hero\n\"", "hero,hero\n,\n", "a\x00b",
	} {
		f.Add([]byte(text), false)
	}
	for _, text := range short(hostile.Texts()) {
		f.Add([]byte("hero,secret_name,age\n\""+text+"\",\""+text+"\",\""+text+"\"\n"), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, byID bool) {
		draft := importer.NewDraft()
		err := Read(t.Context(), bytes.NewReader(text), "", draft)
		if err != nil {
			t.Fatal(err)
		}
		match := importer.MatchName
		if byID {
			match = importer.MatchID
		}
		s := rosterOf(t)
		plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draft, Match: match})
		if err != nil {
			t.Fatal(err)
		}
		mustBeProblems(t, plan.Problems, bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r"))+1)
		if plan.Problems.Count > 0 || plan.Empty() {
			return
		}
		if _, err := s.ApplyImport(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		for _, format := range []Format{JSON, CSV} {
			if first := written(t, s, format); back(t, first, format) != first {
				t.Errorf("%s came back as another one:\n%s", format, first)
			}
		}
	})
}

// short returns the texts that a fuzzer does not spend all its time on making
// shorter.
func short(texts []string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return len(text) > 200 })
}

// mustBeProblems checks what is said of a file.
func mustBeProblems(t *testing.T, p importer.Problems, lines int) {
	t.Helper()
	if p.Count < len(p.List) || p.Count > 0 && len(p.List) == 0 {
		t.Errorf("%d problems, of which %d are named", p.Count, len(p.List))
	}
	for _, problem := range p.List {
		if problem.Line < 0 || problem.Line > lines {
			t.Errorf("line %d of %d: %s", problem.Line, lines, problem.Text)
		}
		if len(problem.Text) > 2000 || problem.Text == "" {
			t.Errorf("a problem of %d bytes: %.100s…", len(problem.Text), problem.Text)
		}
	}
}

// FuzzJSONText writes texts as JSON: another program reads the very text, and a
// terminal has nothing to act upon.
func FuzzJSONText(f *testing.F) {
	for _, text := range short(hostile.Texts()) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // export refuses it
		}
		var w jsonWriter
		if err := w.text("name", text); err != nil {
			t.Fatal(err)
		}
		line := strings.TrimPrefix(string(w.line), `, "name": `)
		if again := string(safetext.EscapeJSON([]byte(line))); again != line {
			t.Errorf("%q is not safe: %q", line, again)
		}
		mustDecode(t, line, text)
	})
}

func mustDecode(t *testing.T, line, want string) {
	t.Helper()
	var got string
	if err := json.Unmarshal([]byte(line), &got); err != nil || got != want {
		t.Errorf("%q reads as %q (%v), want %q", line, got, err, want)
	}
}
