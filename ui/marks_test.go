package ui_test

import (
	"testing"

	"roster/ui"
)

func TestMarkedRowsAreToggledTogether(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "down", "space", "space")
		d.want("■Rusty-Man", "■Spider-Boy", "2 marked")
		d.press("t")
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
		d.wantStatus("2 heroes: active → training in Preventers · u undoes")
		d.wantNot("■", "marked")
		d.press("u")
		d.wantLinks(seedLinks...)
	})
}

// If some are in training and some active, the direction is a question, and
// the key that asks is no answer.
func TestMixedMarksAskWhichWay(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "ctrl+a", "t")
		d.want("3 memberships are marked, 1 in training and 2 active.", "a active", "i in training", "esc neither")
		d.press("t", "y", "enter", "space", "q")
		d.want("Toggle training")
		d.press("esc")
		d.want("3 marked")
		d.wantLinks(seedLinks...)

		d.press("t", "A")
		d.wantLinks(graduatedLinks...)
		d.wantStatus("Deadpond: training → active in Preventers (2 rows already active) · u undoes")

		d.press("ctrl+a", "t")
		d.wantNot("Toggle training") // all are active now
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
		d.press("u", "u")
		d.wantLinks(seedLinks...)

		d.press("ctrl+a", "t", "i")
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
	})
}

func TestMarksStayUntilTheyAreTakenOff(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter", "space", "space", "pgdown", "space")
	d.want("3 marked")
	d.press("G", "g", "s", "S", "s", "/")
	d.typeText("mage")
	d.want("3 marked")
	d.press("enter", "esc", "R")
	d.want("3 marked")
	d.press("s", "s", "g", "space") // by name again, so this takes a mark off
	d.want("2 marked")
	d.press("esc")
	d.wantNot("marked")
	d.want("▸")
}

// Marked rows that the filter hides are not toggled unasked.
func TestHiddenMarks(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "space", "/")
		d.typeText("spi")
		d.press("enter")
		d.want("1 marked, 1 unseen")
		d.press("t")
		d.want("The marked row has not been on screen since", "y continue with all marked rows")
		d.press("esc")
		d.wantLinks(seedLinks...)

		d.press("space", "t")
		d.want("2 memberships are marked, 1 in training and 1 active.", "them have not been on screen since the filter changed.")
		d.press("I", "esc", "g", "space", "/")
		d.typeText("spi")
		d.press("enter", "space", "t")
		d.want("2 rows are marked, and 1 of them have not been on screen")
		d.press("y")
		d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0")
		d.press("u", "u")
		d.wantLinks(seedLinks...)

		d.press("space", "/", "ctrl+u")
		d.typeText("dead")
		d.press("enter")
		d.want("1 marked, 1 unseen")
		d.press("esc")
		d.want("1 marked")
		d.wantNot("unseen")
		d.press("t") // nothing is hidden
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,0")
	})
}

// In the matrix too.
func TestHiddenMarksInTheMatrix(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3", "space", "/")
	d.typeText("spi")
	d.press("enter", "t")
	d.want("The marked row has not been on screen since")
	d.press("y")
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
}

// Only what the filter shows is marked by "mark all", and a toggle changes it
// in one go.
func TestMarkAllUnderAFilter(t *testing.T) {
	d := start(t, manyFile(t))
	shown := d.other.rows(`SELECT count(*) FROM heroteamlink JOIN hero ON hero.id = hero_id
		WHERE team_id = 1 AND is_training <> FALSE AND lower(name) LIKE '%mage%'`)[0]
	d.press("enter", "/")
	d.typeText("MAGE")
	d.press("enter", "f", "ctrl+a")
	d.want(shown + " marked")
	d.press("t")
	d.wantStatus(shown + " heroes: training → active in Crowd · u undoes")
	d.wantDisk(`SELECT count(*) FROM heroteamlink JOIN hero ON hero.id = hero_id
		WHERE team_id = 1 AND is_training <> FALSE AND lower(name) LIKE '%mage%'`, "0")
	d.press("u")
	d.wantDisk("SELECT sum(is_training) FROM heroteamlink WHERE team_id = 1", "667")
}

