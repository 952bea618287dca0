package data

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"slices"
	"time"
)

// Apply carries out a planned change in one transaction, together with its
// entry in the history, and returns it with its id, and with the ids and
// defaults that the database gave. A new change drops this actor's undone ones.
//
// The error is a [Conflict] where a row is no longer what it was: nothing was
// written then. It is an [Error] with [ReadOnly], [Locked] or [Full] where the
// database could not be written, and with [Altered] where the tables were altered
// since the change was planned: planned anew it may fit.
func (s *Store) Apply(ctx context.Context, c Change) (Change, error) {
	return s.apply(ctx, c, func(conn) error { return nil })
}

// apply carries out a change, unless check finds in the same transaction that it
// must not be.
func (s *Store) apply(ctx context.Context, c Change, check func(conn) error) (Change, error) {
	c.Count = len(c.Edits)
	s.stamp(&c)
	c.Edits = fillable(c.Edits)
	err := s.transact(ctx, c.Label, &c, func(w conn) error {
		refused := check(w)
		// That a row is not what it was says more.
		if err := s.write(ctx, w, &c, c.strict); err != nil {
			return err
		}
		if refused != nil {
			return refused
		}
		return s.record(ctx, w, &c)
	})
	if err != nil {
		return c, err
	}
	s.own(c.ID, c.State)
	return c, nil
}

// stamp says who made a change, and when.
func (s *Store) stamp(c *Change) {
	c.Token, c.At, c.Actor = newToken(), s.now().UTC().Truncate(time.Microsecond), s.actor
	c.State, c.Session, c.most = Done, true, s.maxKept
	if c.final {
		c.State = Final
	}
}

// begun notes that there is a history.
func (s *Store) begun() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.history = true
}

// transact runs a write of a change's edits in one transaction. Where rows are
// in the way, it says which.
func (s *Store) transact(ctx context.Context, label string, c *Change, do func(conn) error) error {
	err := s.transaction(ctx, label, func(w conn) error {
		if err := s.outdated(c); err != nil {
			return err
		}
		if err := s.ensureHistory(ctx, w); err != nil {
			return err
		}
		return do(w)
	}, func(lost error) error { return s.landed(context.WithoutCancel(ctx), *c, lost) })
	if clash, ok := errors.AsType[*clash](err); ok {
		// After the rollback: a failed statement leaves PostgreSQL's
		// transaction dead.
		return s.explain(ctx, clash)
	}
	if err == nil {
		s.begun()
	}
	return err
}

// fillable returns the edits with new rows of their own: the ids that the
// database gives must not stay in the plan if the transaction is rolled back.
func fillable(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	for i, e := range edits {
		if e.Before == nil {
			edits[i].After = e.After.clone()
		}
	}
	return edits
}

func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: https://pkg.go.dev/crypto/rand#Read
	return hex.EncodeToString(b[:])
}

// own notes that this store applied, undid or redid the change: to go on with that it
// need not be asked.
func (s *Store) own(id int64, state State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session[id], s.wrote = state, true
}

// owns tells whether it was this store that brought the change into its state.
func (s *Store) owns(id int64, state State) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session[id] == state
}
