//go:build unix

package test

import (
	"path/filepath"
	"testing"
)

func TestReadOnly(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	roster := start(t, "--read-only", path)
	roster.wait("database.db", "read-only")
	roster.toggleDeadpond()
	roster.wait("Read-only: opened with --read-only.")
	roster.quit()
	check()
}

// Looking at everything changes nothing either, without --read-only.
func TestViewingChangesNothing(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	roster := start(t, path)
	roster.wait("Deadpond", "◐ training")
	roster.press("2")
	roster.wait("╭ Heroes")
	roster.press("1L?")
	roster.wait("╭ Keys")
	roster.press("\x1b")
	roster.waitFor("no help", func() bool { return !roster.shows("╭ Keys") })
	roster.quit()
	check()
}

func TestKeepSchema(t *testing.T) {
	t.Parallel()
	path := sample(t)
	db := open(t, path)
	schema := ask(t, db, everyTableName)
	roster := start(t, "--keep-schema", path)
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	if got := ask(t, db, deadpond); got != "0" {
		t.Errorf("is_training = %s, want 0", got)
	}
	roster.press("u")
	roster.wait("Undone: Deadpond")
	if got := ask(t, db, deadpond); got != "1" {
		t.Errorf("is_training = %s, want 1", got)
	}
	roster.quit()
	if got := ask(t, db, everyTableName); got != schema {
		t.Errorf("the tables are now %s", got)
	}
}
