package test

import (
	"path/filepath"
	"strings"
	"testing"
)

// reading are the commands that read a database, but for the completion of names.
var reading = [][]string{
	{"list"}, {"list", "heroes", "--format", "json"}, {"list", "training"}, {"show", "id:1", "--hero", "--format", "csv"},
	{"check"}, {"export"}, {"export", "--format", "markdown"}, {"history"}, {"field", "list"}, {"backup", "copy.db"}, {"__complete", "show", ""},
}

// Files that ask for gigabytes in a few kilobytes, and files with long texts and
// blobs: no command takes more memory than docs/hostile.md says, and each of them does
// what it is for, or says in a sentence why not.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	const tooLarge = "needs more memory than roster lets a database take (512 MB)"
	for name, file := range map[string]struct {
		statements string
		most       int64    // MB
		refused    []string // commands that say that it is too large
	}{
		"computed columns": {everyTable("ALTER TABLE %s ADD COLUMN huge TEXT AS (hex(zeroblob(300000000)))"), 800, []string{"show", "check"}},
		"long texts":       {"UPDATE hero SET name = name || hex(zeroblob(2000000)), secret_name = hex(zeroblob(2000000))", 400, nil},
		"blobs":            {"ALTER TABLE hero ADD COLUMN photo BLOB; UPDATE hero SET photo = zeroblob(50000000) WHERE id = 1", 450, nil},
	} {
		t.Run(name, func(t *testing.T) {
			path := sample(t)
			db := open(t, path)
			mustExec(t, db, file.statements)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			for _, args := range reading {
				got, took := peakOf(t, command(t, filepath.Dir(path), append([]string{"--db", path}, args...)...))
				if took > file.most {
					t.Errorf("%s took %d MB, want at most %d", args, took, file.most)
				}
				refused := strings.Contains(strings.Join(file.refused, " "), args[0])
				if got.code > 1 || strings.Contains(got.said, "(7)") || refused != strings.Contains(got.said, tooLarge) {
					t.Errorf("%s: exit code %d, said %.500q", args, got.code, got.said)
				}
			}
		})
	}
}

// everyTable returns a statement for each of the three tables.
func everyTable(statement string) string {
	out := ""
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		out += strings.ReplaceAll(statement, "%s", table) + "; "
	}
	return out
}
