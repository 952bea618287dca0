//go:build unix

package test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// However the demo ends, nothing is left of it.
func TestDemo(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*terminal){
		"Quit":         (*terminal).quit,
		"CtrlC":        func(p *terminal) { p.press("\x03"); p.wantExit(0); p.wantRestored() },
		"Interrupted":  func(p *terminal) { p.signal(syscall.SIGINT); p.wantExit(0); p.wantRestored() },
		"Terminated":   func(p *terminal) { p.signal(syscall.SIGTERM); p.wantExit(0); p.wantRestored() },
		"HungUp":       func(p *terminal) { p.signal(syscall.SIGHUP); p.wantExit(0); p.wantRestored() },
		"WindowClosed": func(p *terminal) { _ = p.tty.Close(); p.waitForEnd() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			roster := start(t, "--demo", with("TMPDIR="+folder))
			roster.wait("roster · demo, discarded on quit")
			made, err := filepath.Glob(filepath.Join(folder, "roster-demo-*", "demo.db"))
			if err != nil || len(made) != 1 {
				t.Fatalf("the demo's database is not in its temporary folder: %q, %v", made, err)
			}
			roster.wait("Lady Lantern", "● active", "Night Shift")
			roster.press("\rt")
			roster.wait("Lady Lantern: active → training", "u undoes")
			leave(roster)
			wantFiles(t, folder)
		})
	}
}

// A demo that can't have a folder says so.
func TestDemoWithoutFolder(t *testing.T) {
	t.Parallel()
	wantRefusal(t, 1, "This needs a temporary folder", "--demo", with("TMPDIR="+filepath.Join(os.DevNull, "x")))
}
