//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What was being typed when roster was ended by a signal, or by the end of its
// window, is there at the next start; once it is saved it is kept nowhere else.
func TestTypedTextIsKept(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*terminal){
		"Terminated":   func(p *terminal) { p.signal(syscall.SIGTERM); p.wantExit(0); p.wantRestored() },
		"HungUp":       func(p *terminal) { p.signal(syscall.SIGHUP); p.wantExit(0); p.wantRestored() },
		"WindowClosed": func(p *terminal) { _ = p.tty.Close(); p.waitForEnd() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, home := sample(t), with("HOME="+t.TempDir())
			roster := start(t, path, home)
			roster.wait("Deadpond", "◐ training", "Z-Force")
			roster.press("e Unlimited")
			roster.wait("Name", "Preventers Unlimited")
			end(roster)
			if name != "WindowClosed" && !roster.shows("What you were typing is kept: it opens again with this database.") {
				t.Errorf("it does not say so:\n%s", roster.shown())
			}
			roster = start(t, path, home)
			roster.wait("Name", "Preventers Unlimited")
			roster.press("\x13")
			roster.wait("now called Preventers Unlimited", "u undoes")
			roster.quit()
			roster = start(t, path, home)
			roster.wait("Preventers Unlim…", "2●")
			if roster.shows("Edit team") {
				t.Errorf("it is still there:\n%s", roster.shown())
			}
			roster.quit()
		})
	}
}

// It is in a file of the person's own.
func TestTypedTextIsPrivate(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	roster := start(t, sample(t), with("HOME="+home))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("e!")
	roster.wait("Name", "Preventers!")
	roster.signal(syscall.SIGTERM)
	roster.wantExit(0)
	files, err := filepath.Glob(filepath.Join(home, ".local/state/roster/*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the state is in %q (%v)", files, err)
	}
	wantMode(t, files[0], 0o600)
	wantMode(t, filepath.Dir(files[0]), os.ModePerm&0o700)
}
