package ui_test

import (
	"strings"
	"testing"
	"time"

	"roster/ui"
)

// The whole of a change is there to be read, however long its values are, and secret
// names stay masked.
func TestDetailsOfAChange(t *testing.T) {
	d := start(t, seedFile(t), size(60, 24))
	long := strings.Repeat("Sharp Tower, second floor ", 3) + "end"
	d.press("e", "tab", "ctrl+u")
	d.typeText(long)
	d.press("ctrl+s", "2", "e", "tab", "!", "ctrl+s", "5")
	d.want("Deadpond: another secret name")
	d.press("i")
	d.want("╭ Details ─", "Change 2", "what         Deadpond: another secret name", "state        done", "secret_name  ••••••")
	d.wantNot("Dive")
	d.press("esc", ".", "i")
	d.want("secret_name  Dive Wilson → Dive Wilson!")
	d.press("i", "down", "enter", "i")
	d.want("Change 1", "Preventers", "headquarters  Sharp Tower → Sharp Tower, second floor", "floor end")
	d.press("q")
	d.wantNot("Details")
}

// A change that was too large to be kept is final, and no one is asked whether to undo it.
func TestUndoOfWhatWasNotKept(t *testing.T) {
	path := seedFile(t)
	little := func(s *setup) { s.data.MaxKept = 1 }
	d := start(t, path, little)
	d.press("enter", "ctrl+a", "t", "i")
	d.want("the history keeps")
	d.press("y")
	for range 2 {
		d.press("u")
		d.wantStatus("“2 heroes: active → training in Preventers” changed 2 rows, too many to be kept for undo.")
		d = start(t, path, little)
		d.press("5")
		d.want("final")
		d.press("u")
		d.wantStatus("This change can't be undone.")
		d.press("1")
	}
}

// as is an option of start: who is at the keyboard.
func as(actor string) func(*setup) {
	return func(s *setup) { s.data.Actor = actor }
}

// now is an option of start: what the clock says.
func now(at time.Time) func(*setup) {
	return func(s *setup) { s.ui.Now = func() time.Time { return at } }
}

// What others changed since the user was here last is said when roster opens, and is
// marked in the history until the next visit.
func TestChangesSinceTheLastVisit(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		monday := time.Date(2026, time.November, 23, 18, 0, 0, 0, time.Local)
		ana := start(t, path, now(monday))
		ana.wantStatus("")
		ana.press("enter", "t")
		left := ana.app.State()
		if left.Visit != (ui.Visit{At: monday, Change: 1}) {
			t.Errorf("the visit is %+v", left.Visit)
		}

		ben := start(t, path, as("ben@base"))
		ben.press("enter", "down", "t", "t")
		ana = start(t, path, from(left), now(monday.AddDate(0, 0, 1)), size(200, 30))
		ana.wantStatus("2 changes by " + on.actor("ben") + " since yesterday: 5")
		ana.press("5")
		ana.wantRows(0, "▸ Rusty-Man: training → active in Preventers Nov 22 12:00 "+on.actor("ben")+" new", "Rusty-Man: active → training in Preventers Nov 22 12:00 "+on.actor("ben")+" new", "Deadpond: training → active in Preventers Nov 22 12:00 "+on.actor("ana"))

		start(t, path, as("cem@base")).press("enter", "t")
		again := start(t, path, from(left), now(monday.AddDate(0, 0, 3)))
		again.wantStatus("3 changes by " + on.actor("ben") + " and " + on.actor("cem") + " since Monday: 5")
		ana.look()
		seen := ana.app.State()
		start(t, path, from(seen)).wantStatus("")
		start(t, path).wantStatus("") // never here before
		start(t, path, from(left), readOnly, now(monday.Add(time.Hour))).wantStatus("3 changes by " + on.actor("ben") + " and " + on.actor("cem") + " since 18:00: 5")
	})
}

// The history is filtered by people, teams and who made the change, and shows on demand
// what others did.
func TestHistoryIsFiltered(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		path := on.seed(t)
		ana := start(t, path, size(200, 30))
		ana.press("enter", "ctrl+a", "t", "i")
		start(t, path, as("ben@base")).press("enter", "down", "t")
		ana.press("5", "R")
		ana.want("Rusty-Man: training → active", "2 heroes: active → train")
		ana.press("f")
		ana.want("╭ History · by others", "Rusty-Man")
		ana.wantNot("2 heroes")
		ana.press("f", "/")
		ana.typeText("spider")
		ana.want("2 heroes: active → train")
		ana.wantNot("Rusty-Man: training")
		ana.press("esc", "/")
		ana.typeText("ben")
		ana.want("Rusty-Man: training")
		ana.wantNot("2 heroes")
		ana.press("enter", "tab", "f")
		ana.wantStatus("Filter the changes in the left pane.")
	})
}

// The details of a change name its people and teams.
func TestDetailsNamePeople(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t), size(200, 60))
		d.press("2", "down", "a")
		d.typeText("Z-")
		d.press("enter", "5")
		d.want("Rusty-Man joins Z-Force in training", "team         —       Z-Force", "hero         —       Rusty-Man")
		d.wantNot("team_id", "hero_id")
		d.press("i")
		d.want("hero         — → Rusty-Man")
	})
}
