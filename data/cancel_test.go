package data_test

import (
	"context"
	"errors"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/progress"
	"roster/data/query"
)

// A change that is cancelled while it is written leaves nothing, not even where
// the history is in memory: what was done before it can still be undone.
func TestApplyCancelled(t *testing.T) {
	for name, option := range map[string]func(*data.Options){
		"history":     func(*data.Options) {},
		"keep-schema": func(o *data.Options) { o.KeepSchema = true },
	} {
		t.Run(name, func(t *testing.T) {
			path := sizeable(t)
			s := mustOpen(t, path, option)
			first := must(t, s, intent.Create{Label: "first", Heroes: []model.Hero{{Name: "First", SecretName: "One"}}})
			before := dump(t, other(t, path))
			team, _, err := s.Reader().Team(t.Context(), id(1))
			if err != nil {
				t.Fatal(err)
			}
			plan, err := s.Plan(t.Context(), intent.DeleteTeams{Teams: []model.Team{team}})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			_, err = s.Apply(progress.With(ctx, func(done, total int) {
				if done > total/2 {
					cancel()
				}
			}), plan.Change)
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("it ended with %v", err)
			}
			mustEqual(t, dump(t, other(t, path)), before)
			mustUndo(t, s, first.ID)
			if n := len(lines(t, other(t, path), "SELECT 1 FROM hero WHERE name = 'First'")); n != 0 {
				t.Error("what was done before was not undone")
			}
		})
	}
}

// Who gives up a write that waits for another program's lock does so at once, and
// where the history is in memory it is still there.
func TestApplyCancelledWhileLocked(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path, func(o *data.Options) { o.KeepSchema = true })
	first := must(t, s, intent.Create{Label: "first", Heroes: []model.Hero{{Name: "First", SecretName: "One"}}})
	db := other(t, path)
	mustExec(t, db, "BEGIN IMMEDIATE")
	plan, err := s.Plan(t.Context(), intent.Create{Label: "second", Heroes: []model.Hero{{Name: "Second", SecretName: "Two"}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	applied := make(chan error, 1)
	go func() {
		_, err := s.Apply(ctx, plan.Change)
		applied <- err
	}()
	cancel()
	if err := <-applied; !errors.Is(err, context.Canceled) {
		t.Fatalf("it ended with %v", err)
	}
	mustExec(t, db, "ROLLBACK")
	mustUndo(t, s, first.ID)
	must(t, s, intent.Create{Label: "third", Heroes: []model.Hero{{Name: "Third", SecretName: "Three"}}})
}

// A reading of a history in memory that no one wants any more leaves it where it
// is.
func TestHistoryInMemorySurvives(t *testing.T) { engines(t, testHistoryInMemorySurvives) }

func testHistoryInMemorySurvives(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"), func(o *data.Options) { o.KeepSchema = true })
	var last change.Change
	for n := range 50 {
		last = must(t, s, intent.SetStanding{Members: spiderBoyIn, Standing: model.StandingOf(n%2 == 1)})
	}
	for range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if _, err := s.Reader().Count(ctx, query.Query{List: query.History}); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		cancel()
	}
	mustUndo(t, s, last.ID)
}
