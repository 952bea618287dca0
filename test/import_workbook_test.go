//go:build unix

package test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roster/internal/testenv"
)

// What a user keeps in a spreadsheet comes in as a text, and as a workbook that a library
// makes of it. Importing any of them again changes nothing.
func TestImportWorkbooks(t *testing.T) {
	t.Parallel()
	testImportWorkbooks(t, libraryWorkbook)
}

// The same with the workbooks that LibreOffice makes.
func TestImportWorkbooksOfLibreOffice(t *testing.T) {
	t.Parallel()
	testenv.RequirePrograms(t, "soffice")
	testImportWorkbooks(t, libreOfficeWorkbooks)
}

func testImportWorkbooks(t *testing.T, workbooks func(t *testing.T, text string) []string) {
	for name, want := range map[string]string{"people.csv": "5 12 12 5", "matrix.csv": "6 8 21 7", "paste.tsv": "3 4 4 2"} {
		folder := t.TempDir()
		text := filepath.Join(folder, name)
		write(t, text, read(t, filepath.Join("internal", "tabular", "testdata", name)))
		for _, file := range append([]string{text}, workbooks(t, text)...) {
			db := filepath.Join(folder, filepath.Base(file)+".db")
			for i, again := range append([]string{file}, text, file) {
				r := run(t, folder, "import", "--db", db, again, "--answer=sign:x=active")
				if nothing := strings.HasSuffix(r.out, "Nothing to import: everything is there already.\n"); r.code != 0 || nothing != (i > 0) {
					t.Errorf("%s, then %s: exit code %d, printed %s, said %s", file, again, r.code, r.out, r.said)
				}
			}
			const count = "SELECT (SELECT count(*) FROM team) || ' ' || (SELECT count(*) FROM hero) || ' ' || count(*) || ' ' || sum(is_training) FROM heroteamlink"
			if got := ask(t, open(t, db), count); got != want {
				t.Errorf("%s: teams, heroes, memberships and trainees are %s, want %s", file, got, want)
			}
		}
	}
}

// isTabbed reports whether the cells of a file have tabs between them.
func isTabbed(path string) bool { return strings.HasSuffix(path, ".tsv") }

// libraryWorkbook makes a workbook of a text with a table, and returns its name.
func libraryWorkbook(t *testing.T, text string) []string {
	t.Helper()
	file := filepath.Join(filepath.Dir(text), "library.xlsx")
	writeWorkbook(t, file, "Sheet1", tableOf(t, text))
	return []string{file}
}

// libreOfficeWorkbooks makes workbooks of a text with a table, and returns their names.
func libreOfficeWorkbooks(t *testing.T, text string) []string {
	t.Helper()
	folder := filepath.Dir(text)
	filter := "CSV:44,34,76" // commas, quotes, UTF-8
	if isTabbed(text) {
		filter = "CSV:9,34,76"
	}
	var files []string
	for _, format := range []string{"xlsx", "ods"} {
		cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless",
			"--infilter="+filter, "--convert-to", format, "--outdir", folder, text)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		files = append(files, strings.TrimSuffix(text, filepath.Ext(text))+"."+format)
	}
	return files
}

// tableOf returns the rows of a text with a table.
func tableOf(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	if isTabbed(path) {
		r.Comma = '\t'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// writeWorkbook adds a sheet to a workbook, or creates it.
func writeWorkbook(t *testing.T, path, sheet string, rows [][]string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		f = excelize.NewFile()
		err = f.SetSheetName("Sheet1", sheet)
	} else {
		_, err = f.NewSheet(sheet)
	}
	for i, row := range rows {
		cell, bad := excelize.CoordinatesToCellName(1, i+1)
		if err == nil && bad == nil {
			err = f.SetSheetRow(sheet, cell, &row)
		}
	}
	if err == nil {
		err = f.SaveAs(path)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The plan says which sheet of a workbook it is of, and lists the others; --sheet takes
// another one.
func TestImportListsSheets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	book := filepath.Join(folder, "squads.xlsx")
	writeWorkbook(t, book, "Notes", [][]string{{"Call me"}, {"On Friday"}})
	writeWorkbook(t, book, "2026", [][]string{{"Name", "Team"}, {"Ann", "Red"}})
	writeWorkbook(t, book, "2025", [][]string{{"Name", "Team"}, {"Ben", "Blue"}, {"Cat", "Blue"}})
	for _, c := range []struct {
		sheet, said, out string
	}{
		{"", "Sheet 2026 of Notes, 2026, 2025 (--sheet chooses another):\n", "heroes               1 "},
		{"2025", "Sheet 2025 of Notes, 2026, 2025 (--sheet chooses another):\n", "heroes               2 "},
	} {
		r := run(t, folder, "import", "--db", "new.db", "squads.xlsx", "--dry-run", "--sheet", c.sheet)
		if r.code != 0 || !strings.Contains(r.said, c.said) || !strings.Contains(r.out, c.out) {
			t.Errorf("%q: exit code %d, printed %s, said %s", c.sheet, r.code, r.out, r.said)
		}
	}
	if r := run(t, folder, "import", "--db", "new.db", "squads.xlsx", "--sheet", "2024"); r.code != 2 || !strings.Contains(r.said, "Notes, 2026, 2025") {
		t.Errorf("a sheet that is not there: exit code %d, said %s", r.code, r.said)
	}
}
