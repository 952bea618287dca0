package exchange

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roster/data"
	"roster/data/importer"
	"roster/data/model"
	"roster/internal/hostile"
	"roster/internal/report"
	"roster/internal/tabular"
	"roster/internal/testenv"
)

// squadOf is a roster with a team that no one is active in, heroes of one name, a hero on
// no team, and names that spreadsheets and browsers would act upon.
func squadOf(t testing.TB) *data.Store {
	return rosterOf(
		t,
		"INSERT INTO team VALUES (1, 'Z-Force', 'Bar'), (2, 'avengers', '=1+1'), (3, 'Élan', 'Paris'), (4, 'Empty', 'Nowhere')",
		"INSERT INTO hero VALUES (1, 'Ann', 'Secret One', 30), (2, 'Ann', 'Secret Two', NULL), (3, '<script>alert(1)</script>', 'Secret Three', 5)",
		"INSERT INTO hero VALUES (4, '=cmd|''/c calc''!A0', 'Secret Four', 7), (5, '''=x', 'Secret Five', 8), (6, '_x0041_ 👩‍👩‍👧', 'Secret Six', 9), (7, '007', 'Secret Seven', 1)",
		"INSERT INTO heroteamlink VALUES (1, 1, 0), (1, 2, 1), (2, 3, 1), (3, 4, 0), (3, 5, 1), (2, 7, 1)",
	)
}

// fieldsOf is a roster with custom fields.
func fieldsOf(t testing.TB) *data.Store {
	return rosterOf(t, "ALTER TABLE heroteamlink ADD COLUMN since DATE", "ALTER TABLE hero ADD COLUMN level INTEGER", "ALTER TABLE team ADD COLUMN open BOOLEAN",
		"INSERT INTO team VALUES (1, 'Z-Force', 'Bar', 1)", "INSERT INTO hero VALUES (1, 'Ann', 'S', 30, 7), (2, 'Bob', 'T', NULL, NULL)", "INSERT INTO heroteamlink VALUES (1, 1, 0, '2026-02-03'), (1, 2, 1, NULL)")
}

