package data_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/progress"
	"roster/internal/bigroster/generate"
	"roster/internal/bigroster/largetest"
)

// sizeable makes a roster that is offered indexes.
func sizeable(t testing.TB) string {
	t.Helper()
	return largetest.Plain(t, schema(t), generate.Fit(25_000))
}

// indexesIn returns the names of roster's indexes in a database.
func indexesIn(t testing.TB, path string) string {
	t.Helper()
	return strings.Join(lines(t, other(t, path), "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'roster\\_%' ESCAPE '\\' AND tbl_name <> 'roster_change' ORDER BY name"), " ")
}

// Looking adds nothing; adding what is offered adds all of it, says how far it is,
// and then nothing is offered any more.
func TestAddIndexes(t *testing.T) {
	path := sizeable(t)
	s := mustOpen(t, path)
	plan, err := s.PlanIndexes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(plan.Missing, " "), "roster_hero_name roster_team_name roster_heroteamlink_hero roster_heroteamlink_training")
	if plan.Bytes < 1<<20 || plan.Takes <= 0 {
		t.Errorf("the plan takes %d bytes and %v", plan.Bytes, plan.Takes)
	}
	mustEqual(t, indexesIn(t, path), "")
	last, total := 0, 0
	ctx := progress.With(t.Context(), func(done, of int) {
		if done < last || done > of {
			t.Errorf("%d of %d after %d", done, of, last)
		}
		last, total = done, of
	})
	if err := s.AddIndexes(ctx, plan); err != nil {
		t.Fatal(err)
	}
	if last != total || int64(total) != plan.Rows {
		t.Errorf("progress ended at %d of %d, and the plan has %d", last, total, plan.Rows)
	}
	mustEqual(t, indexesIn(t, path), "roster_hero_name roster_heroteamlink_hero roster_heroteamlink_training roster_team_name")
	if again := mustIndex(t, s); !again.Empty() {
		t.Errorf("offered again: %v", again.Missing)
	}
}

// What can't be written, must not be added to, or is small, is offered nothing. An
// index of someone else that is as good is not made again.
func TestPlanIndexesOffersNothing(t *testing.T) {
	path := sizeable(t)
	for name, s := range map[string]*data.Store{
		"read-only":   mustOpen(t, path, func(o *data.Options) { o.ReadOnly = true }),
		"keep-schema": mustOpen(t, path, func(o *data.Options) { o.KeepSchema = true }),
		"small":       mustOpen(t, copyOf(t, "sqlmodel.db")),
	} {
		t.Run(name, func(t *testing.T) {
			if plan, err := s.PlanIndexes(t.Context()); err != nil || !plan.Empty() {
				t.Errorf("offered %v (%v)", plan.Missing, err)
			}
		})
	}
	mustExec(t, other(t, path), "CREATE INDEX mine ON heroteamlink (hero_id)")
	plan, err := mustOpen(t, path).PlanIndexes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, strings.Join(plan.Missing, " "), "roster_hero_name roster_team_name roster_heroteamlink_training")
}

// A write goes before the index that is being made, which is made after it.
func TestAddIndexesGivesWay(t *testing.T) {
	path := largetest.Plain(t, schema(t), generate.Fit(100_000)) // each index takes its time
	s := mustOpen(t, path)
	plan, err := s.PlanIndexes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	began := make(chan struct{})
	var once sync.Once
	ctx := progress.With(t.Context(), func(done, _ int) {
		if done >= 101_000 { // the third is the longest
			once.Do(func() { close(began) })
		}
	})
	added := make(chan error, 1)
	go func() { added <- s.AddIndexes(ctx, plan) }()
	<-began
	m := members(t, s, id(generate.Usual))[0]
	team, _, err := s.Reader().Team(t.Context(), id(generate.Usual))
	if err != nil {
		t.Fatal(err)
	}
	must(t, s, intent.SetStanding{Members: seen(team.Name, m), Standing: m.Standing.Toggled()})
	if err := <-added; err != nil {
		t.Fatal(err)
	}
	interrupted := 0
	for _, s := range s.Log().Recent(1000) {
		if s.Label == "Add indexes" && s.Err != nil {
			interrupted++
		}
	}
	if interrupted == 0 {
		t.Error("no index gave way")
	}
	mustEqual(t, indexesIn(t, path), "roster_hero_name roster_heroteamlink_hero roster_heroteamlink_training roster_team_name")
}

// To stop, or to close the database, in the middle is safe: what is made is there,
// and the rest is offered again.
func TestAddIndexesStops(t *testing.T) {
	for name, stop := range map[string]func(*data.Store, context.CancelFunc) error{
		"cancelled": func(_ *data.Store, cancel context.CancelFunc) error { cancel(); return nil },
		"closed":    func(s *data.Store, _ context.CancelFunc) error { return s.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			path := sizeable(t)
			s := mustOpen(t, path)
			plan, err := s.PlanIndexes(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			began := make(chan struct{})
			var once sync.Once
			added := make(chan error, 1)
			go func() {
				added <- s.AddIndexes(progress.With(ctx, func(int, int) { once.Do(func() { close(began) }) }), plan)
			}()
			<-began
			if err := stop(s, cancel); err != nil {
				t.Fatal(err)
			}
			if err := <-added; !errors.Is(err, context.Canceled) {
				t.Errorf("it ended with %v", err)
			}
			mustEqual(t, strings.Join(lines(t, other(t, path), "PRAGMA integrity_check"), " "), "ok")
			rest, err := mustOpen(t, path).PlanIndexes(t.Context())
			if err != nil || rest.Empty() {
				t.Errorf("the rest is %v (%v)", rest.Missing, err)
			}
		})
	}
}
