package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What came of another write is none of a form's business: neither its refusal
// nor its success.
func TestFormWaitsForItsOwnAnswer(t *testing.T) {
	t.Run("Refused", func(t *testing.T) {
		d := start(t, seedFile(t))
		d.press("enter")
		d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1")
		d.hold("t", "tab", "n", "X", "tab", "H", "ctrl+s")
		d.drain()
		d.wantNot("╭ New team")
		d.wantDisk("SELECT count(*) FROM team", "2")
	})
	t.Run("Applied", func(t *testing.T) {
		d := start(t, seedFile(t))
		d.press("enter")
		d.hold("t", "tab", "e", "!", "ctrl+s")
		d.runAll() // t is on disk
		d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2")
		d.other.exec("DELETE FROM team WHERE id = 2")
		d.drain()
		d.want("Edit team", "Preventers!", "Preventers no longer exists")
	})
}

// A question that comes late takes no answer from what was typed before it, and what
// was typed behind that is dropped too.
func TestLateQuestionTakesNoEarlierKeys(t *testing.T) {
	path := seedFile(t)
	start(t, path).press("enter", "t")
	d := start(t, path)
	d.hold("u", "n", "R")
	d.drain()
	d.want("Undo an earlier change?")
	d.wantLinks(graduatedLinks...)
	d.press("n")
	d.wantNot("Undo an earlier change?", "New team")
}

// Enter in the picker takes the row of what was typed, not the one that was on
// screen before it.
func TestPickerTakesWhatWasTyped(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("down", "a") // Z-Force
	d.hold("R", "u", "s", "enter")
	d.drain()
	d.wantStatus("Rusty-Man joins Z-Force in training · u undoes")
	d.wantLinks("1,1,0", "1,2,1", "1,3,1", "2,1,1", "2,2,0", "2,3,0")
}

// With marks, enter takes them, and no one is made by mistake.
func TestPickerWithMarksAndNoMatch(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("down", "a", "end", "down", "down", "tab") // Spider-Boy
	d.typeText("nobody")
	d.want("No hero matches.", "Press enter to add the marked 1 hero.")
	d.press("ctrl+n")
	d.want("Assign to Z-Force")
}

// Marked heroes of the matrix that are not on screen are toggled and removed
// too.
func TestMatrixMarksBeyondTheScreen(t *testing.T) {
	d := start(t, manyFile(t))
	trainees := d.other.rows("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training")[0]
	d.press("3", "ctrl+a", "t")
	d.want("2,000 memberships are marked")
	d.press("A")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", "0")
	d.press("u")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1 AND is_training", trainees)
	d.press("3", "ctrl+a", "d")
	d.want("2,000 memberships will be deleted.")
	d.press("y")
	d.wantDisk("SELECT count(*) FROM heroteamlink WHERE team_id = 1", "0")
}

// Cells that were read before a write do not bring back what was there.
func TestMatrixCellsOlderThanAWrite(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3")
	d.hold("R")
	d.runAll() // the lists
	for len(d.answers) > 0 {
		d.deliver(0)
		if len(d.pending) > 0 {
			d.runAll()
		}
	}
	d.drain()
	d.press("t")
	d.want("[● active✓]")
	d.press("R")
	d.want("[● active]")
	d.wantLinks(graduatedLinks...)
}

// What was marked and is gone is not marked any more.
func TestMarksOfDeletedRows(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "space", "space", "d")
	d.want("Delete 2 heroes?", "Deadpond id:1", "Rusty-Man id:3")
	d.press("y")
	d.wantNot("marked")
	d.press("d")
	d.want("Delete the hero Spider-Boy?")
}

// A row that is hidden by an error takes no key.
func TestKeysOnRowsThatCouldNotBeRead(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	d.other.exec("ALTER TABLE hero RENAME TO gone")
	d.press("R")
	d.want("no such table")
	d.press("t")
	d.wantStatus("The rows could not be read: press R to try again.")
	d.press("3")
	d.want("no such", "table: hero", "Press R to try again.")
	d.other.exec("ALTER TABLE gone RENAME TO hero")
	d.press("R")
	d.want("▸ Deadpond")
	d.wantLinks(seedLinks...)
}

