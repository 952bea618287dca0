package ui_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// fieldsFile returns a copy of the roster whose models were extended.
func fieldsFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fields.db")
	mustWrite(t, path, mustRead(t, "../testdata/fields.db"))
	return path
}

// The fields of memberships are columns, as many as there is room for, and the
// details have all.
func TestFieldsSeen(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, fieldsFile(t), size(window[0], window[1]))
			a.shot("Details of a team", "i")
			a.shot("A roster", "i", "enter", "down")
			a.shot("Details of a member", "i")
			a.shot("The rest of them", "G")
			a.shot("A hero's teams", "esc", "2", "enter")
			a.shot("Details of a cell", "3", "i")
			a.shot("Details of an empty cell", "esc", "down", "right", "i")
			a.compare(t)
		})
	}
}

// The details follow what another program writes, and mask what is secret.
func TestDetailsAreLive(t *testing.T) {
	d := start(t, fieldsFile(t))
	d.press("2", "i")
	d.want("dead@pond.example")
	d.wantNot("Dive Wilson")
	d.other.exec("UPDATE hero SET email = 'new@example' WHERE id = 1")
	d.look()
	d.want("new@example")
	d.press("esc", ".", "i")
	d.want("Dive Wilson")
}

// A toggle leaves the fields on screen as they are.
func TestFieldsStay(t *testing.T) {
	d := start(t, fieldsFile(t), size(200, 30))
	d.press("enter", "down", "down", "t")
	d.want("● active    scout   2025-12-31")
}

// e edits what a membership has in its fields, and where it stands, in one form.
func TestEditFields(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, fieldsFile(t), size(window[0], window[1]))
			a.press("enter", "down", "down")
			a.shot("The form", "e")
			a.shot("Another word", "tab", "m")
			a.press("tab", "ctrl+u")
			a.typeText("2025-02-29")
			a.shot("A date that does not exist", "ctrl+s")
			a.press("ctrl+u", "tab", "ctrl+u")
			a.typeText("11")
			a.shot("A rule of the table", "ctrl+s")
			a.press("ctrl+u")
			a.typeText("8")
			a.shot("Saved", "ctrl+s")
			a.compare(t)
		})
	}
}

// Three marked members get a role in one go; one is corrected, undone, redone.
func TestSetFieldOfThreeMembers(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(140, 30))
		d.other.exec("ALTER TABLE heroteamlink ADD COLUMN role TEXT")
		d.look()
		d.want("role")
		d.press("enter", "ctrl+a", "e")
		d.want("Set in 3 memberships", "Status", "role")
		d.press("enter")
		d.want("3 memberships: role")
		d.typeText("medic")
		d.press("enter")
		d.wantStatus("3 heroes: role → medic in Preventers · u undoes")
		d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 2 AND role = 'medic'", "3")
		d.press("down", "e", "tab", "ctrl+u")
		d.typeText("scout")
		d.press("ctrl+s")
		d.wantStatus("Rusty-Man: role scout in Preventers · u undoes")
		d.want("Rusty-Man    48  ● active    scout")
		d.press("u")
		d.want("Rusty-Man    48  ● active    medic")
		d.press("U")
		d.want("Rusty-Man    48  ● active    scout")
		d.press("u", "u")
		d.wantDisk("SELECT count(role) FROM heroteamlink", "0")
		d.want("Rusty-Man    48  ● active    —")
	})
}

