package data_test

import (
	"context"
	"errors"
	"testing"

	"roster/data"
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
			first := must(t, s, data.Create{Label: "first", Heroes: []data.Hero{{Name: "First", SecretName: "One"}}})
			before := dump(t, other(t, path))
			team, _, err := s.Team(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := s.Plan(t.Context(), data.DeleteTeams{Teams: []data.Team{team}})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			_, err = s.Apply(data.WithProgress(ctx, func(done, total int) {
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
