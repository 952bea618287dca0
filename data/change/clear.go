package change

import (
	"context"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// ClearHistory deletes all changes from the history, whoever made them: none of them can be
// undone then. It returns their number.
//
// The database is then rewritten, so that no byte of what was deleted, now or
// before, is left in its files. If only that fails, the error says so: the
// history is empty then, and clearing it again tries again. If there never
// was a history, nothing is done.
func (wr *Writer) ClearHistory(ctx context.Context) (int64, error) {
	const label = "Clear the history"
	there, err := wr.db.FindHistory(ctx)
	if err != nil || !there {
		return 0, err
	}
	var n int64
	err = wr.db.Transaction(ctx, label, func(c sqldb.Conn) (err error) {
		n, err = c.Exec(ctx, "DELETE FROM "+wr.db.Engine.Relation(sqldb.HistoryTable.Name))
		return err
	}, nil)
	if err != nil {
		return 0, err
	}
	wr.forgetOwn()
	if err := wr.db.Engine.Compact(ctx, sqldb.Conn{Q: wr.db.Pools.Writer, Log: wr.db.Log, Label: label,
		IdleTimeout: wr.db.Timeouts.Write}); err != nil {
		err = wr.db.Engine.Failure(err)
		if ctx.Err() != nil {
			err = model.Failf(model.ErrorCode(err), err, "clearing was interrupted. Clear the history again.")
		}
		return n, model.Failf(model.ErrorCode(err), err, "The history is empty, but the bytes of what was deleted may still be in %s: %v", wr.db.Path, err)
	}
	return n, nil
}

// forgetOwn forgets which changes this store applied: their ids are given again.
func (wr *Writer) forgetOwn() {
	wr.mu.Lock()
	defer wr.mu.Unlock()
	clear(wr.session)
	wr.wrote = true
}
