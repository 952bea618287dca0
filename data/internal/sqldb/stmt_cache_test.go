package sqldb

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	_ "modernc.org/sqlite"

	"roster/data/internal/cell"
	"roster/data/sqllog"
)

// More statements than are kept are run at the same time, each with its own
// answer, and those that were used last stay.
func TestStmtCache(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	db.SetMaxOpenConns(3)
	k := NewStmtCache(db)
	var all sync.WaitGroup
	for worker := range 3 {
		all.Go(func() {
			for n := range 2 * maxCachedStmts {
				want := int64(n * (worker%2 + 1)) // two of them ask the same
				got := int64(-1)
				c := Conn{Q: k, Log: sqllog.New(nil)}
				err := c.Query(t.Context(), 1, func(row cell.Row) error { got = cell.Integer(row[0]); return nil }, fmt.Sprintf("SELECT %d", want))
				if err != nil || got != want {
					t.Errorf("asked for %d and got %d (%v)", want, got, err)
				}
			}
		})
	}
	all.Wait()
	if n := k.recent.Len(); n != len(k.statements) || n < maxCachedStmts || n > maxCachedStmts+3 {
		t.Errorf("%d statements are kept, of %d", n, len(k.statements))
	}
	if k.find(fmt.Sprintf("SELECT %d", 4*maxCachedStmts-2)) == nil && k.find(fmt.Sprintf("SELECT %d", 2*maxCachedStmts-1)) == nil {
		t.Error("what was used last is not kept")
	}
}
