package sqlite

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"roster/data/internal/sqldb"
)

// Every connection is guarded, those that a pool opens later too: a schema is
// not trusted, and none can be made to write into the file's own tables.
func TestEveryConnectionIsGuarded(t *testing.T) {
	file := newEngine(filepath.Join(t.TempDir(), "a.db"), sqldb.Options{})
	if err := os.WriteFile(file.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := file.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, pool := range map[string]*sql.DB{"writer": p.Writer, "reader": p.Reader, "aside": p.Deferred, "indexer": p.Indexer} {
		t.Run(name, func(t *testing.T) {
			mustBeGuarded(t, t.Context(), pool)
		})
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
}

func mustBeGuarded(t *testing.T, ctx context.Context, pool *sql.DB) {
	for range pool.Stats().MaxOpenConnections {
		c, err := pool.Conn(ctx) // each is kept, so that the next one is another
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for pragma, want := range map[string]int{"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1} {
			var got int
			if err := c.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %d (%v), want %d", pragma, got, err, want)
			}
		}
		for _, statement := range []string{"PRAGMA query_only = OFF", "PRAGMA writable_schema = ON"} {
			if _, err := c.ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.ExecContext(ctx, "DELETE FROM sqlite_schema"); err == nil || err.Error() != "SQL logic error: table sqlite_master may not be modified (1)" {
			t.Errorf("the schema could be written: %v", err)
		}
	}
}
