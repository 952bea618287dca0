//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kept returns the file in which restore kept what there was.
func kept(t *testing.T, path string) string {
	t.Helper()
	names, err := filepath.Glob(path + ".replaced-*[0-9]")
	if err != nil || len(names) != 1 {
		t.Fatalf("kept in %q (%v)", names, err)
	}
	return names[0]
}

// A backup is put in the place of the database, which keeps its journal mode and its
// permissions; what it held is kept, with what was still in its WAL.
func TestRestore(t *testing.T) {
	t.Parallel()
	for _, journal := range []string{"delete", "wal"} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			folder := filepath.Dir(path)
			db := open(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+journal)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			allow(t, path, 0o640)
			run(t, folder, "backup", "monday.db", "--db", path).wantDone(t)
			run(t, folder, "graduate", "Deadpond", "Preventers", "--db", path).wantDone(t)
			out := run(t, folder, "restore", "monday.db", "--yes", "--db", path).wantDone(t)
			old := kept(t, path)
			if want := "Restored " + path + " from monday.db.\nThe old database is in " + old + ": delete it when you no longer need it.\n"; out != want {
				t.Errorf("it says %q, not %q", out, want)
			}
			wantFiles(t, folder, filepath.Base(path), filepath.Base(old), "monday.db")
			wantWhole(t, path, "1")
			wantWhole(t, old, "0")
			wantMode(t, path, 0o640)
			if got := ask(t, open(t, path), "PRAGMA journal_mode"); got != journal {
				t.Errorf("the journal mode is %s", got)
			}
		})
	}
}

// A database that is damaged, or is not there, can be restored too.
func TestRestoreWhatIsDamaged(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "monday.db"), read(t, sample(t)))
	run(t, folder, "restore", "monday.db", "--yes", "--db", "new.db").wantDone(t)
	wantWhole(t, filepath.Join(folder, "new.db"), "1")
	garbage := strings.Repeat("garbage\n", 2000)
	path := filepath.Join(folder, "new.db")
	write(t, path, garbage)
	write(t, path+"-wal", "what a program that crashed left")
	run(t, folder, "restore", "monday.db", "--yes", "--db", "new.db").wantDone(t)
	wantWhole(t, path, "1")
	if got := read(t, kept(t, path)); got != garbage {
		t.Errorf("kept is %.20q", got)
	}
	if got := read(t, kept(t, path)+"-wal"); got != "what a program that crashed left" {
		t.Errorf("its WAL is %.20q", got)
	}
}

// What can't be restored is refused, and nothing is touched.
func TestRestoreRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"a.db", "b.db"} {
		write(t, filepath.Join(folder, name), read(t, sample(t)))
	}
	write(t, filepath.Join(folder, "half.db"), read(t, sample(t))[:8192])
	write(t, filepath.Join(folder, "text.db"), strings.Repeat("text\n", 1000))
	if err := os.Link(filepath.Join(folder, "b.db"), filepath.Join(folder, "hard.db")); err != nil {
		t.Fatal(err)
	}
	check := untouched(t, folder)
	for sentence, args := range map[string][]string{
		"gone.db does not exist":                    {"gone.db", "--db", "a.db"},
		"a.db belongs to the database itself":       {"a.db", "--db", "a.db"},
		"half.db is damaged":                        {"half.db", "--db", "a.db"},
		"text.db is not an SQLite database":         {"text.db", "--db", "a.db"},
		"hard.db has a second name (a hard link), ": {"a.db", "--db", "hard.db"},
	} {
		run(t, folder, append([]string{"restore", "--yes"}, args...)...).wantRefused(t, 1, sentence)
		check()
	}
	run(t, folder, "restore", "--yes", "b.db", "--db", "postgres://localhost/x").wantRefused(t, 2, "restore is for files only")
	run(t, folder, "restore", "b.db", "--db", "a.db").wantRefused(t, 2, "standard input is not a terminal, so roster can't ask")
	run(t, folder, "restore", "--yes", "--db", "a.db").wantRefused(t, 2, "")
	check()
}

// While a roster is open in WAL mode, restore waits and then refuses.
func TestRestoreWhileOpen(t *testing.T) {
	t.Parallel()
	path := sample(t)
	folder := filepath.Dir(path)
	db := open(t, path)
	mustExec(t, db, "PRAGMA journal_mode = WAL")
	run(t, folder, "backup", "monday.db", "--db", path).wantDone(t)
	roster := start(t, "database.db", in(folder))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	run(t, folder, "restore", "monday.db", "--yes", "--db", path).wantRefused(t, 1, path+" is open in another program: close every program")
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	roster.quit()
	run(t, folder, "restore", "monday.db", "--yes", "--db", path).wantDone(t)
	wantWhole(t, path, "1")
	wantWhole(t, kept(t, path), "0")
}
