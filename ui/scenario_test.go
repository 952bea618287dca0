package ui_test

import (
	"slices"
	"testing"
)

// allLinks are the five links of the scenario.
var allLinks = []string{"1,1,0", "1,2,1", "2,1,1", "2,2,0", "2,3,0"}

// fill types a form's texts, and saves it with the last enter.
func (d *driver) fill(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		d.typeText(text)
		d.press("enter")
	}
}

// The whole scenario of the tutorial at the keyboard, from an empty database to
// the five links.
func TestScenarioAtTheKeyboard(t *testing.T) {
	var first []string
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.empty(t))
		d.scenario()
		labels := d.labels()
		if first == nil {
			first = labels
		}
		if !slices.Equal(labels, first) {
			t.Errorf("the statement log has the labels\n%q\nand on the other engine\n%q", labels, first)
		}
	})
}

// labels returns what the statements in the log were issued for, in order, from the
// first on, each once where several are for the same.
func (d *driver) labels() []string {
	var labels []string
	for _, s := range d.store.Log().Recent(1000) {
		labels = append(labels, s.Label)
	}
	return slices.Compact(labels)
}

// scenario goes from an empty database to the five links.
func (d *driver) scenario() {
	d.t.Helper()
	d.want("No teams yet.", "Press n to create one.")
	d.press("n")
	d.fill("Z-Force", "Sister Margaret's Bar")
	d.wantStatus("New team Z-Force · u undoes")
	d.press("n")
	d.fill("Preventers", "Sharp Tower")
	d.wantCursor("Preventers")

	d.press("2", "n")
	d.fill("Deadpond", "Dive Wilson", "")
	d.press("n")
	d.fill("Spider-Boy", "Pedro Parqueador", "")
	d.press("n")
	d.fill("Rusty-Man", "Tommy Sharp", "48")
	d.wantRows(0, "Deadpond — 0● 0◐", "▸ Rusty-Man 48 0● 0◐", "Spider-Boy — 0● 0◐")
	d.wantDisk("SELECT id, name, secret_name, coalesce(cast(age AS TEXT), 'none') FROM hero ORDER BY id",
		"1 Deadpond Dive Wilson none", "2 Spider-Boy Pedro Parqueador none", "3 Rusty-Man Tommy Sharp 48")

	d.press("1", "G", "a") // Z-Force
	d.want("Assign to Z-Force")
	d.typeText("dead")
	d.press("ctrl+t")
	d.want("join as ● active")
	d.press("enter")
	d.wantStatus("Deadpond joins Z-Force as active · u undoes")

	d.press("g", "a") // Preventers
	d.press("tab")    // Deadpond
	d.press("down", "tab", "enter")
	d.wantStatus("2 heroes join Preventers in training · u undoes")
	d.press("a")
	d.typeText("rusty")
	d.press("ctrl+t", "enter")
	d.wantLinks("1,1,0", "2,1,1", "2,2,1", "2,3,0")

	d.press("2", "/")
	d.typeText("spider")
	d.press("enter", "a")
	d.want("Teams for Spider-Boy", "◐ training")
	d.typeText("z-")
	d.press("enter")
	d.wantStatus("Spider-Boy joins Z-Force in training · u undoes")
	d.press("enter", "t")
	d.wantStatus("Spider-Boy: training → active in Preventers · u undoes")
	d.wantLinks(allLinks...)
}

// A hero who is deleted comes back with the memberships, also after a restart.
func TestDeletedHeroComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("2", "d")
		d.want("Delete the hero Deadpond?", "2 memberships will be deleted.", "It leaves Z-Force with no one active.", "u undoes it.")
		d.press("y")
		d.wantStatus("Deadpond deleted, with 2 memberships · u undoes")
		d.wantLinks("1,2,1", "2,2,0", "2,3,0")
		again := start(t, path)
		again.press("u", "y")
		again.wantLinks(allLinks...)
		again.wantDisk("SELECT name FROM hero WHERE id = 1", "Deadpond")
	})
}

// A key typed before the confirmation has said what goes is no consent.
func TestLateConfirmation(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter")
		d.hold("d", "y")
		d.drain()
		d.want("Remove from the team?", "Deadpond's membership of Preventers")
		d.wantLinks(seedLinks...)
		d.press("d", "t", "enter", "space")
		d.want("Remove from the team?")
		d.press("n")
		d.wantNot("Remove from the team?")
		d.press("d", "y")
		d.wantStatus("Deadpond leaves Preventers · u undoes")
		d.wantRows(1, "▸ Rusty-Man 48 ● active", "Spider-Boy — ● active Z-Force")
		d.press("u")
		d.wantLinks(seedLinks...)
	})
}

