//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The folder becomes read-only while roster is open: there is no room for a
// journal, the change is refused, and with the permission back it is made.
func TestFolderMadeReadOnly(t *testing.T) {
	t.Parallel()
	path := theirs(t, 0o600, 0o700)
	roster := start(t, "database.db", in(filepath.Dir(path)), asOrdinaryUser)
	roster.wait("Deadpond", "◐ training", "Z-Force")
	allow(t, filepath.Dir(path), 0o500)
	roster.toggleDeadpond()
	roster.wait("can't be written: check the permissions of the file and of its folder.")
	allow(t, filepath.Dir(path), 0o700)
	roster.press("t")
	roster.wait("training → active", "u undoes")
	roster.quit()
	wantWhole(t, path, "0")
}

// The file is deleted while roster is open: nothing is acknowledged that would be
// on no disk, also in WAL mode, where SQLite does not notice.
func TestFileDeletedUnderTheApp(t *testing.T) {
	t.Parallel()
	for _, journal := range []string{"delete", "wal"} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			db := open(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+journal)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			roster := start(t, "database.db", in(filepath.Dir(path)))
			roster.wait("Deadpond", "◐ training", "Z-Force")
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			roster.wait("roster · FILE GONE · database.db")
			const moved = "database.db was moved or deleted while it was open: quit, and open it where it is now."
			roster.wait(moved)
			roster.press("\r")
			roster.waitFor("nothing on its status line", func() bool { return !roster.shows(moved) })
			roster.press("t")
			roster.wait(moved)
			if roster.shows("u undoes") {
				t.Errorf("it says that it is done:\n%s", roster.shown())
			}
			roster.quit()
			if _, err := os.Stat(path); err == nil {
				t.Error("it made the file anew")
			}
		})
	}
}

// A part of the file is garbage: roster says so where it meets it, and goes on.
func TestDamagedUnderTheApp(t *testing.T) {
	t.Parallel()
	path := sample(t)
	db := open(t, path)
	mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 2900) INSERT INTO hero SELECT i, 'Hero ' || i, 'x', 30 FROM n") // so few that no indexes are offered
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	roster := start(t, "database.db", in(filepath.Dir(path)))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	content := []byte(read(t, path))
	for i := len(content) / 3; i < len(content); i++ {
		content[i] = 0xff
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0) // the same file: it is not replaced
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt(content, 0); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	roster.press("2")
	roster.wait("database.db is damaged: keep a")
	roster.press("1")
	roster.wait("Preventers", "2●", "1◐")
	roster.quit()
}

// The disk is full: the change is refused, and says so; with room again it is
// made.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	folder := smallDisk(t, "256k")
	path := filepath.Join(folder, "database.db")
	write(t, path, read(t, filepath.Join("testdata", "sqlmodel.db")))
	roster := start(t, "database.db", in(folder))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	filler := filepath.Join(folder, "filler")
	fill(t, filler)
	roster.toggleDeadpond()
	roster.wait("The disk is full: nothing was changed in database.db. Make room, and try again.")
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	roster.press("t")
	roster.wait("training → active", "u undoes")
	roster.quit()
	wantWhole(t, path, "0")
}

// fill writes a file until there is no more room.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := 64 << 10; size > 0; {
		if _, err := file.Write([]byte(strings.Repeat("x", size))); err != nil {
			size /= 2
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
