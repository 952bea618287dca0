package ui_test

import "testing"

// edits of a form's row by another program, while the form is open.
const (
	theirHeadquarters = "UPDATE team SET headquarters = 'Moon' WHERE id = 2"
	theirName         = "UPDATE team SET name = 'Avengers' WHERE id = 2"
)

// A field that no one typed in shows what another program made of it, and both
// changes are kept.
func TestFormShowsWhatOthersChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("e", "!")
		d.other.exec(theirHeadquarters)
		d.look()
		d.want("Name          Preventers!", "Headquarters  Moon", "Changed by another program: it was “Sharp", "Tower”.")
		d.wantStatus("Another program changed the row you are editing: the form shows where.")
		d.press("ctrl+s")
		d.wantDisk("SELECT name, headquarters FROM team WHERE id = 2", "Preventers! Moon")
	})
}

// What was typed stays, and replaces nothing that the person was not told of: the
// first save says what is there now, the second one replaces it.
func TestFormNeverOverwritesUnseen(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("e", "!")
		d.other.exec(theirName)
		d.look()
		d.want("Name          Preventers!", "Another program changed it to “Avengers”.")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Avengers")
		d.want(`Nothing was changed: Preventers has changed since: name is`, `now "Avengers"`, "Preventers!", "Another program changed it to “Avengers”:", "saving replaces that.")
		d.other.exec("UPDATE team SET name = 'Defenders' WHERE id = 2") // once more
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Defenders")
		d.want("Another program changed it to “Defenders”:", "saving replaces that.")
		d.press("ctrl+s")
		d.wantStatus("Defenders: now called Preventers! · u undoes")
		d.press("u")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Defenders")
	})
}

// Without a look in between it is the same.
func TestFormConflictWithoutALook(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("e", "!")
		d.other.exec(theirName)
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Avengers")
		d.want("Preventers!", "Another program changed it to “Avengers”:", "saving replaces that.")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Preventers!")
	})
}

// If both typed the same, or the other one took it back, there is nothing to
// tell.
func TestFormWithEqualEdits(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("e", "!")
		d.other.exec("UPDATE team SET name = 'Preventers!' WHERE id = 2")
		d.look()
		d.wantNot("nother program made it")
		d.press("ctrl+s")
		d.wantStatus("Preventers! is as it was.")

		d = start(t, on.seed(t))
		d.press("e", "!")
		d.other.exec(theirName)
		d.look()
		d.other.exec("UPDATE team SET name = 'Preventers' WHERE id = 2")
		d.look()
		d.wantNot("nother program made it")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id = 2", "Preventers!")
	})
}

// Of a secret name it says that it is another one, and no more.
func TestFormKeepsSecretsThatOthersChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		for _, keys := range [][]string{{"2", "e"}, {"2", "e", "tab", "Z"}} {
			d := start(t, on.seed(t))
			d.press(keys...)
			d.other.exec("UPDATE hero SET secret_name = 'Wade Wilson' WHERE id = 1")
			d.look()
			d.want("nother program")
			d.wantNot("Wade", "Dive", "Wilson")
		}
	})
}

// A row that is gone can't be saved; the text stays, and so does the row that
// comes back.
func TestFormOfARowThatIsGone(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "down", "e", "!")
		d.other.exec("DELETE FROM hero WHERE id = 3")
		d.look()
		d.want("Another program deleted this row, so it can't", "Rusty-Man!")
		d.press("ctrl+s")
		d.want("Another program deleted this row", "Rusty-Man!")
		d.wantStatus("Nothing was changed: Rusty-Man no longer exists.")
		d.other.exec("INSERT INTO hero VALUES (3, 'Rusty-Man', 'Tommy Sharp', 48)")
		d.look()
		d.wantNot("Another program deleted this row")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM hero WHERE id = 3", "Rusty-Man!")
	})
}

// The form of a new row has none that others could change.
func TestFormOfANewRow(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("n", "A")
		d.other.exec(theirName)
		d.look()
		d.wantNot("nother program")
		d.press("tab", "B", "ctrl+s")
		d.wantDisk("SELECT name FROM team WHERE id > 2", "A")
	})
}

// A change that comes while the form is being saved is told, too.
func TestFormThatIsBeingSaved(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("e", "!")
	d.other.exec("BEGIN IMMEDIATE")
	d.hold("ctrl+s")
	d.other.exec(theirName)
	d.other.exec("COMMIT")
	d.drain()
	d.want("Another program changed it to “Avengers”:", "saving replaces that.")
}

// A row that is there again can be saved, and the form says nothing else.
func TestRowThatIsThereAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "down", "e", "!")
		d.other.exec("DELETE FROM heroteamlink WHERE hero_id = 3")
		d.other.exec("DELETE FROM hero WHERE id = 3")
		d.press("ctrl+s")
		d.want("Another program deleted this row")
		d.other.exec("INSERT INTO hero (id, name, secret_name, age) VALUES (3, 'Rusty-Man', 'Tommy Sharp', 48)")
		d.look()
		d.wantStatus("The row you are editing is back.")
		d.wantNot("deleted this row", "no longer exists", "Nothing was changed")
		d.press("ctrl+s")
		d.wantDisk("SELECT name FROM hero WHERE id = 3", "Rusty-Man!")
	})
}
