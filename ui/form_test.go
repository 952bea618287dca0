package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What is wrong stands beside its field, and what was typed stays.
func TestFormErrors(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		for _, c := range []struct{ name, age, want string }{
			{"", "", "Name is empty: type 1 to 200 characters."},
			{strings.Repeat("x", 201), "", "Name has 201 characters: the longest is 200."},
			{"A", "abc", `Age "abc" is not a whole number from 0 to 150`},
			{"A", "-1", `Age "-1" is not a whole number`},
			{"A", "151", `Age "151" is not a whole number`},
			{"A", "4.5", `Age "4.5" is not a whole number`},
		} {
			t.Run(c.want, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press("2", "n")
				d.send(tea.PasteMsg{Content: c.name})
				d.press("tab")
				d.typeText("secret")
				d.press("tab")
				d.typeText(c.age)
				d.press("ctrl+s")
				d.want("New hero", c.want[:20])
				d.wantDisk("SELECT count(*) FROM hero", "3")
				d.press("esc", "y")
				d.wantNot("New hero")
			})
		}
	})
}

// A control character can't be typed or pasted into a name.
func TestFormTakesNoControlCharacters(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("n")
	d.send(tea.PasteMsg{Content: "A\x1b[31m\tB\x07\r\nC"})
	d.press("enter")
	d.fill("there")
	d.wantDisk("SELECT count(*) FROM team WHERE name GLOB '*[' || char(1) || '-' || char(31) || ']*'", "0")
}

// A paste of a megabyte is no harm: what fits is kept, and the rule is named.
func TestFormPasteOfAMegabyte(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("n")
	d.send(tea.PasteMsg{Content: strings.Repeat("long ", 200_000)})
	d.press("tab")
	d.typeText("here")
	d.press("ctrl+s")
	d.want("Name has 201 characters")
	d.wantDisk("SELECT count(*) FROM team", "2")
}

// Esc on a form that was typed in asks first; on an untouched one it closes.
func TestFormAsksBeforeItIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("e", "esc")
		d.wantNot("Edit team")
		d.press("e")
		d.typeText("!")
		d.press("esc")
		d.want("Discard what you typed?")
		d.press("x", "esc")
		d.want("Edit team", "Preventers!")
		d.press("esc", "y")
		d.wantNot("Edit team")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Preventers")
	})
}

// Editing writes the fields that were changed, and no other.
func TestEdit(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "e")
		d.want("Edit hero id:1", "Deadpond", "••••••")
		d.wantNot("Dive Wilson")
		d.press("tab", "tab")
		d.other.exec("UPDATE hero SET secret_name = 'Wade' WHERE id = 1")
		d.typeText("30")
		d.press("enter")
		d.wantStatus("Deadpond: age 30 · u undoes")
		d.wantDisk("SELECT name, secret_name, age FROM hero WHERE id = 1", "Deadpond Wade 30")
		d.press("u")
		d.wantDisk("SELECT name, secret_name, coalesce(cast(age AS TEXT), 'none') FROM hero WHERE id = 1", "Deadpond Wade none")
	})
}

// A form over a row that someone else changed or deleted says so, and keeps
// what was typed.
func TestFormConflicts(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		for statement, want := range map[string]string{
			"UPDATE team SET name = 'Avengers' WHERE id = 2": `name is now "Avengers"`,
			"DELETE FROM team WHERE id = 2":                  "Preventers no longer exists",
		} {
			t.Run(want, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press("e")
				d.typeText("!")
				d.other.exec(statement)
				before := d.other.rows("SELECT * FROM team")
				d.press("ctrl+s")
				d.want("Edit team", "Preventers!", "Nothing was changed")
				d.wantDisk("SELECT * FROM team", before...)
			})
		}
	})
}

// Two dialogs never fight for a key: while one is open, the keys are its own.
func TestDialogHasTheKeys(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("n")
	d.typeText("q?:123du")
	d.want("New team", "q?:123du")
	d.press("esc", "y", "a")
	d.typeText("q")
	d.want("Assign to Preventers", "No hero matches.")
	d.press("esc")
	if d.quit {
		t.Error("q in a dialog quit")
	}
}

// Characters that belong together stay so, wherever the cursor is: a line is as wide as
// the screen.
func TestCursorWithinACharacter(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "n")
	d.send(tea.PasteMsg{Content: "क्ष"})
	d.press("left")
	d.want("New hero") // the driver measures every line
}
