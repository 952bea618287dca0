package ui_test

import "testing"

// A word that no row has in an enum kept as text is asked about, and saved if it is meant.
func TestNewEnumValue(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(100, 30))
		d.other.exec("ALTER TABLE hero ADD COLUMN role VARCHAR(7)")
		d.other.exec("UPDATE hero SET role = 'medic'")
		d.look()
		d.press("2", "e", "tab", "tab", "tab", "ctrl+u")
		d.typeText("medik")
		d.press("ctrl+s")
		d.want("role: no row has “medik”. In use: medic.", "y save it  esc keep editing")
		d.press("esc")
		d.wantNot("no row has")
		d.wantDisk("SELECT count(*) FROM hero WHERE role = 'medik'", "0")
		d.press("ctrl+s", "y")
		d.wantStatus("Deadpond: role medik · u undoes")
		d.press("e", "tab", "tab", "tab", "ctrl+u")
		d.typeText("medic")
		d.press("ctrl+s")
		d.wantStatus("Deadpond: role medic · u undoes")
	})
}
