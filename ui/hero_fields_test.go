package ui_test

import "testing"

// badges adds a custom field to heroes, and one of the same name to memberships.
func (d *driver) badges() {
	d.t.Helper()
	d.other.exec("ALTER TABLE hero ADD COLUMN town TEXT")
	d.other.exec("ALTER TABLE hero ADD COLUMN badge INTEGER")
	d.other.exec("ALTER TABLE heroteamlink ADD COLUMN badge INTEGER")
	d.other.exec("UPDATE hero SET town = 'Bern', badge = 10 WHERE name = 'Spider-Boy'")
	d.other.exec("UPDATE hero SET town = 'aarau', badge = 9 WHERE name = 'Rusty-Man'")
	d.look()
}

// Members and trainees are sorted by the custom fields of their heroes, by key and by click, and
// the title says by what and which way. What is empty comes last.
func TestSortByFieldOfHeroes(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		start(t, path).badges()
		d := start(t, path, size(160, 30))
		d.press("enter")
		d.click("town")
		d.want("by town", "town↑")
		d.wantRows(rightPane, "Rusty-Man 48 ● active — aarau 9", "Spider-Boy — ● active — Bern 10 Z-Force", "▸ Deadpond — ◐ training — — — Z-Force")
		d.press("S")
		d.want("by town, reversed", "town↓")
		d.press("s")
		d.want("by hero badge", "hero badge↑")
		d.wantRows(rightPane, "Rusty-Man 48 ● active — aarau 9", "Spider-Boy — ● active — Bern 10 Z-Force", "▸ Deadpond — ◐ training — — — Z-Force")
		d.press("4", "enter")
		d.click("hero badge")
		d.want("All teams · by hero badge")
		d.click("hero badge")
		d.want("by hero badge, reversed", "hero badge↓")
	})
}

// The fields of heroes are columns of the list of heroes too, if there is room for them beside
// whole names.
func TestFieldsOfHeroes(t *testing.T) {
	d := start(t, seedFile(t), size(200, 30))
	d.badges()
	d.press("2")
	d.want("Bern         10")
	d.press("s", "s", "s", "s")
	d.want("by town", "town↑")
	d.resize(100, 30)
	d.wantNot("Bern")
	d.want("Spider-Boy")
}

// What a hero's teams lack is flagged beside the hero, and counted again after a write.
func TestTeamsOfAHeroAreFlagged(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.other.exec("ALTER TABLE team ADD COLUMN minimum INTEGER")
		d.other.exec("UPDATE team SET minimum = 3 WHERE name = 'Preventers'")
		d.look()
		d.press("2", "enter")
		d.wantRows(rightPane, "▸ Preventers ◐ training !2● 1◐ Sharp Tower", "Z-Force ● active 1● 1◐ Sister Margaret's Bar")
		d.want("! below its minimum")
		d.press("t")
		d.wantRows(rightPane, "▸ Preventers ● active 3● 0◐ Sharp Tower ✓", "Z-Force ● active 1● 1◐ Sister Margaret's Bar")
		d.wantNot("! below its minimum")
		d.press("s", "s", "s")
		d.want("by training")
		d.resize(40, 10)
		d.press("u")
		d.want("!2●")
	})
}
