package change

import (
	"context"
	"errors"
	"slices"
	"time"

	"roster/data/internal/sqldb"
)

// Apply carries out a planned change in one transaction, together with its
// entry in the history, and returns it with its id, and with the ids and
// defaults that the database gave. A new change drops this actor's undone ones.
//
// The error is a [model.Conflict] if a row is no longer what it was: nothing was
// written then. It is an [model.Error] with [model.ReadOnly], [model.Locked] or [model.Full] if the
// database could not be written, and with [model.SchemaChanged] if the tables were altered
// since the change was planned: planned again it may fit.
func (wr *Writer) Apply(ctx context.Context, c Change) (Change, error) {
	return wr.ApplyChecked(ctx, c, func(sqldb.Conn) error { return nil })
}

// ApplyChecked carries out a change, unless check finds in the same transaction that it
// must not be.
func (wr *Writer) ApplyChecked(ctx context.Context, c Change, check func(sqldb.Conn) error) (Change, error) {
	c.Count = len(c.Edits)
	wr.Stamp(&c)
	edits, err := wr.stampSince(&c)
	if err != nil {
		return c, err
	}
	c.Edits = withNewRowsCloned(edits)
	err = wr.transact(ctx, c.Label, &c, func(w sqldb.Conn) error {
		refused := check(w)
		// A changed row is the more specific error.
		if err := wr.WriteEdits(ctx, w, &c, c.Strict); err != nil {
			return err
		}
		if refused != nil {
			return refused
		}
		return wr.Record(ctx, w, &c)
	})
	if err != nil {
		return c, err
	}
	wr.RecordOwn(c.ID, c.State)
	return c, nil
}

// Stamp records who made a change, and when.
func (wr *Writer) Stamp(c *Change) {
	c.Token, c.At, c.Actor = sqldb.NewToken(), wr.Now().UTC().Truncate(time.Microsecond), wr.actor
	c.State, c.Session, c.MaxKept = Done, true, wr.maxKept
	if c.Final {
		c.State = Final
	}
}

// transact runs a write of a change's edits in one transaction. If rows conflict, the error
// names them.
func (wr *Writer) transact(ctx context.Context, label string, c *Change, do func(sqldb.Conn) error) error {
	err := wr.db.Transaction(ctx, label, func(w sqldb.Conn) error {
		if err := wr.CheckOutdated(c); err != nil {
			return err
		}
		if err := wr.EnsureHistory(ctx, w); err != nil {
			return err
		}
		return do(w)
	}, func(lost error) error { return wr.CommitOutcome(context.WithoutCancel(ctx), *c, lost) })
	if clash, ok := errors.AsType[*rowConflict](err); ok {
		// After the rollback: a failed statement leaves PostgreSQL's
		// transaction dead.
		return wr.explain(ctx, clash)
	}
	if err == nil {
		wr.db.NoteHistory()
	}
	return err
}

// withNewRowsCloned returns the edits with new rows of their own: the ids that the
// database gives must not stay in the plan if the transaction is rolled back.
func withNewRowsCloned(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	for i, e := range edits {
		if e.Before == nil {
			edits[i].After = e.After.Clone()
		}
	}
	return edits
}

// RecordOwn notes that this store applied, undid or redid the change: to go on with that it
// need not be asked.
func (wr *Writer) RecordOwn(id int64, state State) {
	wr.mu.Lock()
	defer wr.mu.Unlock()
	wr.session[id], wr.wrote = state, true
}