// A text longer than the rules allow is not cut because it is edited.
func TestEditOfAnOverlongText(t *testing.T) {
	d := start(t, seedFile(t))
	d.other.exec("UPDATE team SET headquarters = printf('%.300c', 'x') WHERE id = 2")
	d.press("R", "e", "tab", "backspace", "ctrl+s")
	d.want("Headquarters has 299 characters")
	d.wantDisk("SELECT length(headquarters) FROM team WHERE id = 2", "300")
}

// A new row is seen, also where a filter would hide it.
func TestNewRowUnderAFilter(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("/")
	d.typeText("Z-")
	d.press("enter", "n")
	d.fill("Alpha", "Moon")
	d.wantCursor("Alpha")
}

// Secret names are masked in the statement log as well, until they are shown.
func TestSecretsInTheLog(t *testing.T) {
	d := start(t, seedFile(t), size(200, 60))
	d.press("2", "e", "tab")
	d.want("Secret name    ••••••")
	d.typeText("Z")
	d.press("ctrl+s", "L", "tab", "tab", "up", "up", "up", "up")
	d.want("UPDATE hero SET secret_name")
	d.wantNot("Dive Wilson")
	d.press(".")
	d.want("Dive WilsonZ")
}

// What is typed while a form is being saved is meant for what comes after it:
// nothing of it is lost, and nothing becomes a command.
func TestTypingOnWhileAFormIsSaved(t *testing.T) {
	d := start(t, emptyFile(t))
	keys := []string{"n", "Q", "tab", "s", "ctrl+s", "n", "Z", "e", "d", "tab", "s", "ctrl+s", "n", "d", "u"}
	d.hold(keys...)
	d.drain()
	d.wantDisk("SELECT name FROM team ORDER BY id", "Q", "Zed")
	d.want("New team", "du")
}

// A half-typed form is not lost by ctrl+c either; the second one quits, and so does
// the answer that it may be discarded. What esc asks is another question.
func TestInterruptOfAForm(t *testing.T) {
	for _, second := range []string{"ctrl+c", "y"} {
		d := start(t, seedFile(t))
		d.press("e", "!", "ctrl+c")
		d.want("Discard what you typed, and quit?", "y quit", "esc keep editing")
		if d.quit {
			t.Fatal("the first ctrl+c quit")
		}
		d.press("esc", "esc")
		d.want("Discard what you typed?", "y discard it")
		d.press("esc", "ctrl+c", second)
		if !d.quit {
			t.Errorf("%s did not quit", second)
		}
	}
}

// Who is in training again by an undo is in the view of training again.
func TestTrainingViewAfterAnUndo(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("4", "down", "enter", "t", "1", "4")
	d.wantRows(0, "All teams", "▸ Z-Force 1● 1◐")
	d.press("u")
	d.want("Preventers         2●  1◐")
}

// At 40x10 a dialog keeps its answers on the screen.
func TestDialogsInTheSmallestWindow(t *testing.T) {
	d := start(t, seedFile(t), size(40, 10))
	d.press("2", "ctrl+a", "d")
	d.want("y yes  n no", "5 memberships will be deleted.")
	d.press("n", "esc", "n", "ctrl+s")
	d.want("Name is empty", "ctrl+s save")
	d.press("x", "esc")
	d.want("Discard what you typed?", "y discard it")
	d.press("y", "a")
	d.want("Search", "▸ Preventers", "join as", "esc", "╰")
}

// Toggling marked heroes of the matrix is a write like any other: in its turn,
// waited for, and asked about only where nothing else has the keys.
func TestMatrixMarksAreToggledInTurn(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3", "ctrl+a")
	d.hold("t", "A", "n", "R")
	d.drain()
	d.want("Toggle training", "a active")
	d.wantLinks(seedLinks...)

	d = start(t, seedFile(t))
	d.press("3", "space")
	d.hold("t", "q")
	d.drain()
	d.wantLinks(graduatedLinks...)
	if !d.quit {
		t.Error("it did not quit after the write")
	}

	d = start(t, seedFile(t))
	d.press("3", "space")
	d.hold("t", "u")
	d.drain()
	d.wantStatus("Undone: Deadpond: training → active in Preventers · U redoes")
	d.wantLinks(seedLinks...)
}

