//go:build unix

package test

import (
	"path/filepath"
	"testing"
	"time"
)

// lock takes a database away from all other programs. Until it is given back
// nothing here may read the file: closing it would drop the lock.
func lock(t *testing.T, path string) (release func()) {
	t.Helper()
	db := open(t, path)
	// A roster that reads just now is waited for.
	mustExec(t, db, "PRAGMA busy_timeout = 5000", "BEGIN EXCLUSIVE")
	return func() { mustExec(t, db, "ROLLBACK") }
}

const waiting = "Waiting for database.db; it may be locked by another program."

// A lock that goes away is waited for, and roster says so.
func TestLockReleased(t *testing.T) {
	t.Parallel()
	path := sample(t)
	release := lock(t, path)
	roster := start(t, "database.db", in(filepath.Dir(path)))
	roster.wait(waiting)
	release()
	roster.wait("Deadpond", "◐ training")
	roster.quit()
}

// A lock that stays is an error after five seconds.
func TestLockTimeout(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	release := lock(t, path)
	began := time.Now()
	roster := start(t, "database.db", in(filepath.Dir(path)), apart)
	roster.wantExit(1)
	if took := time.Since(began); took < 5*time.Second {
		t.Errorf("gave up after %v", took)
	}
	release()
	if want := waiting + "\nroster: database.db is locked by another program: wait until it is done, or close it, and try again.\n"; roster.said() != want {
		t.Errorf("said %q, want %q", roster.said(), want)
	}
	if roster.raw() != "" {
		t.Errorf("the terminal was sent %q", roster.raw())
	}
	check()
}
