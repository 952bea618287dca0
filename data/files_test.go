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
