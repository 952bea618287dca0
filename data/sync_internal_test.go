package data

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// A commit is on the disk when it is told as done, and so is the folder: a power cut
// could bring a journal back otherwise.
func TestWritersSyncTheFolder(t *testing.T) {
	file := newSQLiteFile(filepath.Join(t.TempDir(), "a.db"), Options{})
	if _, err := prepareFile(file.path, true); err != nil {
		t.Fatal(err)
	}
	p, err := file.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, pool := range map[string]*sql.DB{"writer": p.writer, "indexer": p.indexer} {
		var level int
		const extra = 3
		if err := pool.QueryRow("PRAGMA synchronous").Scan(&level); err != nil || level != extra {
			t.Errorf("%s: synchronous is %d (%v)", name, level, err)
		}
	}
	if err := p.close(); err != nil {
		t.Error(err)
	}
}
