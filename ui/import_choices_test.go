package ui_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"roster/internal/tabular"
)

// memory is a memory of what was said of columns.
type memory map[string]tabular.Mapping

func (m memory) Recall(headers []string) tabular.Mapping { return m[strings.Join(headers, " ")] }

func (m memory) Keep(headers []string, said tabular.Mapping) error {
	m[strings.Join(headers, " ")] = said
	return nil
}

func remembering(m memory) func(*setup) { return func(s *setup) { s.ui.Memory = m } }

// A column that means nothing to roster becomes a field, with the rest of the import, on
// both engines; the next file with that column fills it.
func TestImportIntoANewField(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(110, 40))
		d.press("I")
		d.paste("Name,Home Phone,Team\nRusty-Man,123,Preventers\nNina,456,Z-Force\n")
		d.press("enter")
		d.want("Home Phone  left out: unknown")
		d.wantNot("f field")
		d.press("down", "f")
		d.want("Home Phone  becomes a text field", "f field")
		d.press("f")
		d.want("Home Phone  left out: unknown")
		d.press("f", "enter")
		d.want("! The column Home Phone becomes the field home_phone of", "+ hero Nina", "y yes  n no")
		d.press("y")
		d.wantStatus("Import pasted text: 1 hero, 1 membership added; 1 hero changed · u undoes")
		d.wantDisk("SELECT home_phone FROM hero WHERE home_phone IS NOT NULL ORDER BY home_phone", "123", "456")
		d.press("I")
		d.paste("Name,home phone\nNina,789\n")
		d.press("enter")
		d.want("home phone  hero.home phone")
		d.press("enter")
		d.want("~ Nina: home phone 456 → 789")
	})
}

// A field that could not be filled is not added.
func TestImportIntoAFieldThatCantBeFilled(t *testing.T) {
	d := start(t, seedFile(t), size(110, 40))
	d.press("I")
	d.paste("Name,Role,Team\nNina,driver,Preventers\nNina,medic,Z-Force\n")
	d.press("enter", "down", "f", "enter")
	d.want("Fix these first; nothing was imported:", "line 3: role of “Nina” is different in line 2: make them", "esc close")
	d.wantNot("y yes")
	d.press("esc")
	d.wantDisk("SELECT count(*) FROM pragma_table_info('hero')", "4")
}

// Memberships that are there stay as they are on request, and change again on request.
func TestImportOnlyAdds(t *testing.T) {
	d := start(t, seedFile(t), size(110, 40))
	d.press("I")
	d.paste("hero,team,is_training\nNina,Z-Force,true\nDeadpond,Z-Force,true\n")
	d.press("enter")
	d.want("~ Deadpond: active → training in Z-Force", "y yes  n no  o only add")
	d.press("o")
	d.want("! Existing memberships stay as they are.", "+ hero Nina", "o change too")
	d.wantNot("~ Deadpond")
	d.press("o")
	d.want("~ Deadpond: active → training in Z-Force")
	d.press("o", "y")
	d.wantStatus("Import pasted text: 1 hero, 1 membership added · u undoes")
	d.press("I")
	d.paste("hero\nNoor\n")
	d.press("enter")
	d.want("+ hero Noor", "y yes  n no")
	d.wantNot("only add")
}

// Every sheet of a workbook is offered by its name; the first that fits is taken.
func TestImportOfASheet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "squads.xlsx")
	f := excelize.NewFile()
	for name, rows := range map[string][][]any{"Sheet1": {{"nothing"}}, "Spring": {{"Name", "Team"}, {"Nina", "Z-Force"}}, "Autumn": {{"Name", "Team"}, {"Noor", "Z-Force"}}} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.MoveSheet("Autumn", "Sheet1"); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	d := start(t, seedFile(t), size(110, 40))
	d.press("I")
	d.paste(path)
	d.press("enter")
	d.want("What the columns mean: sheet Autumn", "Noor │ Z-Force", "s sheet")
	d.press("s")
	d.want("Which sheet?", "▸ Autumn", "Spring", "Sheet1")
	d.press("esc")
	d.want("╭ Import ─")
	d.press("enter", "s", "G", "down", "down", "enter")
	d.want("What the columns mean: sheet Spring", "Nina │ Z-Force")
	d.press("enter")
	d.want("+ hero Nina")
}

// What the user said of columns and signs is known of the next table with the same headers,
// once the import was wanted.
func TestImportRemembersColumns(t *testing.T) {
	m := memory{}
	d := start(t, seedFile(t), size(110, 40), remembering(m))
	paste := func() {
		t.Helper()
		d.press("I")
		d.paste("Wer,Einheit,Stand\nNina,Z-Force,yep\n")
		d.press("enter")
	}
	paste()
	d.want("Einheit  left out: unknown")
	d.press("right", "down", "left", "left", "left", "left", "left", "left", "down", "left", "left", "left")
	d.want("Wer      hero", "Einheit  team", "Stand    status")
	d.press("enter", "down", "enter")
	d.want("+ Nina joins Z-Force in training")
	if d.press("n"); len(m) > 0 {
		t.Errorf("kept of an import that was not wanted: %v", m)
	}
	paste()
	d.press("right", "down", "left", "left", "left", "left", "left", "left", "down", "left", "left", "left", "enter", "down", "enter", "y")
	d.wantStatus("Import pasted text: 1 hero, 1 membership added · u undoes")
	paste()
	d.want("Wer      hero", "Einheit  team", "Stand    status", "Columns as last time.")
	d.press("enter")
	d.want("! Columns as last time.", "Nothing to import: everything is there already.")
}