// What is marked counts as it is on the screen, not as it was when it was
// marked.
func TestMarksFollowTheScreen(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "space")
		d.other.exec("UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1")
		d.press("R")
		d.want("■Deadpond      —  ● active")
		d.press("t")
		d.wantStatus("Deadpond: active → training in Preventers · u undoes")
		d.wantLinks(seedLinks...)
	})
}

// An answer takes the marks off what it changed, and off nothing else.
func TestMarksMadeMeanwhileStay(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "space")
		d.hold("t", "space")
		d.drain()
		d.wantLinks(graduatedLinks...)
		d.wantRows(rightPane, "Deadpond — ● active Z-Force ✓", "■Rusty-Man 48 ● active", "▸ "+preventers[2])
	})
}

func TestMarksOfAnotherViewStay(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "G", "enter", "ctrl+a")
	d.want("Spider-Boy · ••••••", "2 marked")
	d.press("1", "enter")
	d.hold("t", "2")
	d.drain()
	d.wantLinks(graduatedLinks...)
	d.want("Spider-Boy · ••••••", "2 marked")
}

// Ten thousand marked rows are one change, and one undo.
func TestTenThousandMarked(t *testing.T) {
	d := start(t, newFile(t, "huge.db", func(o other) {
		o.exec("INSERT INTO team VALUES (1, 'Army', 'Field')")
		o.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
			INSERT INTO hero SELECT i, 'soldier ' || i, 'secret', 20 FROM n`)
		o.exec("INSERT INTO heroteamlink SELECT 1, id, 1 FROM hero")
	}), from(ui.State{NoIndexes: true}))
	d.press("enter", "ctrl+a")
	d.want("10,000 marked")
	d.press("t")
	d.wantStatus("10000 heroes: training → active in Army · u undoes")
	d.wantDisk("SELECT count(*), sum(is_training+0) FROM heroteamlink", "10000 0")
	d.press("u")
	d.wantDisk("SELECT count(*), sum(is_training+0) FROM heroteamlink", "10000 10000")
	d.press("ctrl+a", "d")
	d.want("Remove from the team?", "10,000 memberships will be deleted.")
	d.press("y", "u")
	d.wantDisk("SELECT count(*), sum(is_training+0) FROM heroteamlink", "10000 10000")
	d.wantDisk("SELECT count(*) FROM roster_change", "2")
}

// Nothing else is done to them either.
func TestHiddenMarksAreAskedAbout(t *testing.T) {
	for name, c := range map[string]struct{ keys, then []string }{
		"AssignInTheMatrix": {[]string{"3", "down", "space", "/", "s", "p", "i", "enter", "a"}, []string{"y"}},
		"Assign":            {[]string{"2", "down", "space", "/", "s", "p", "i", "enter", "a"}, []string{"y", "down", "enter"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.other.exec("DELETE FROM heroteamlink WHERE hero_id = 3")
			d.look()
			d.press(c.keys...)
			d.want("The marked row has not been on screen since")
			d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,0")
			d.press(c.then...)
			d.wantDisk("SELECT count(*) FROM heroteamlink WHERE hero_id = 3", "1")
		})
	}
	d := start(t, fieldsFile(t))
	d.press("enter", "space", "/")
	d.typeText("spi")
	d.press("enter", "e")
	d.want("The marked row has not been on screen since")
	d.press("y")
	d.want("Set in 1 membership")
}

// What is deleted in one view takes its marks off in all of them, and no others.
func TestMarksAfterADeletionElsewhere(t *testing.T) {
	for _, keys := range [][]string{{"y", "1"}, {"y"}} {
		d := start(t, seedFile(t))
		d.press("g", "space") // Preventers, team 2
		d.press("3", "G", "space")
		d.want("1 marked")
		d.press("2", "G", "d") // Spider-Boy, hero 2
		d.hold(keys...)
		d.drain()
		d.press("1")
		d.want("1 marked")
		d.press("3")
		d.wantNot("marked")
	}
}