// What a new membership can't be without is asked for once for all that are picked,
// before anything is written.
func TestRequiredFields(t *testing.T) {
	d := start(t, seedFile(t), size(140, 30))
	d.other.exec("CREATE TABLE kept AS SELECT * FROM heroteamlink")
	d.other.exec("DROP TABLE heroteamlink")
	d.other.exec(`CREATE TABLE heroteamlink (team_id INTEGER NOT NULL, hero_id INTEGER NOT NULL, is_training BOOLEAN NOT NULL,
		"since when" DATE NOT NULL, badge TEXT DEFAULT 'none', PRIMARY KEY (team_id, hero_id), FOREIGN KEY (team_id) REFERENCES team (id), FOREIGN KEY (hero_id) REFERENCES hero (id))`)
	d.look()
	d.press("down", "a", "tab", "tab", "enter")
	d.want("New 2 memberships", "since when", "none")
	d.press("ctrl+s")
	d.want("since when is empty: type a date as 2026-12-31.")
	d.wantDisk("SELECT count(*) FROM heroteamlink", "0")
	d.typeText("2024-02-29")
	d.press("ctrl+s")
	d.wantDisk(`SELECT hero_id || ' ' || "since when" || ' ' || badge FROM heroteamlink`, "1 2024-02-29 none", "3 2024-02-29 none")
	d.press("enter", "n")
	d.typeText("Kid")
	d.press("tab")
	d.typeText("Cid")
	d.press("tab", "tab")
	d.want("Member's since when")
	d.typeText("2025-01-02")
	d.press("ctrl+s")
	d.wantDisk(`SELECT '' || "since when" FROM heroteamlink WHERE hero_id = 4`, "2025-01-02")
}

// Keys that are typed before a form has read what it shows wait for that.
func TestFormHoldsKeys(t *testing.T) {
	d := start(t, fieldsFile(t), size(140, 30))
	d.press("enter", "down", "down")
	d.hold("e", "tab", "m", "ctrl+s")
	d.drain()
	d.wantStatus("Spider-Boy: role medic in Preventers · u undoes")
}

// A form whose column is dropped by another program says so, and keeps its text;
// the other fields can be saved.
func TestFormThatNoLongerFits(t *testing.T) {
	d := start(t, fieldsFile(t), size(140, 30))
	d.press("enter", "down", "down", "e")
	for range 6 {
		d.press("tab")
	}
	d.press("ctrl+u")
	d.typeText("77")
	d.other.exec("ALTER TABLE heroteamlink DROP COLUMN missions")
	d.look()
	d.want("Another program dropped this column", "77")
	d.press("ctrl+s")
	d.want("There is no field")
	d.press("ctrl+u", "0", "shift+tab", "n", "ctrl+s")
	d.wantStatus("Spider-Boy: remote no in Preventers · u undoes")
}

// A hero's own fields are in the hero's form, and what the database refuses stands
// beside its field.
func TestHeroFields(t *testing.T) {
	d := start(t, fieldsFile(t), size(140, 30))
	d.press("2", "n")
	d.typeText("Kid")
	d.press("tab")
	d.typeText("Cid")
	d.press("ctrl+s")
	d.want("email is empty: type at most 40 characters.")
	d.typeText("dead@pond.example")
	d.press("ctrl+s")
	d.want("email: dead@pond.example is taken (hero 1): nothing was changed.")
	d.press("ctrl+u")
	d.typeText("kid@example")
	d.press("ctrl+s")
	d.wantDisk("SELECT email FROM hero WHERE name = 'Kid'", "kid@example")
	d.press("e", "tab", "tab", "tab", "ctrl+u")
	d.typeText("cid@example")
	d.press("ctrl+s")
	d.wantStatus("Kid: email cid@example · u undoes")
}

// A field is added in the app, and is there at once.
func TestAddField(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(140, 30))
		d.press(":")
		d.typeText("add a field")
		d.press("enter")
		d.want("since of memberships records since when")
		d.press("o")
		d.want("New field", "< memberships >")
		d.press("ctrl+s")
		d.want("Name is empty")
		d.typeText("age")
		d.press("shift+tab", "right", "ctrl+s")
		d.want("This changes the table and can't be undone. Add the field?", "y add it  esc keep editing")
		d.press("tab", "x", "y")
		d.want("There is already a column age of heroes: choose another name.")
		d.press("left", "tab", "ctrl+u")
		d.typeText("joined")
		d.press("tab", "left", "left", "enter", "right")
		d.want("< yes >")
		d.press("enter")
		d.typeText("2024-02-29")
		d.press("ctrl+s", "esc")
		d.wantNot("can't be undone")
		d.press("ctrl+s", "y")
		d.wantStatus("New field joined of memberships")
		d.press("enter")
		d.want("joined", "2024-02-29")
		d.press("5")
		d.want("New field joined of memberships", "final")
	})
}

