package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The story of a roster that is handed out: a page in two keys, a workbook in five, which
// a colleague edits and sends back, and whose import shows exactly the edits.
func TestExportForPeople(t *testing.T) {
	d := start(t, seedFile(t))
	t.Chdir(t.TempDir())
	d.press("E", "enter")
	d.want("Written to", "roster.html")
	page, err := os.ReadFile("roster.html")
	if err != nil || !strings.Contains(string(page), "Rusty-Man") {
		t.Fatalf("the page has no names: %v", err)
	}
	d.press("enter", "E", "down", "right", "enter")
	d.want("Written to", "roster.xlsx")
	d.press("enter")
	editWorkbook(t, "roster.xlsx")
	d.press("I")
	d.paste("roster.xlsx")
	d.press("enter")
	d.press("enter") // what the columns mean
	d.want("heroes              1         1         2", "memberships         1         1         4", "~ Deadpond: training → active in Preventers", "+ hero Nova", "~ Rusty-Man: age 48 → 49", "+ Nova joins Z-Force in training")
	d.press("y")
	d.wantDisk("SELECT age FROM hero WHERE name = 'Rusty-Man'", "49")
	d.wantDisk("SELECT count(*) FROM heroteamlink", "6")
}

// editWorkbook does what a colleague does: changes an age and a standing, and adds someone.
func editWorkbook(t *testing.T, path string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Roster")
	if err != nil {
		t.Fatal(err)
	}
	at := func(column string, row int) string { return column + string(rune('0'+row)) }
	set := func(cell string, value any) {
		if err := f.SetCellValue("Roster", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range rows {
		switch {
		case row[2] == "Rusty-Man":
			set(at("D", i+1), 49)
		case row[0] == "Preventers" && row[2] == "Deadpond":
			set(at("E", i+1), false)
		}
	}
	last := len(rows) + 1
	set(at("A", last), "Z-Force")
	set(at("C", last), "Nova")
	set(at("E", last), true)
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// What can't be written is said in the dialog, which stays open with what was typed, and
// nothing is left of it.
func TestExportDialogRefuses(t *testing.T) {
	d := start(t, seedFile(t))
	folder := t.TempDir()
	t.Chdir(folder)
	if err := os.Mkdir("sub", 0o700); err != nil {
		t.Fatal(err)
	}
	d.press("E", "up")
	for name, want := range map[string]string{
		"gone/a.html":  "no such file or directory",
		"sub":          "sub.html", // a name without ending gets one
		"sub/":         "is a folder",
		"a.pdf":        "roster does not write .pdf files",
		"":             "Type the name of a file.",
		d.store.Path(): "roster does not write .db files",
	} {
		for range 200 {
			d.hold("backspace")
		}
		d.paste(name)
		d.press("enter")
		d.want(want)
		if strings.Contains(d.text(), "Written to") {
			d.press("enter", "E", "up")
		}
	}
	entries, err := filepath.Glob("*")
	if err != nil || strings.Join(entries, " ") != "sub sub.html" {
		t.Errorf("the folder has %v (%v)", entries, err)
	}
}
