package data

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// There is no more room in the middle of a write, as SQLite itself sees it:
// nothing of it is written, it says so, and with room again it is.
func TestFull(t *testing.T) {
	schema, err := os.ReadFile("../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "full.db")
	s, err := Open(t.Context(), path, Options{Schema: string(schema), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	intent := intent.Create{Label: "Many"}
	for i := range 2000 {
		intent.Heroes = append(intent.Heroes, model.Hero{Name: fmt.Sprint("Hero ", i), SecretName: "somebody with quite a long name"})
	}
	plan, err := s.Plan(t.Context(), intent)
	if err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		t.Helper()
		if _, err := s.db.Pools.Writer.Exec(fmt.Sprint("PRAGMA max_page_count = ", pages)); err != nil {
			t.Fatal(err)
		}
	}
	wantHeroes := func(want int64) {
		t.Helper()
		if n, err := s.reader.Count(t.Context(), query.Query{List: query.Heroes}); err != nil || n != want {
			t.Errorf("there are %d heroes (%v), not %d", n, err, want)
		}
	}
	limit(20)
	_, err = s.Apply(t.Context(), plan.Change)
	if want := "The disk is full: nothing was changed in " + path + ". Make room, and try again."; model.ErrorCode(err) != model.Full || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	wantHeroes(0)
	limit(100_000)
	if _, err := s.Apply(t.Context(), plan.Change); err != nil {
		t.Error(err)
	}
	wantHeroes(2000)
}