// The field that says since when members stand as they do is offered, and roster keeps
// it from then on.
func TestAddSince(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(140, 30))
		d.press("enter", "t", "F", "s", "ctrl+s", "y")
		d.wantStatus("New field since of memberships")
		d.want("since", "2026-11-22") // of the one who was just graduated
		d.press("down", "t")
		d.wantDisk("SELECT count(*) FROM heroteamlink WHERE since IS NOT NULL", "2")
		d.press("u")
		d.wantDisk("SELECT count(*) FROM heroteamlink WHERE since IS NOT NULL", "1")
		d.press("F")
		d.want("m minimum  o another field")
		d.wantNot("s since") // it is not offered any more
	})
}

// The dialogs about fields, in every size.
func TestFieldDialogs(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, fieldsFile(t), size(window[0], window[1]))
			a.shot("Which new field", "F")
			a.shot("A new field", "o")
			a.shot("It is required", "tab", "x", "tab", "right", "tab", "right")
			a.shot("Asked about", "shift+tab", "shift+tab", "x", "ctrl+s")
			a.press("esc", "esc", "y", "enter", "space", "space")
			a.shot("Which field", "e")
			a.shot("Its value", "down", "down", "enter")
			a.shot("Set", "1", "enter")
			a.press("esc", "y", "esc", "esc")
			a.shot("A new hero", "2", "n")
			a.shot("What a hero needs", "tab", "tab", "tab")
			a.press("esc")
			a.shot("A team", "1", "e")
			a.compare(t)
		})
	}
}

// However many fields there are and whatever they are called, every line fits, and
// the field that has the keys is on screen.
func TestVeryManyFields(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {120, 40}} {
		d := start(t, seedFile(t), size(window[0], window[1]))
		for i := range 60 {
			d.other.exec(fmt.Sprintf("ALTER TABLE heroteamlink ADD COLUMN \"größe 大きい %d\x1b[31m\u202e \"\"%s\"\"\" VARCHAR", i, strings.Repeat("long ", i%7)))
		}
		d.look()
		d.press("enter", "i", "G", "esc", "e")
		for range 45 {
			d.press("tab")
		}
		d.typeText("here I am")
		d.want("here I am")
		d.press("ctrl+s")
		d.want("undoes")
		d.press("space", "space", "e")
		for range 50 {
			d.press("down")
		}
		d.press("enter")
		d.typeText("both")
		d.press("enter")
		d.wantDisk(fmt.Sprintf("SELECT count(*) FROM heroteamlink WHERE \"größe 大きい %d\x1b[31m\u202e \"\"%s\"\"\" = 'both'", 50, strings.Repeat("long ", 50%7)), "2")
	}
}

// The menu has as many lines as there are, whatever becomes of the window or the fields.
func TestFieldMenuInAnotherWindow(t *testing.T) {
	scrolled := func() *driver {
		d := start(t, seedFile(t), size(60, 10))
		for i := range 6 {
			d.other.exec(fmt.Sprintf("ALTER TABLE heroteamlink ADD COLUMN f%d TEXT", i))
		}
		d.look()
		d.press("enter", "space", "e", "end")
		return d
	}
	d := scrolled()
	d.resize(60, 30)
	d.want("Status", "f0", "▸ f5")
	d = scrolled()
	d.other.exec("ALTER TABLE heroteamlink DROP COLUMN f0")
	d.look()
	d.want("▸ f5")
}

// A name that another row has, where no two may have the same, is said beside the name,
// and what was typed stays.
func TestNameThatIsTaken(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path, size(100, 30))
		d.other.exec("CREATE UNIQUE INDEX u ON hero (name)")
		d.look()
		d.press("2", "e", "ctrl+u")
		d.typeText("Rusty-Man")
		d.press("tab", "ctrl+s")
		d.want("Name           Rusty-Man", "name: Rusty-Man is taken (hero 3): nothing was changed.")
		d.typeText("2")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM hero WHERE id = 1", "Rusty-Man2")
	})
}
