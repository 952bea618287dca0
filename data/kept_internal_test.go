package data

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
)

// More statements than are kept are run at the same time, each with its own
// answer, and those that were used last stay.
func TestKept(t *testing.T) {
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
	k := keep(db)
	var all sync.WaitGroup
	for worker := range 3 {
		all.Go(func() {
			for n := range 2 * maxStatements {
				want := int64(n * (worker%2 + 1)) // two of them ask the same
				got := int64(-1)
				c := conn{q: k, log: NewLog(nil)}
				err := c.query(t.Context(), 1, func(row cells) error { got = integer(row[0]); return nil }, fmt.Sprintf("SELECT %d", want))
				if err != nil || got != want {
					t.Errorf("asked for %d and got %d (%v)", want, got, err)
				}
			}
		})
	}
	all.Wait()
	if n := k.recent.Len(); n != len(k.statements) || n < maxStatements || n > maxStatements+3 {
		t.Errorf("%d statements are kept, of %d", n, len(k.statements))
	}
	if k.find(fmt.Sprintf("SELECT %d", 4*maxStatements-2)) == nil && k.find(fmt.Sprintf("SELECT %d", 2*maxStatements-1)) == nil {
		t.Error("what was used last is not kept")
	}
}
