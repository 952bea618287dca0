//go:build unix

package test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// Only a yes makes a database.
func TestNewDatabaseDeclined(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*terminal){
		"No":         func(p *terminal) { p.press("n\n"); p.wantExit(0) },
		"Enter":      func(p *terminal) { p.press("\n"); p.wantExit(0) },
		"Other":      func(p *terminal) { p.press("yesterday\n"); p.wantExit(0) },
		"EndOfInput": func(p *terminal) { p.press("\x04"); p.wantExit(0) },
		"Interrupt":  func(p *terminal) { p.press("\x03"); p.wantExit(-1) },
		"Terminated": func(p *terminal) { p.signal(syscall.SIGTERM); p.wantExit(0) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			roster := start(t, "new.db", in(folder))
			roster.wait("new.db does not exist. Create a new roster there? [y/N]")
			leave(roster)
			wantFiles(t, folder)
			wantNoEscapes(t, roster.raw())
		})
	}
}

// The default database has a folder of its own, which is not made for nothing.
func TestDefaultDatabaseDeclined(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	roster := start(t, with("XDG_DATA_HOME="+folder))
	roster.wait("roster.db does not exist.")
	roster.press("n\n")
	roster.wantExit(0)
	wantFiles(t, folder)
}

func TestNewDatabase(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "new.db")
	roster := start(t, path)
	roster.wait("Create a new roster there? [y/N]")
	roster.press("y\n")
	roster.wait("roster · new.db")
	roster.wait("No teams yet")
	wantMode(t, path, 0o600)
	roster.quit()
	wantFiles(t, folder, "new.db")
	db := open(t, path)
	if got := ask(t, db, "PRAGMA journal_mode"); got != "wal" {
		t.Errorf("journal mode %s, want wal", got)
	}
	if got := ask(t, db, everyTableName); got != "hero heroteamlink team" {
		t.Errorf("the tables are %s", got)
	}
}

// An empty file is what "touch new.db" leaves: no roster, but nothing else.
func TestEmptyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new.db")
	write(t, path, "")
	roster := start(t, path)
	roster.wait("new.db is empty: it has no tables yet.")
	roster.press("n\n")
	roster.wantExit(0)
	if got := read(t, path); got != "" {
		t.Errorf("the file now holds %d bytes", len(got))
	}
	roster = start(t, path)
	roster.wait("new.db is empty: it has no tables yet.")
	roster.press("y\n")
	roster.wait("No teams yet")
	roster.quit()
}
