package data_test

import (
	"os"
	"path/filepath"
	"testing"

	"roster/data"
)

func TestIsPartOf(t *testing.T) {
	database := copyOf(t, "sqlmodel.db")
	folder := filepath.Dir(database)
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(database, link); err != nil {
		t.Fatal(err)
	}
	hard := filepath.Join(folder, "hard.db")
	if err := os.Link(database, hard); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		database: true, link: true, hard: true, database + "-journal": true, database + "-wal": true,
		filepath.Join(folder, "..", filepath.Base(folder), "sqlmodel.db-shm"): true,
		filepath.Join(folder, "other.db"):                                     false, database + ".csv": false,
	} {
		if got := data.IsPartOf(path, database); got != want {
			t.Errorf("%s: %v", path, got)
		}
		if got := data.IsPartOf(path, link); got != want {
			t.Errorf("%s, of the link: %v", path, got)
		}
	}
}

// A file of two names is not written: in WAL mode each name has a WAL of its own.
func TestFileOfTwoNames(t *testing.T) {
	for _, journal := range journals {
		path := copyIn(t, journal)
		if err := os.Link(path, path+".hard"); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path+".hard")
		const why = "it has a second name (a hard link), and what is written under one name can be lost under the other; changes made there may not be seen"
		if s.ReadOnly() != why {
			t.Errorf("read-only, because %q", s.ReadOnly())
		}
		readEverything(t, s)
		_, err := s.Apply(t.Context(), planned(t, s, graduate))
		mustSay(t, err, data.ReadOnly, path+".hard", "is read-only: "+why+".")
		mustClose(t, s)
		if err := os.Remove(path + ".hard"); err != nil {
			t.Fatal(err)
		}
		must(t, mustOpen(t, path), graduate)
	}
}
