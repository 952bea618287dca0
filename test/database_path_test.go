//go:build unix

package test

import (
	"os"
	"path/filepath"
	"testing"
)

// Which database is opened, by what names it: the argument or --db, before
// $ROSTER_DB, before the default.
func TestDatabasePrecedence(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"argument.db", "flag.db", "variable.db", "word", "roster/roster.db"} {
		if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, name), read(t, sample(t)))
	}
	variable, data := with("ROSTER_DB=variable.db"), with("XDG_DATA_HOME="+folder)
	for name, c := range map[string]struct {
		args  []any
		opens string
	}{
		"Argument":      {[]any{"argument.db", variable, data}, "argument.db"},
		"Flag":          {[]any{"--db", "flag.db", variable, data}, "flag.db"},
		"Variable":      {[]any{variable, data}, "variable.db"},
		"EmptyVariable": {[]any{with("ROSTER_DB="), data}, "roster.db"},
		"Default":       {[]any{data}, "roster.db"},
		"ExistingWord":  {[]any{"word"}, "word"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, append(c.args, in(folder))...)
			roster.wait("roster · " + c.opens + " ")
			roster.wait("Deadpond")
			roster.quit()
		})
	}
}

// The first start ever: there is no folder yet.
func TestDefaultDatabase(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	roster := start(t, with("HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, "share", "data")))
	roster.wait("roster.db does not exist.")
	roster.press("y\n")
	roster.wait("roster · roster.db")
	roster.quit()
	folder := filepath.Join(home, "share", "data", "roster")
	wantMode(t, folder, 0o700)
	wantMode(t, filepath.Join(folder, "roster.db"), 0o600)
	wantFiles(t, home, ".local", "share")
}

// If the folder can't be made, roster says so after the yes.
func TestDefaultDatabaseWithoutFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	roster := start(t, with("XDG_DATA_HOME="+file))
	roster.wait("roster.db does not exist.")
	roster.press("y\n")
	roster.wantExit(1)
	roster.wait("roster: the folder for")
}
