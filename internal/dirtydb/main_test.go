package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

const committed = "../../testdata/dirty.db"

func TestCommittedFileIsWhatTheScriptWrites(t *testing.T) {
	for _, name := range []string{"first.db", "second.db", "name with ?, # and %41.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := write(t.Context(), path, false); err != nil {
				t.Fatal(err)
			}
			if read(t, path) != read(t, committed) {
				t.Error("testdata/dirty.db differs: run go run ./internal/dirtydb -force testdata/dirty.db")
			}
		})
	}
}

func TestOverwritesOnlyWhenTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), path, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want %v", err, fs.ErrExist)
	}
	if got := read(t, path); got != "mine" {
		t.Errorf("the file became %q", got)
	}
	if err := write(t.Context(), path, true); err != nil {
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
