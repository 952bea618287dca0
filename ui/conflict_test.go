package ui_test

import (
	"testing"
)

// Another program was there between the look and the key: nothing is written,
// the message names the row, and the screen shows how it is now.
func TestConflicts(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		cases := map[string]struct {
			theirs []string
			says   string
			shows  string
		}{
			"MembershipGone": {
				[]string{"DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1"},
				"Nothing was changed: Deadpond is no longer in Preventers.",
				"▸ Rusty-Man    48  ● active",
			},
			"HeroRenamed": {
				[]string{"UPDATE hero SET name = 'Alivepond' WHERE id = 1"},
				`Nothing was changed: hero 1 is now "Alivepond", no longer "Deadpond".`,
				"▸ Alivepond     —  ◐ training",
			},
			"TeamRenamed": {
				[]string{"UPDATE team SET name = 'Avengers' WHERE id = 2"},
				`Nothing was changed: team 2 is now "Avengers", no longer "Preventers".`,
				"╭ Avengers · Sharp Tower ─",
			},
			"AnotherHeroOfTheSameId": {
				[]string{
					"DELETE FROM hero WHERE id = 1", "INSERT INTO hero VALUES (1, 'Impostor', 'x', 20)",
				},
				`Nothing was changed: hero 1 is now "Impostor", no longer "Deadpond".`,
				"▸ Impostor",
			},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				d := start(t, on.seed(t))
				d.press("enter")
				o := d.other
				for _, statement := range c.theirs {
					o.exec(statement)
				}
				before := o.rows("SELECT * FROM heroteamlink ORDER BY 1, 2")
				d.press("t")
				d.wantStatus(c.says)
				d.want(c.shows)
				d.wantDisk("SELECT * FROM heroteamlink ORDER BY 1, 2", before...)
				d.wantDisk(d.other.tables("roster_change"), "0")
			})
		}
	})
}

// The same where the membership is left behind, which a server does not allow.
func TestConflictLeavesADanglingMember(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	d.other.exec("DELETE FROM hero WHERE id = 1")
	d.press("t")
	d.wantStatus(`Nothing was changed: hero 1, "Deadpond", no longer exists.`)
	d.want("no hero 1     —  ◐ training")
}

// One row of many that is not as it was stops the whole change.
func TestConflictInOneOfMany(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "down", "space", "space")
		d.other.exec("UPDATE hero SET name = 'Spider-Man' WHERE id = 2")
		d.press("t")
		d.wantStatus(`Nothing was changed: hero 2 is now "Spider-Man", no longer "Spider-Boy".`)
		d.wantLinks(seedLinks...)
		d.want("■Rusty-Man", "■Spider-Man", "2 marked")

		d.press("t") // this time as it was seen
		d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
	})
}

// What someone else did to a row that is on the screen meanwhile is not done
// again, and the screen catches up.
func TestConflictInTheApp(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter")
		d.other.exec("UPDATE heroteamlink SET is_training = FALSE WHERE team_id = 2 AND hero_id = 1")
		d.press("t")
		d.wantStatus("Deadpond is already active in Preventers.")
		d.wantCursor("Deadpond — ● active Z-Force ✓")
		d.want("3 active · 0 training")
		d.press("t")
		d.wantStatus("Deadpond: active → training in Preventers · u undoes")
		d.wantLinks(seedLinks...)
	})
}

func TestConflictOfAnUndo(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("enter", "t")
		d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1")
		d.press("u")
		d.want("Nothing was changed")
		d.wantLinks("1,1,0", "1,2,1", "2,2,0", "2,3,0")
		d.wantRows(rightPane, "▸ "+preventers[1], preventers[2])
	})
}

// While another program has the database locked, the screen says what it waits
// for and takes keys. The write lands when the lock is gone.
func TestLockedDatabase(t *testing.T) {
	path := seedFile(t)
	o := openOther(t, path)
	e := openTerminal(t, path, func(s *setup) { s.ui.After = nil })
	e.want("▸ Preventers", "Deadpond")
	e.press("enter")
	o.exec("BEGIN EXCLUSIVE")
	e.press("t")
	e.want("Waiting for the database…", "Deadpond      —  ◐ training")
	e.press("down", "?")
	e.want("esc close")
	e.press("esc")
	e.want("▸ Rusty-Man", "Waiting for the database…")
	o.exec("COMMIT")
	e.want("Deadpond: training → active in Preventers · u undoes", "Deadpond      —  ● active", "3 active · 0 training")
	if got := o.rows("SELECT " + o.flag() + " FROM heroteamlink WHERE team_id = 2 AND hero_id = 1"); got[0] != "0" {
		t.Errorf("on disk: %v", got)
	}
}

// Patience starts again with every answer: what is quick is never waited for.
func TestPatienceRestartsWithEachAnswer(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	d.hold("t")
	d.send(d.timers.first[busyDelay]) // of the first reading, which is long over
	d.wantNot("Waiting for the database…")
	d.send(d.timers.last[busyDelay])
	d.want("Waiting for the database…")
	d.drain()
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
}
