package ui_test

import (
	"strings"
	"testing"
)

// The links of the seed's file, and what becomes of them when Deadpond
// graduates from his training with the Preventers.
var (
	seedLinks      = []string{"1,1,0", "1,2,1", "2,1,1", "2,2,0", "2,3,0"}
	graduatedLinks = []string{"1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0"}
)

// roster of the Preventers, as the seed has it.
var preventers = []string{"Deadpond — ◐ training Z-Force", "Rusty-Man 48 ● active", "Spider-Boy — ● active Z-Force"}

func TestToggleReachesTheDiskAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.wantCursor("Preventers 2● 1◐")
		d.wantRows(rightPane, append([]string{"▹ " + preventers[0]}, preventers[1:]...)...)

		d.press("enter", "t")
		d.wantLinks(graduatedLinks...)
		d.wantStatus("Deadpond: training → active in Preventers · u undoes")
		d.wantCursor("Deadpond — ● active Z-Force ✓")
		d.want("3 active · 0 training", "▹ Preventers         3●  0◐")

		d.press("u")
		d.wantLinks(seedLinks...)
		d.wantStatus("Undone: Deadpond: training → active in Preventers · U redoes")
		d.wantCursor("Deadpond — ◐ training Z-Force")

		d.press("U")
		d.wantLinks(graduatedLinks...)
		d.wantStatus("Redone: Deadpond: training → active in Preventers · u undoes")

		d.press("U")
		d.wantStatus("Nothing to redo.")
		d.press("u", "u")
		d.wantStatus("Nothing to undo.")
		d.wantLinks(seedLinks...)
	})
}

// What was changed before roster was started is undone only after a question
// that names it. The key that asks is no answer.
func TestUndoOfAnEarlierSessionAsks(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("enter", "t", "q")
		if !d.quit {
			t.Fatal("q does not quit")
		}

		again := start(t, path)
		for _, no := range []string{"esc", "n"} {
			again.press("u")
			again.want("Undo an earlier change?", "Deadpond: training → active in Preventers", "22 November 2026 at 12:00", "y undo it")
			again.press("t", "u", "enter", "space", "q", "down", "Y")
			again.want("Undo an earlier change?")
			again.press(no)
			again.wantNot("Undo an earlier change?")
			again.wantLinks(graduatedLinks...)
		}

		again.press("u", "y")
		again.wantLinks(seedLinks...)
		again.wantStatus("Undone: Deadpond: training → active in Preventers · U redoes")
		again.press("U", "u") // it is of this session now
		again.wantNot("Undo an earlier change?")
		again.wantLinks(seedLinks...)
	})
}

// What was undone elsewhere, by another terminal or before roster was started, is redone
// only after a question that names it.
func TestRedoOfAnotherUndoAsks(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path)
		d.press("enter", "t")
		other := start(t, path)
		other.press("u", "y")
		other.wantLinks(seedLinks...)
		for _, who := range []*driver{d, start(t, path)} {
			for _, no := range []string{"esc", "n"} {
				who.press("U")
				who.want("Redo an earlier change?", "Deadpond: training → active in Preventers", "22 November 2026 at 12:00", "was not undone", "writes 1 row again", "y redo it")
				who.press("t", "U", "enter", "space", "q", "down", "Y", no)
				who.wantNot("Redo an earlier change?")
				who.wantLinks(seedLinks...)
			}
		}
		d.press("U", "y")
		d.wantLinks(graduatedLinks...)
		d.wantStatus("Redone: Deadpond: training → active in Preventers · u undoes")
		d.press("u", "U") // it is of this session now
		d.wantNot("an earlier change?")
		d.wantLinks(graduatedLinks...)
	})
}

// If a form has the keys by then, the question about a redo does not take them.
func TestLateQuestionAboutARedo(t *testing.T) {
	path := seedFile(t)
	start(t, path).press("enter", "t", "u")
	d := start(t, path)
	d.hold("U", "n", "R")
	d.drain()
	d.want("Redo an earlier change?")
	d.wantLinks(seedLinks...)
	d.press("n")
	d.wantNot("New team")
}

func TestUndoStaysInMemoryWhereTheSchemaIsKept(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		d := start(t, path, keepSchema)
		d.press("enter", "t", "u", "U")
		d.wantLinks(graduatedLinks...)
		d.wantDisk(d.other.tables("roster%"), "0")

		again := start(t, path, keepSchema)
		again.press("u")
		again.wantStatus("Nothing to undo.")
	})
}

// Keys that come before an answer mean what they mean after it.
func TestKeysBeforeTheAnswer(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		cases := map[string]struct {
			keys   []string
			links  []string
			status string
		}{
			"TheSameRowTwice": {
				[]string{"t", "t"}, seedLinks,
				"Deadpond: active → training in Preventers · u undoes",
			},
			"TwoRows": {
				[]string{"t", "j", "t", "j"}, []string{"1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,1"},
				"Rusty-Man: active → training in Preventers · u undoes",
			},
			"UndoRightAfter": {
				[]string{"t", "u"}, seedLinks,
				"Undone: Deadpond: training → active in Preventers · U redoes",
			},
			"UndoAndRedoRightAfter": {
				[]string{"t", "u", "U"}, graduatedLinks,
				"Redone: Deadpond: training → active in Preventers · u undoes",
			},
			"QuitRightAfter": {
				[]string{"t", "q"}, graduatedLinks,
				"Deadpond: training → active in Preventers · u undoes",
			},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press("enter")
				d.hold(c.keys...)
				d.drain()
				d.wantLinks(c.links...)
				d.wantStatus(c.status)
			})
		}
	})
}

