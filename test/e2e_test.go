//go:build unix

package test

import (
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// What a new user does: opens a roster, ends someone's training, quits, and
// takes it back another day.
func TestToggleQuitAndUndo(t *testing.T) {
	t.Parallel()
	path := sample(t)
	other := open(t, path)
	settings := "stty -g; \"$@\"; code=$?; stty -g; exit $code"

	roster := start(t, path, under(settings))
	roster.wait("▸ Preventers", "2●", "1◐")
	roster.toggleDeadpond()
	roster.wait("Deadpond: training → active in Preventers", "u undoes")
	if got := ask(t, other, deadpond); got != "0" {
		t.Errorf("another program reads is_training = %s, want 0", got)
	}
	roster.wait("Deadpond", "● active")
	roster.quit()
	if before, rest, _ := strings.Cut(roster.raw(), "\r\n"); !strings.Contains(before, ":") || !strings.HasSuffix(rest, before+"\r\n") {
		t.Errorf("the settings were %q, and the end is now %q", before, rest[max(0, len(rest)-200):])
	}

	roster = start(t, path)
	roster.wait("▸ Preventers", "3●", "0◐")
	roster.press("u")
	roster.wait("Undo an earlier change?")
	roster.wait("Deadpond: training → active in Preventers")
	roster.press("y")
	roster.wait("Undone: Deadpond: training → active in Preventers")
	if got := ask(t, other, deadpond); got != "1" {
		t.Errorf("another program reads is_training = %s, want 1", got)
	}
	roster.quit()
}

// toggleDeadpond goes into the roster of the Preventers and presses t on the
// first of them.
func (p *terminal) toggleDeadpond() {
	p.t.Helper()
	p.wait("Deadpond", "◐ training", "Z-Force")
	p.press("\rt")
}

// What roster said is done is on disk, whatever happens to roster then.
func TestKilledAfterToggle(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, path)
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	if err := roster.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	roster.wantExit(-1)
	db := open(t, path)
	if got := ask(t, db, deadpond); got != "0" {
		t.Errorf("is_training = %s, want 0", got)
	}
	if got := ask(t, db, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("integrity check: %s", got)
	}
	if got := ask(t, db, "SELECT count(*) FROM roster_change WHERE state = 'done'"); got != "1" {
		t.Errorf("%s changes in the history, want 1", got)
	}
}