// Marked rows are one change: taken out together, brought back together.
func TestMarkedRowsAreOneChange(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "ctrl+a", "d")
		d.want("Deadpond's membership of Preventers", "Rusty-Man's", "Spider-Boy's", "3 memberships will be deleted.")
		d.press("y")
		d.wantStatus("3 heroes leave Preventers · u undoes")
		d.wantLinks("1,1,0", "1,2,1")
		d.press("u")
		d.wantLinks(seedLinks...)

		d.press("esc", "esc", "2", "ctrl+a", "a")
		d.want("Teams for 3 heroes", "in 2 of 3")
		d.typeText("Z")
		d.press("enter")
		d.wantStatus("Rusty-Man joins Z-Force in training (2 rows unchanged: 1 active, 1 in training) · u undoes")
		d.press("ctrl+a", "a")
		d.typeText("Pre")
		d.press("ctrl+t", "enter") // no one is made active
		d.want("Nothing to do: 3 rows unchanged: 2 active, 1 in training.")
	})
}

// Who is not found can be made in the picker, and joins at once.
func TestPickerCreatesMissingHero(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("a")
		d.typeText("Black Lion")
		d.want("No hero matches.", "Press enter to create “Black Lion”.")
		d.press("enter")
		d.want("New hero, training in Preventers", "Black Lion")
		d.press("enter")
		d.fill("Trevor Challa", "35")
		d.wantStatus("New hero Black Lion in Preventers · u undoes")
		d.wantDisk("SELECT team_id, "+d.other.flag()+" FROM heroteamlink WHERE hero_id = 4", "2 1")
		d.press("u")
		d.wantDisk("SELECT count(*) FROM hero", "3")
	})
}

// A membership is not added twice.
func TestAssignAMember(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("a", "enter")
		d.wantStatus("Deadpond is already training in Preventers.")
		d.wantLinks(seedLinks...)
	})
}

// Everyone in training: who graduates stays in sight, ticked.
func TestTrainingView(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("4")
		d.wantRows(0, "▸ All teams", "Preventers 2● 1◐", "Z-Force 1● 1◐")
		d.press("down", "enter", "t")
		d.wantRows(1, "▸ Deadpond — ● active Z-Force ✓")
		d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0")
		d.press("R")
		d.wantRows(0, "All teams", "▹ Z-Force 1● 1◐")
	})
}

// The matrix: a cell is assigned, toggled and removed where the cursor is.
func TestMatrix(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("3")
		d.want("Preventers    Z-Force", "▸ Deadpond   [◐ training]   ● active", "Coverage    2● 1◐         1● 1◐")
		d.press("down", "right", "t")
		d.wantStatus("There is no membership in this cell: press a to assign.")
		d.press("a")
		d.wantStatus("Rusty-Man joins Z-Force in training · u undoes")
		d.want("● active     [◐ training✓]")
		d.press("a")
		d.wantStatus("Rusty-Man is already training in Z-Force.")
		d.press("t")
		d.wantStatus("Rusty-Man: training → active in Z-Force · u undoes")
		d.press("d", "y")
		d.wantStatus("Rusty-Man leaves Z-Force · u undoes")
		d.wantLinks(seedLinks...)
		d.press("u", "u", "u")
		d.wantLinks(seedLinks...)

		d.press("k", "t") // the only active one
		d.want("!0● 2◐")
		d.press("u")
		d.press(`\`)
		d.typeText("prev")
		d.press("enter")
		d.want("teams /prev")
		d.wantNot("Z-Force")
		d.press("/")
		d.typeText("spider")
		d.press("enter")
		d.wantNot("Rusty-Man")
		d.press("esc", "esc")
		d.want("Z-Force", "Rusty-Man")
		d.press("enter")
		d.want("╭ Heroes", "╭ Spider-Boy")
		d.press("esc")
		d.want("╭ Matrix")
	})
}

// The history shows what a change did, and undoes one further down on its own.
func TestHistoryView(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("5")
		d.want("No changes yet.")
		d.press("1", "enter", "t", "down", "t", "5")
		d.want("▸ Rusty-Man: a", "Deadpond: tra", "Nov 22 12:00  "+on.actor("ana")[:3])
		d.want("Rusty-Man'", "active", "training")
		d.press("down", "u")
		d.want("Undo this one change?", "Deadpond: training → active in Preventers", "Later changes")
		d.press("u", "enter", "t")
		d.want("Undo this one change?")
		d.press("y")
		d.wantStatus("Undo: Deadpond: training → active in Preventers · u undoes")
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,0", "2,3,1")
		d.press("g", "u") // the newest: at once
		d.wantStatus("Undone: Undo: Deadpond: training → active in Preventers · U redoes")
		d.press("t")
		d.wantStatus("The history can't be edited: press u to undo the selected change.")

		d.other.exec("UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 2 AND hero_id = 1")
		d.press("G", "u", "y")
		d.wantStatus("Nothing was changed: Deadpond's membership of Preventers has changed since: now training.")
	})
}

// A tick marks what has just changed, and nothing else.
func TestTickOfTheMatrix(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("3", "a")
		d.wantStatus("Deadpond is already training in Preventers.")
		d.want("[◐ training]")
		d.press("t")
		d.want("[● active✓]")
	})
}

// A window that grows shows cells that it had no room for.
func TestMatrixInAGrowingWindow(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("1", "n")
		d.fill("Avengers-with-a-long-name", "Tower")
		d.press("3")
		d.resize(40, 12)
		d.press("R")
		d.resize(160, 40)
		d.want("▸ Deadpond   [·]                      ◐ training              ● active", "!0● 0◐")
	})
}
