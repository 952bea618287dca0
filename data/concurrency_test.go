package data_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// How much happens at the same time.
const (
	rosters       = 4
	editsOfEach   = 25
	foreignWrites = 50
)

// Several rosters and another program write to one file. Each counts up the
// same text, by what was seen of it: no count is lost, and no one is turned away
// without having waited for five seconds.
func TestManyWriters(t *testing.T) {
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			path, members := largeTeam(t, rosters)
			db := other(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+journal)
			mustExec(t, db, "PRAGMA busy_timeout = 60000")
			mustExec(t, db, "UPDATE team SET headquarters = '0' WHERE id = 9")
			var all sync.WaitGroup
			var conflicts atomic.Int64
			for _, w := range writersOf(t, path, members) {
				all.Go(func() { w.count(t.Context(), &conflicts) })
			}
			all.Go(func() { foreign(t, db) })
			all.Wait()
			want := strconv.Itoa(rosters*editsOfEach + foreignWrites)
			if got := lines(t, db, "SELECT headquarters FROM team WHERE id = 9")[0]; got != want {
				t.Errorf("they counted to %s, not to %s", got, want)
			}
			if got := lines(t, db, "SELECT count(*) FROM roster_change WHERE state = 'done'")[0]; got != strconv.Itoa(2*rosters*editsOfEach) {
				t.Errorf("there are %s changes in the history, not %d", got, 2*rosters*editsOfEach)
			}
			if conflicts.Load() == 0 {
				t.Error("no writers were in conflict: this tests nothing")
			}
			if got := lines(t, db, "PRAGMA integrity_check"); got[0] != "ok" {
				t.Errorf("integrity check: %s", got)
			}
		})
	}
}

// foreign counts up as another program does.
func foreign(t *testing.T, db *sql.DB) {
	for range foreignWrites {
		if _, err := db.Exec("UPDATE team SET headquarters = CAST(headquarters + 1 AS TEXT) WHERE id = 9"); err != nil {
			t.Error(err)
			return
		}
		time.Sleep(time.Millisecond) // it has other things to do
	}
}

// writer is one of several rosters, in a goroutine of its own.
type writer struct {
	t      *testing.T
	s      *data.Store
	member model.MembershipRef
	looked func() // waits, the first time, until all have looked: then one is faster
}

// writersOf returns a writer for each member.
func writersOf(t *testing.T, path string, members []model.MembershipRef) []*writer {
	t.Helper()
	var looking sync.WaitGroup
	looking.Add(len(members))
	var writers []*writer
	for i, member := range members {
		writers = append(writers, &writer{
			t: t, s: mustOpen(t, path, as(fmt.Sprintf("person %d", i))), member: member,
			looked: sync.OnceFunc(func() { looking.Done(); looking.Wait() }),
		})
	}
	return writers
}

// count counts up, and toggles a membership that is no one else's after each
// time, while it looks around as the app does.
func (w *writer) count(ctx context.Context, conflicts *atomic.Int64) {
	for n := 0; n < editsOfEach; {
		err := w.patiently(func() error { return w.edit(ctx) })
		if _, isConflict := errors.AsType[*model.Conflict](err); isConflict {
			conflicts.Add(1)
			continue // someone was faster: look again
		}
		if err == nil {
			err = w.patiently(func() error {
				return w.want(ctx, intent.SetStanding{Members: []model.MembershipRef{w.member}, Standing: model.StandingOf(n%2 == 1)})
			})
		}
		if err == nil {
			_, err = w.s.Look(ctx)
		}
		if err != nil {
			w.t.Error(err)
			return
		}
		n++
	}
}

// edit counts up by one, from what it sees.
func (w *writer) edit(ctx context.Context) error {
	team, _, err := w.s.Reader().Team(ctx, id(9))
	w.looked()
	if err != nil {
		return err
	}
	now, err := strconv.Atoi(team.Headquarters)
	if err != nil {
		return err
	}
	typed := team
	typed.Headquarters = strconv.Itoa(now + 1)
	return w.want(ctx, intent.EditTeam{Shown: team, Typed: typed})
}

func (w *writer) want(ctx context.Context, intent intent.Intent) error {
	plan, err := w.s.Plan(ctx, intent)
	if err == nil {
		_, err = w.s.Apply(ctx, plan.Change)
	}
	return err
}

// patiently tries again where someone was turned away, who is to have waited.
func (w *writer) patiently(try func() error) error {
	for {
		began := time.Now()
		err := try()
		if model.ErrorCode(err) != model.Locked {
			return err
		}
		if took := time.Since(began); took < 5*time.Second {
			return fmt.Errorf("after %v: %w", took, err)
		}
	}
}
