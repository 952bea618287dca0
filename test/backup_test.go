//go:build unix

package test

import (
	"os"
	"path/filepath"
	"testing"
)

// A backup while someone writes has what was committed when it began, all of
// it and nothing else.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	path := sample(t)
	folder := filepath.Dir(path)
	db := open(t, path)
	mustExec(t, db, "PRAGMA busy_timeout = 60000", "PRAGMA journal_mode = WAL")
	run(t, folder, "graduate", "Deadpond", "Preventers", "--db", path).wantDone(t)
	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for {
			// Both or neither: no one must see one without the other.
			_, err := db.Exec("BEGIN IMMEDIATE; INSERT INTO team (name, headquarters) VALUES ('New', 'Moon'); INSERT INTO hero (name, secret_name) VALUES ('New', 'Moon'); COMMIT")
			select {
			case <-stop:
				stopped <- err
				return
			default:
				if err != nil {
					stopped <- err
					return
				}
			}
		}
	}()
	for range 5 {
		run(t, folder, "backup", "--db", path, "--force", "copy.db").wantDone(t)
		copied := open(t, filepath.Join(folder, "copy.db"))
		if teams, heroes := ask(t, copied, "SELECT count(*) FROM team"), ask(t, copied, "SELECT count(*) - 1 FROM hero"); teams != heroes {
			t.Errorf("the copy has %s teams for %s heroes", teams, heroes)
		}
		if got := ask(t, copied, "PRAGMA integrity_check"); got != "ok" {
			t.Errorf("integrity check: %s", got)
		}
		if got := ask(t, copied, "SELECT label FROM roster_change"); got != "Deadpond: training → active in Preventers" {
			t.Errorf("the history has %q", got)
		}
		if err := copied.Close(); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Errorf("the writer was disturbed: %v", err)
	}
	wantMode(t, filepath.Join(folder, "copy.db"), 0o600)
}

func TestBackupRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"a.db", "b.db", "used.db"} {
		write(t, filepath.Join(folder, name), read(t, sample(t)))
	}
	write(t, filepath.Join(folder, "used.db-wal"), "what another program is about to write")
	if err := os.Mkdir(filepath.Join(folder, "c"), 0o700); err != nil {
		t.Fatal(err)
	}
	check := untouched(t, folder)
	for sentence, args := range map[string][]string{
		"b.db exists: choose another file, or use --force to replace it":                       {"b.db"},
		"a.db belongs to the database itself: choose another file":                             {"a.db", "--force"},
		"used.db is in use, or was left by a program that crashed, because used.db-wal exists": {"used.db", "--force"},
		"c is a folder: choose a file in it":                                                   {"c", "--force"},
		"gone/b.db can't be written: no such file or directory":                                {"gone/b.db"},
	} {
		run(t, folder, append([]string{"backup", "--db", "a.db"}, args...)...).wantRefused(t, 1, sentence)
		check()
	}
	run(t, folder, "backup", "--db", "a.db").wantRefused(t, 2, "")
	run(t, folder, "backup", "--db", "a.db", "").wantRefused(t, 2, "FILE is empty")
	check()
}