// A picker whose rows could not be read takes none of those behind the error.
func TestPickerThatCouldNotRead(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("down", "a")
	d.other.exec("ALTER TABLE hero RENAME TO gone")
	d.typeText("Rus")
	d.want("no such table", "Press enter to try again.")
	d.press("tab")
	d.other.exec("ALTER TABLE gone RENAME TO hero")
	d.press("enter")
	d.want("▸ Rusty-Man")
	d.wantLinks(seedLinks...)
	d.press("enter")
	d.wantStatus("Rusty-Man joins Z-Force in training · u undoes")
}

// What is pasted while a form is being saved waits as keys do.
func TestPasteWhileAFormIsSaved(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("n", "A", "tab", "B")
	d.hold("ctrl+s", "n")
	d.send(tea.PasteMsg{Content: "Pasted"})
	d.hold("!")
	d.drain()
	d.want("New team", "Pasted!")
}

// Rows that someone else deleted meanwhile don't stop the deletion of the
// others.
func TestDeletionOfRowsPartlyGone(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "space", "space")
	d.other.exec("DELETE FROM heroteamlink WHERE hero_id = 1")
	d.other.exec("DELETE FROM hero WHERE id = 1")
	d.press("d", "y")
	d.wantStatus("Rusty-Man deleted, with 1 membership (1 row already gone) · u undoes")
	d.wantDisk("SELECT name FROM hero", "Spider-Boy")
	d.wantNot("marked")
}

// Quitting does not throw away what has to be asked.
func TestQuittingWithAQuestion(t *testing.T) {
	path := seedFile(t)
	start(t, path).press("enter", "t")
	d := start(t, path)
	d.hold("u", "q")
	d.drain()
	d.want("Undo an earlier change?")
	if d.quit {
		t.Error("it quit over the question")
	}
}

// Undoing goes down the history without moving the cursor away.
func TestHistoryKeepsItsPlace(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "t", "j", "t", "j", "t", "5", "u", "j", "u", "j", "u")
	d.wantLinks(seedLinks...)
	d.wantCursor("Deadpond")
}

// Who fits the status filter again by an undo is shown again.
func TestUndoUnderAStatusFilter(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "f", "f")
	d.want("▸ Rusty-Man")
	d.press("t", "R")
	d.wantRows(1, "▸ Spider-Boy — ● active Z-Force")
	d.press("u")
	d.want("Rusty-Man", "Spider-Boy")
}

// If nothing of it is seen, q does not quit a half-typed form.
func TestQuitInATooSmallWindow(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("n", "A")
	d.resize(30, 6)
	d.press("q")
	if d.quit {
		t.Fatal("the form was lost")
	}
	d.resize(100, 30)
	d.want("New team", "A")
}

// Keys that come before the rows that they are about wait for them, in their order.
func TestKeysBeforeTheRows(t *testing.T) {
	d := start(t, seedFile(t))
	d.hold("down", "enter", "t", "down", "t")
	d.drain()
	d.wantStatus("Spider-Boy: training → active in Z-Force · u undoes")
	d.want("Deadpond      —  ◐ training")
}

// What ends a dialog waits for the rows behind it: read after what it writes, they would
// begin with another row.
func TestDialogBeforeTheRowsBehindIt(t *testing.T) {
	path := seedFile(t)
	other := openOther(t, path)
	other.exec("INSERT INTO team (name, headquarters) VALUES ('A-Team', 'Van')")
	other.exec("INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (3, 2, FALSE)")
	d := start(t, path)
	d.press("down")
	d.hold("up")
	late := d.pending // the members of the A-Team
	d.pending = nil
	d.press("a", "enter")
	d.pending = append(d.pending, late...)
	d.drain()
	d.wantStatus("Deadpond joins A-Team in training · u undoes")
	d.want("▹ Spider-Boy", "  Deadpond ")
}

// The rows that a status filter shows are counted again in the matrix too.
func TestCountOfTheMatrix(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3", "f", "t")
	d.want("Matrix · training", "1 × 2")
}

// A team that comes back, and has no one in training, is named beside its members all the
// same.
func TestUndoOfADeletionInTraining(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("4", "down", "enter", "t", "esc", "d", "y")
	d.wantNot("Preventers  ")
	d.press("u")
	d.want("Spider-Boy    —  ◐ training  Preventers")
}

// esc takes them back.
func TestKeysBeforeTheRowsTakenBack(t *testing.T) {
	d := start(t, seedFile(t))
	d.hold("down", "enter", "t", "esc")
	d.drain()
	d.wantLinks(seedLinks...)
}
