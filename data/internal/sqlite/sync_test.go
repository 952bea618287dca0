package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"roster/data/internal/sqldb"
)

// A commit is on the disk when it is told as done, and so is the folder: a power cut
// could bring a journal back otherwise.
func TestWritersSyncTheFolder(t *testing.T) {
	file := newEngine(filepath.Join(t.TempDir(), "a.db"), sqldb.Options{})
	if err := os.WriteFile(file.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := file.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, pool := range map[string]*sql.DB{"writer": p.Writer, "indexer": p.Indexer} {
		var level int
		const extra = 3
		if err := pool.QueryRow("PRAGMA synchronous").Scan(&level); err != nil || level != extra {
			t.Errorf("%s: synchronous is %d (%v)", name, level, err)
		}
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}