func TestQuitWaitsForTheWrite(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter")
		d.hold("t", "q")
		d.wantStatus("Quitting as soon as the last change is on disk: press ctrl+c again to quit at once.")
		if d.quit {
			t.Fatal("it quit before the change was on disk")
		}
		d.drain()
		if !d.quit {
			t.Fatal("it did not quit")
		}

		hasty := start(t, on.seed(t))
		hasty.press("enter")
		hasty.hold("t", "ctrl+c", "ctrl+c")
		hasty.run(len(hasty.pending) - 1)
		hasty.deliver(0)
		if !hasty.quit {
			t.Fatal("a second ctrl+c waits")
		}
	})
}

func TestCtrlCQuitsFromEverywhere(t *testing.T) {
	for name, keys := range map[string][]string{
		"View": {}, "Filter": {"/", "d"}, "Help": {"?"}, "Log": {"L", "tab", "tab"},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press(append(keys, "ctrl+c")...)
			if !d.quit {
				t.Error("ctrl+c does not quit")
			}
		})
	}
	d := start(t, seedFile(t), size(20, 5))
	d.press("ctrl+c")
	if !d.quit {
		t.Error("ctrl+c does not quit from a window that is too small")
	}
}

func TestReadOnlyRefusesWithTheReason(t *testing.T) {
	path := seedFile(t)
	before := string(mustRead(t, path))
	d := start(t, path, readOnly)
	d.press("enter")
	for _, key := range []string{"t", "u", "U"} {
		d.press(key)
		d.wantStatus("Read-only: opened with --read-only.")
	}
	d.want("roster · read-only · database.db")
	if string(mustRead(t, path)) != before {
		t.Error("the file was written to")
	}
}

func TestActionsSayWhyNot(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("t")
	d.wantStatus("Choose a member first: press enter, then t.")
	d.press("esc")
	d.wantStatus("There is nothing to go back to.")

	empty := start(t, emptyFile(t))
	empty.want("No teams yet.")
	empty.press("enter")
	empty.wantStatus("There is no row to go into.")
	empty.press("space")
	empty.wantStatus("There is no row to mark.")
	empty.press("tab")
	empty.wantStatus("There is nothing in the other pane yet.")
	empty.press("2")
	empty.want("No heroes yet.")
}

// A link may point to no one: it is shown, can be toggled, and leads nowhere.
func TestDanglingMember(t *testing.T) {
	path := seedFile(t)
	openOther(t, path).exec("INSERT INTO heroteamlink VALUES (2, 404, TRUE), (405, 1, 0)")
	d := start(t, path)
	d.press("enter")
	d.wantCursor("no hero 404 — ◐ training")
	d.press("enter")
	d.wantStatus("The hero of this membership does not exist.")
	d.press("t")
	d.wantStatus("hero 404: training → active in Preventers · u undoes")
	d.wantDisk("SELECT "+d.other.flag()+" FROM heroteamlink WHERE hero_id = 404", "0")

	d.press("2", "enter")
	d.wantCursor("no team 405 ● active")
	d.press("enter")
	d.wantStatus("The team of this membership does not exist.")
}

// A second hero of the same name is told apart by the id.
func TestSameNamesShowIds(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		o := openOther(t, path)
		o.exec("INSERT INTO hero VALUES (9, 'Deadpond', 'the other one', 3)")
		o.exec("INSERT INTO heroteamlink VALUES (2, 9, FALSE)")
		d := start(t, path)
		d.press("enter")
		d.wantRows(rightPane, "▸ Deadpond id:1 — ◐ training Z-Force", "Deadpond id:9 3 ● active", preventers[1], preventers[2])
		d.press("down", "t")
		d.wantDisk("SELECT "+d.other.flag()+" FROM heroteamlink WHERE team_id = 2 AND hero_id IN (1, 9) ORDER BY hero_id", "1", "1")
	})
}

// So is one whose name only looks the same, and a name that is too long for its
// column leaves room for the id.
func TestNamesThatLookTheSameShowIds(t *testing.T) {
	path := seedFile(t)
	o := openOther(t, path)
	long := strings.Repeat("long name ", 20)
	o.exec("UPDATE hero SET name = 'Dead' || char(0x200B) || 'pond' WHERE id = 2")
	o.exec("INSERT INTO hero VALUES (8, ?, '', 1), (9, ?, '', 1)", long, long)
	d := start(t, path, size(80, 10))
	d.press("2")
	d.want("Deadpo… id:1", "Deadpo… id:2", "long n… id:8", "long n… id:9")
}

// Behind an answer that came too early, esc and ctrl+c are obeyed all the same.
func TestLeavingAQuestionThatWasNotSeen(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "ctrl+a")
	d.hold("t", "A", "esc") // the question opens at once, and was not on screen
	d.wantNot("Toggle training")
	d.hold("t", "A", "ctrl+c")
	d.drain()
	if !d.quit {
		t.Error("ctrl+c does not quit")
	}
	d.wantLinks(seedLinks...)
}
