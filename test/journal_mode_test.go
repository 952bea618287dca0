//go:build unix

package test

import (
	"path/filepath"
	"strings"
	"testing"
)

// crashed returns a database that a program left in the middle of changing all
// team names, with its journal.
func crashed(t *testing.T) string {
	t.Helper()
	path := sample(t)
	db := open(t, path)
	mustExec(t, db,
		"WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO team SELECT i, 'Team ' || i, 'Base' FROM n",
		"PRAGMA cache_size = 5", "BEGIN", "UPDATE team SET name = 'Half ' || id")
	left := filepath.Join(t.TempDir(), "database.db")
	for _, suffix := range []string{"", "-journal"} {
		write(t, left+suffix, read(t, path+suffix))
	}
	mustExec(t, db, "ROLLBACK")
	if !strings.Contains(read(t, left), "Half ") {
		t.Fatal("nothing of the change is in the file: this tests nothing")
	}
	return left
}

// What a crashed program began is taken back before anything is shown.
func TestHotJournal(t *testing.T) {
	t.Parallel()
	path := crashed(t)
	roster := start(t, path)
	roster.wait("▸ Preventers")
	roster.quit()
	if got := ask(t, open(t, path), "SELECT count(*) FROM team WHERE name LIKE 'Half%'"); got != "0" {
		t.Errorf("%s teams have the name of the change that was not finished", got)
	}
	wantFiles(t, filepath.Dir(path), "database.db")
}

// That is writing, which --read-only forbids.
func TestHotJournalReadOnly(t *testing.T) {
	t.Parallel()
	path := crashed(t)
	check := untouched(t, filepath.Dir(path))
	wantRefusal(t, 1, "database.db was left in the middle of a change by a program that crashed", "--read-only", "database.db", in(filepath.Dir(path)))
	check()
}
