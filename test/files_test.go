//go:build unix

package test

import (
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// sample returns the path of a copy of the database that the tutorial's program
// wrote: Deadpond and Spider-Boy are in training, in a team each.
func sample(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "database.db")
	write(t, path, read(t, filepath.Join("testdata", "sqlmodel.db")))
	return path
}

func read(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// open opens a database as another program would.
func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// mustExec runs statements of another program.
func mustExec(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// ask returns the single value that a query reads, as text.
func ask(t testing.TB, db *sql.DB, query string) string {
	t.Helper()
	var value string
	if err := db.QueryRow(query).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

// deadpond reads whether Deadpond is in training with the Preventers.
const deadpond = "SELECT is_training + 0 FROM heroteamlink WHERE team_id = 2 AND hero_id = 1"

// wantMode checks the permissions of a file or folder.
func wantMode(t testing.TB, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s has mode %o, want %o", path, got, want)
	}
}

// untouched remembers the files of a folder and returns what checks that they
// are still the same.
func untouched(t testing.TB, folder string) (check func()) {
	t.Helper()
	state := func() map[string]string {
		files := map[string]string{}
		for _, name := range names(t, folder) {
			files[name] = "a folder"
			if info, err := os.Stat(filepath.Join(folder, name)); err != nil || !info.IsDir() {
				files[name] = read(t, filepath.Join(folder, name))
			}
		}
		return files
	}
	before := state()
	return func() {
		t.Helper()
		after := state()
		for name := range after {
			if before[name] != after[name] {
				t.Errorf("%s was changed", name)
			}
		}
		wantFiles(t, folder, slices.Sorted(maps.Keys(before))...)
	}
}

// wantFiles checks which files a folder holds.
func wantFiles(t testing.TB, folder string, want ...string) {
	t.Helper()
	if got := names(t, folder); !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", folder, got, want)
	}
}

// names returns what a folder holds, in order.
func names(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// everyTableName reads which tables there are.
const everyTableName = "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)"
