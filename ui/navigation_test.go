package ui_test

import (
	"testing"
)

// Enter follows the links from row to row, and esc leads all the way back.
func TestFollowingLinks(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "down", "down")
	d.wantCursor("Spider-Boy")

	for _, step := range []struct{ key, row, other string }{
		{"enter", "Spider-Boy — 1● 1◐", "▹ Preventers  ● active    2●  1◐  Sharp Tower"},
		{"enter", "Preventers ● active 2● 1◐ Sharp Tower", "▹ Spider-Boy"},
		{"down", "Z-Force ◐ training", "Spider-Boy · ••••••"},
		{"enter", "Z-Force 1● 1◐", "▹ Spider-Boy    —  ◐ training  Preventers"},
		{"enter", "Spider-Boy — ◐ training Preventers", "▹ Z-Force"},
		{"up", "Deadpond — ● active Preventers", "▹ Z-Force"},
		{"enter", "Deadpond — 1● 1◐", "▹ Z-Force"},
		{"esc", "Deadpond — ● active Preventers", "▹ Z-Force"},
		{"esc", "Z-Force 1● 1◐", "▹ Deadpond"},
		{"esc", "Z-Force ◐ training", "Spider-Boy · ••••••"},
		{"esc", "Spider-Boy — 1● 1◐", "▹ Z-Force"},
		{"esc", "Spider-Boy — ● active Z-Force", "▹ Preventers"},
		{"esc", "Preventers", "▹ Spider-Boy"},
	} {
		d.press(step.key)
		d.wantCursor(step.row)
		d.want(step.other)
	}
	d.press("esc")
	d.wantStatus("There is nothing to go back to.")
}

func TestViewsByNumberAndBracket(t *testing.T) {
	d := start(t, seedFile(t))
	for _, step := range []struct{ key, title string }{
		{"2", "╭ Heroes"}, {"1", "╭ Teams"}, {"]", "╭ Heroes"}, {"]", "╭ Matrix"}, {"]", "╭ Training"}, {"]", "╭ History"},
		{"]", "╭ Teams"}, {"[", "╭ History"}, {"3", "╭ Matrix"}, {"4", "╭ Training"}, {"5", "╭ History"},
	} {
		d.press(step.key)
		d.want(step.title)
	}
	d.press("1", "down", "2", "1")
	d.wantCursor("Z-Force") // as it was left
}

func TestPanes(t *testing.T) {
	d := start(t, seedFile(t))
	for _, step := range []struct{ key, row string }{
		{"tab", "Deadpond"}, {"tab", "Preventers"}, {"shift+tab", "Deadpond"}, {"left", "Preventers"},
		{"right", "Deadpond"}, {"h", "Preventers"}, {"l", "Deadpond"}, {"j", "Rusty-Man"}, {"k", "Deadpond"},
		{"end", "Spider-Boy"}, {"home", "Deadpond"}, {"pgdown", "Spider-Boy"}, {"pgup", "Deadpond"},
		{"ctrl+d", "Spider-Boy"}, {"ctrl+u", "Deadpond"}, {"G", "Spider-Boy"}, {"g", "Deadpond"},
	} {
		d.press(step.key)
		d.wantCursor(step.row)
	}
}

// A narrow window shows one pane at a time.
func TestNarrowShowsOnePane(t *testing.T) {
	d := start(t, seedFile(t), size(79, 15))
	d.want("Teams")
	d.wantNot("Deadpond")
	d.press("enter")
	d.wantCursor("Deadpond")
	d.wantNot("╭ Teams")
	d.press("esc")
	d.wantNot("Deadpond")
	d.resize(80, 15)
	d.want("╭ Teams", "Deadpond")
}

// The cursor stays on its row while the window, the order and the rows around
// it change.
func TestCursorFollowsTheRow(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter", "pgdown", "pgdown", "down")
	row := d.cursor()
	o := d.other
	o.exec("INSERT INTO hero VALUES (5000, 'aaa first', 'x', 1)")
	o.exec("INSERT INTO heroteamlink VALUES (1, 5000, 1)")
	for _, key := range []string{"R", "s", "S", "s", "s", "s"} {
		d.press(key)
		d.wantCursor(row)
		d.wantTruth()
	}
	d.press("2", "1", "tab")
	d.wantCursor(row)
	d.resize(80, 12)
	d.resize(140, 50)
	d.wantCursor(row)
}

func TestWindowThatIsTooSmall(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "down")
	before := d.text()
	d.resize(20, 5)
	d.want("The window is\n  20x5: roster\n  needs 40x10.")
	d.press("t", "u", "2", "?", "/")
	d.resize(100, 30)
	if got := d.text(); got != before {
		t.Errorf("the screen is not as it was:\n%s", got)
	}
	d.wantLinks(seedLinks...)
	for _, tiny := range [][2]int{{1, 1}, {2, 40}, {300, 1}, {39, 10}, {40, 9}} {
		d.resize(tiny[0], tiny[1])
	}
}

// What a list was filtered by is there again after the way back, and never hides
// the row that enter leads to.
func TestFollowingLinksUnderFilters(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "enter", "/")
	d.typeText("force")
	d.press("enter", "1", "/")
	d.typeText("prev")
	d.press("enter", "enter", "f")
	d.want("Teams · /prev", "Preventers · training")

	d.press("enter", "enter")
	d.wantCursor("Preventers ◐ training") // hidden by "/force" before
	d.press("down", "enter")
	d.want("Teams ─", "Z-Force · Sister Margaret's Bar")
	d.press("esc", "esc", "esc")
	d.want("Teams · /prev", "Preventers · training")
	d.wantCursor("Deadpond — ◐ training")
}
