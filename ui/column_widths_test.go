package ui_test

import "testing"

// crowded fills a roster with the names that people have, one of them on another team.
func crowded(t testing.TB) string {
	t.Helper()
	return newFile(t, "crowded.db", func(o other) {
		o.insert("team", 3, 1, "Mountain Rescue North", "Hut", 2, "Night Shift", "Clinic", 3, "Radio", "Tower")
		o.insert("hero", 4, 1, "Maximiliane von Hohenberg", "s", nil, 2, "Bartholomew Featherstone", "s", nil)
		o.insert("heroteamlink", 3, 1, 1, 0, 1, 2, 1)
	})
}

// In a narrow window names are whole where a column without content would take their room.
func TestNamesBeforeBlankColumns(t *testing.T) {
	d := start(t, crowded(t), size(46, 15))
	d.press("enter")
	d.want("▸ Bartholomew Featherstone   ◐ training", "Maximiliane von Hohenberg  ● active")
	d.resize(40, 15)
	d.press("3")
	d.want("▸ Bartholomew Featherstone")
}

// The names of the teams take two lines of the matrix before they are cut, and a click is
// on the row that it points to.
func TestMatrixHeaderInTwoLines(t *testing.T) {
	d := start(t, crowded(t), size(60, 15))
	d.press("3")
	d.want("Mountain", "Rescue", "Night", "Shift")
	d.wantNot("Night Sh…")
	d.click("Maximiliane")
	d.want("▸ Maximiliane")
	d.resize(60, 12)
	d.wantNot("Rescue No…")
}