// wrote returns what Write writes with these options.
func wrote(t testing.TB, s *data.Store, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	o.Source, o.At = "roster.db", noon
	if err := Write(t.Context(), &out, s, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Formats for people never have a secret name unless that is asked for; any format can do
// without.
func TestSecretsAreLeftOut(t *testing.T) {
	s := squadOf(t)
	for _, format := range Formats() {
		for _, secrets := range []bool{false, true} {
			text := string(wrote(t, s, Options{Format: format, Secrets: secrets}))
			if format == XLSX {
				text = fmt.Sprint(rowsOf(t, []byte(text), "Roster"))
			}
			if has := strings.Contains(text, "Secret T"); has != secrets {
				t.Errorf("%s, secrets %v: %s", format, secrets, text)
			}
		}
	}
}

// rowsOf returns a sheet of a workbook.
func rowsOf(t testing.TB, text []byte, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		cells, err := f.SearchSheet(name, ".*", true)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells {
			if formula, err := f.GetCellFormula(name, cell); formula != "" || err != nil {
				t.Errorf("%s!%s is the formula %q, %v", name, cell, formula, err)
			}
		}
	}
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWriteXLSX(t *testing.T) {
	text := wrote(t, squadOf(t), Options{Format: XLSX})
	for sheet, want := range map[string]string{
		"Roster": "[team headquarters hero age is_training team_id hero_id] [avengers '=1+1 007 1 TRUE 2 7] [avengers '=1+1 <script>alert(1)</script> 5 TRUE 2 3]",
		"Matrix": "[hero avengers Élan Empty Z-Force] [<script>alert(1)</script> ◐ training]",
		"Teams":  "[team headquarters active training members coverage] [avengers '=1+1 0 2 2 ▲ understaffed] [Élan Paris 1 1 2 covered]",
	} {
		got := strings.Trim(fmt.Sprint(rowsOf(t, text, sheet)), "[]")
		for _, row := range strings.Split(strings.Trim(want, "[]"), "] [") {
			if !strings.Contains(got, row) {
				t.Errorf("%s: %s lacks %s", sheet, got, row)
			}
		}
	}
}

// A workbook, and files without secret names, change nothing when they come back.
func TestReportsRoundTrip(t *testing.T) {
	for name, s := range map[string]*data.Store{
		"squad": squadOf(t), "fields": fieldsOf(t),
	} {
		for _, format := range []Format{XLSX, CSV, JSON} {
			for _, match := range []importer.Match{importer.MatchName, importer.MatchID} {
				if match == importer.MatchID && name == "fields" && format == XLSX {
					continue // it needs no ids, and has none
				}
				plan, err := s.PlanImport(t.Context(), importer.Import{Draft: draftOf(t, s, wrote(t, s, Options{Format: format}), format), Match: match})
				if err != nil || plan.Problems.Count > 0 || !plan.Empty() || plan.Links.Same == 0 {
					t.Errorf("%s as %s by %v: %v, problems %v, links %+v, change %+v", name, format, match, err, plan.Problems, plan.Links, plan.Change.Edits)
				}
			}
		}
	}
}

// draftOf reads a file that was exported.
func draftOf(t testing.TB, s *data.Store, text []byte, format Format) *importer.Draft {
	t.Helper()
	draft := s.NewDraft()
	if format != XLSX {
		if err := Read(t.Context(), bytes.NewReader(text), format, draft); err != nil {
			t.Fatal(err)
		}
		return draft
	}
	table, err := OpenTable(t.Context(), bytes.NewReader(text), int64(len(text)), "", tabular.Options{Custom: CustomFields(draft)})
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Read(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	return draft
}

// Every format is limited to the same teams, standings and names.
func TestSelections(t *testing.T) {
	s := squadOf(t)
	for name, c := range map[string]struct {
		report.Selection
		has, lacks []string
	}{
		"team":     {report.Selection{Teams: []model.ID{model.NumberID(1)}}, []string{"Z-Force", "Ann"}, []string{"lan", "avengers", "_x0041_", "007"}},
		"training": {report.Selection{Training: true}, []string{"Z-Force", "lan", "avengers", "007"}, []string{"Empty", "cmd", "_x0041_"}},
		"filter":   {report.Selection{Filter: []string{"AN"}}, []string{"Z-Force", "Ann"}, []string{"Empty", "avengers", "007"}},
		"free":     {report.Selection{Filter: []string{"x0041"}}, []string{"x0041"}, []string{"Z-Force", "Ann"}},
	} {
		for _, format := range Formats() {
			text := string(wrote(t, s, Options{Format: format, Selection: c.Selection}))
			if format == XLSX {
				text = fmt.Sprint(rowsOf(t, []byte(text), "Roster"))
			}
			for _, part := range c.has {
				if !strings.Contains(strings.ReplaceAll(text, `\`, ""), part) {
					t.Errorf("%s as %s lacks %s: %s", name, format, part, text)
				}
			}
			for _, part := range c.lacks {
				if strings.Contains(text[strings.Index(text, "\n")+1:], part) && format != HTML || strings.Contains(text, ">"+part) {
					t.Errorf("%s as %s has %s: %s", name, format, part, text)
				}
			}
		}
	}
}

func TestMatrix(t *testing.T) {
	s := squadOf(t)
	if got := string(wrote(t, s, Options{Format: CSV, Matrix: true, BOM: true})); !strings.HasPrefix(got, "\ufeffhero,avengers,Élan,Empty,Z-Force\n") || !strings.Contains(got, "\nAnn (id 2),,,,training\n") || !strings.Contains(got, "\n''=x,,training,,\n") {
		t.Errorf("wrote %q", got)
	}
	if got := string(wrote(t, s, Options{Format: Markdown, Matrix: true})); !strings.Contains(got, "\n| Ann (id 1) |  |  |  | active |\n") {
		t.Errorf("wrote %s", got)
	}
	if got := string(wrote(t, s, Options{Format: HTML, Matrix: true})); strings.Contains(got, `id="teams"`) || !strings.Contains(got, `id="matrix"`) {
		t.Errorf("wrote %s", got)
	}
}

// Nothing in a page acts, asks for anything, or is more than text, whatever the names.
func TestPageIsOnlyText(t *testing.T) {
	names := append(hostile.Names(), "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "</style><script>", "{{.Secrets}}", "javascript:alert(1)", "-->")
	var statements []string
	for i, name := range names {
		text := fmt.Sprintf("CAST(X'%x' AS TEXT)", name)
		statements = append(statements, fmt.Sprintf("INSERT INTO team VALUES (%d, %s, %s)", i, text, text), fmt.Sprintf("INSERT INTO hero VALUES (%d, %s, %s, %s)", i, text, text, text),
			fmt.Sprintf("INSERT INTO heroteamlink VALUES (%d, %d, 1)", i, i))
	}
	s := rosterOf(t, statements...)
	text := string(wrote(t, s, Options{Format: HTML, Secrets: true}))
	tags := map[string]bool{}
	for _, tag := range regexp.MustCompile(`<[^>]*`).FindAllString(text, -1) {
		tags[strings.Fields(tag[1:])[0]] = true
		if strings.Contains(tag, " on") || strings.Contains(tag, " src=") || strings.Contains(tag, "href") {
			t.Errorf("the page has %s", tag)
		}
	}
	for _, tag := range []string{"script", "img", "link", "a", "iframe", "form"} {
		if tags[tag] {
			t.Errorf("the page has a <%s>", tag)
		}
	}
	if strings.ContainsAny(text, "\x1b\u202e\u2066") || strings.Contains(text, "url(") || !strings.Contains(text, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the page has control characters, asks for something, or lacks a name")
	}
	if shown, styles := strings.Count(text, "<table"), strings.Count(text, "</style>"); shown < len(names) || styles != 1 {
		t.Errorf("%d tables, %d styles", shown, styles)
	}
}

// The page prints on as many sheets as it should.
func TestPagePrints(t *testing.T) {
	testenv.RequirePrograms(t, "chromium", "pdfinfo")
	demo, err := data.OpenDemo(t.Context(), data.Options{Schema: schemaText(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = demo.Close() })
	for name, c := range map[string]struct {
		store       *data.Store
		least, most int
	}{"demo": {demo, 1, 2}, "large": {largeOf(t, 12, 120), 6, 12}} {
		folder := t.TempDir()
		page, pdf := filepath.Join(folder, "roster.html"), filepath.Join(folder, "roster.pdf")
		if err := os.WriteFile(page, wrote(t, c.store, Options{Format: HTML}), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(folder, "profile"), "--no-pdf-header-footer", "--print-to-pdf="+pdf, "file://"+page)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		said, err := exec.Command("pdfinfo", pdf).Output()
		if err != nil {
			t.Fatal(err)
		}
		var pages int
		_, after, _ := strings.Cut(string(said), "Pages:")
		if _, err := fmt.Sscan(after, &pages); err != nil || pages < c.least || pages > c.most {
			t.Errorf("%s: %d pages (%v), want %d to %d", name, pages, err, c.least, c.most)
		}
	}
}

func schemaText(t testing.TB) string {
	t.Helper()
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	return string(schema)
}

// largeOf is a roster of so many teams and people, each in two teams.
func largeOf(t testing.TB, teams, people int) *data.Store {
	return rosterOf(
		t,
		fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO team SELECT i, 'Team ' || i, 'Headquarters ' || i FROM n", teams),
		fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO hero SELECT i, 'Person ' || i, 'Secret ' || i, i %% 90 FROM n", people),
		fmt.Sprintf("INSERT INTO heroteamlink SELECT 1 + id %% %d, id, id %% 3 = 0 FROM hero UNION ALL SELECT 1 + (id + 7) %% %d, id, id %% 5 = 0 FROM hero", teams, teams),
	)
}

// BenchmarkReports writes 1,000 people in 50 teams for people.
func BenchmarkReports(b *testing.B) {
	s := largeOf(b, 50, 1000)
	for _, format := range []Format{HTML, XLSX, Markdown} {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				if err := Write(b.Context(), io.Discard, s, Options{Format: format}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
