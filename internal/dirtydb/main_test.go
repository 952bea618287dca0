package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

const committed = "../../testdata/dirty.db"

func TestCommittedFilesAreWhatTheScriptsWrite(t *testing.T) {
	for _, name := range []string{"first.db", "second.db", "name with ?, # and %41.db"} {
		t.Run(name, func(t *testing.T) {
			for file, script := range map[string]string{"dirty": dirty, "fields": fields} {
				path := filepath.Join(t.TempDir(), file+name)
				if err := write(t.Context(), path, script, false); err != nil {
					t.Fatal(err)
				}
				if read(t, path) != read(t, "../../testdata/"+file+".db") {
					t.Errorf("testdata/%s.db differs: write it anew with go run ./internal/dirtydb -force", file)
				}
			}
		})
	}
}

func TestOverwritesOnlyWhenTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), path, dirty, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want %v", err, fs.ErrExist)
	}
	if got := read(t, path); got != "mine" {
		t.Errorf("the file became %q", got)
	}
	if err := write(t.Context(), path, dirty, true); err != nil {
		t.Fatal(err)
	}
	if read(t, path) != read(t, committed) {
		t.Error("what -force wrote is not the database")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
