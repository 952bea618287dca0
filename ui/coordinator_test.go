package ui_test

import (
	"testing"
	"time"
)

// week fills a roster with six teams, whose trainees joined at different times.
func (d *driver) week() {
	d.t.Helper()
	d.other.exec("ALTER TABLE heroteamlink ADD COLUMN since DATE")
	d.other.exec("INSERT INTO team (id, name, headquarters) VALUES (1, 'Medics', 'Clinic'), (2, 'Radio', 'Tower'), (3, 'Kitchen', 'Barn'), (4, 'Drivers', 'Yard'), (5, 'Scouts', 'Camp'), (6, 'Press', 'Loft')")
	d.other.exec("ALTER TABLE team ADD COLUMN minimum INTEGER")
	d.other.exec("UPDATE team SET minimum = 2 WHERE id IN (1, 3, 4)")
	d.other.exec("INSERT INTO hero (id, name, secret_name, age) VALUES (1, 'Jonas Weber', 's', 24), (2, 'Jörg Müller', 's', 41), (3, 'Mia Öztürk', 's', NULL), (4, 'Ana Berg', 's', 33), (5, 'Cem Kaya', 's', 52), (6, 'Jo Dahl', 's', 19)")
	d.other.exec("INSERT INTO heroteamlink (team_id, hero_id, is_training, since) VALUES (2, 1, TRUE, '2026-09-01'), (1, 2, FALSE, '2025-01-10'), (4, 2, TRUE, '2026-11-02'), (1, 3, TRUE, '2026-03-15'), (3, 4, FALSE, NULL), (5, 5, TRUE, '2026-10-20'), (6, 6, FALSE, NULL)")
	d.look()
}

// asked presses keys that answer a question of a coordinator. A name that is typed, with the
// enter that ends it, is not counted: three keys at most are left.
func (d *driver) asked(keys ...string) {
	d.t.Helper()
	count := 0
	for _, key := range keys {
		if len(key) > 1 && key[0] == '=' {
			d.typeText(key[1:])
			d.press("enter")
			continue
		}
		count++
		d.press(key)
	}
	if count > 3 {
		d.t.Fatalf("%d keys: %q", count, keys)
	}
}

// The questions of a coordinator's week are answered within three keys.
func TestCoordinatorsWeek(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.empty(t)
		monday := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.Local)
		start(t, path).week()
		ana := start(t, path, now(monday))
		ana.press("1", "enter", "t") // Cem and the others come later
		left := ana.app.State()
		ben := start(t, path, as("ben@base"))
		ben.asked("ctrl+f", "=kaya", "t", "enter")
		ben.wantStatus("Cem Kaya: training → active in Scouts · u undoes")
		ben.asked("ctrl+f", "=mia", "a", "=press")
		ben.wantStatus("Mia Öztürk joins Press in training · u undoes")

		// What did the others do since Monday?
		ana = start(t, path, from(left), now(monday.AddDate(0, 0, 2)), size(200, 60))
		ana.wantStatus("2 changes by " + on.actor("ben") + " since Monday: 5")
		ana.asked("5", "f")
		ana.wantRows(0, "▸ Mia Öztürk joins Press in training Nov 22 12:00 "+on.actor("ben")+" new", "Cem Kaya: training → active in Scouts Nov 22 12:00 "+on.actor("ben")+" new")

		ana.resize(100, 30)
		ana.want(on.actor("ben")) // whole
		ana.resize(200, 60)

		// Who has been in training longest, in all teams?
		ana.asked("4")
		ana.want("╭ All teams")
		ana.wantRows(1, "▹ Mia Öztürk Medics 2026-03-15 — ◐ training", "Jonas Weber Radio 2026-09-01 24 ◐ training", "Mia Öztürk Press 2026-11-22 — ◐ training")

		// Which teams need people?
		ana.asked("1", "s")
		ana.want("4 teams below their minimum")
		ana.wantRows(0, "▸ Drivers 2 !1● 0◐", "Kitchen 2 !1● 0◐", "Medics 2 !1● 1◐", "Radio — !0● 1◐", "Press — 1● 1◐", "Scouts — 1● 0◐")
		ana.press("s", "s", "s", "s", "s", "s") // by name again

		// Where is Müller?
		ana.press("1", "ctrl+f")
		ana.typeText("muller")
		ana.want("▸hero          Jörg Müller · Drivers, Medics")
		ana.press("esc")
		ana.asked("/", "=muller")
		ana.want("╭ Heroes · /muller", "▸ Jörg Müller", "Drivers", "◐ training", "Medics", "● active")

		// Move Jonas from Radio to Medics.
		ana.asked("ctrl+f", "=jonas", "m", "=medics")
		ana.wantStatus("Jonas Weber moves from Radio to Medics · u undoes")
		ana.wantDisk("SELECT team_id FROM heroteamlink WHERE hero_id = 1", "1")
		ana.press("u")
		ana.wantDisk("SELECT team_id FROM heroteamlink WHERE hero_id = 1", "2")

		// Who has two teams is asked from which one.
		ana.press("ctrl+f")
		ana.typeText("muller")
		ana.press("enter", "m")
		ana.want("╭ Move Jörg Müller from ─", "▸ Drivers", "Medics", "enter choose the new team")
		ana.wantNot("All of these teams")
		ana.press("enter")
		ana.want("╭ Move Jörg Müller to ─")
		ana.typeText("radio")
		ana.press("enter")
		ana.wantStatus("Jörg Müller moves from Drivers to Radio · u undoes")
	})
}
