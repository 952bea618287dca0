package ui_test

import (
	"strings"
	"testing"
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

// A change that was too large to be kept is final, and nobody is asked whether to undo it.
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
