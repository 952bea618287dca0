package change

import (
	"context"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// answerTimeout is how long to keep asking about an unanswered commit if the database does not
// answer that either.
const answerTimeout = 20 * time.Second

// CommitOutcome finds out what became of a change whose commit failed with the error
// lost. It returns nil if the change is on disk after all.
func (wr *Writer) CommitOutcome(ctx context.Context, change Change, lost error) error {
	began := time.Now()
	for {
		found, err := wr.isStored(ctx, change)
		switch {
		case found:
			return nil
		case err == nil || !wr.db.Engine.Traits().Remote:
			return lost
		case !model.IsUnavailable(err) && model.ErrorCode(err) != model.Locked || time.Since(began) > answerTimeout:
			return model.Failf(model.CommitUnknown, lost, "It is unknown whether “%s” was saved: the answer of %s was lost. Check the history when it is back.", change.Label, wr.db.Path)
		}
		if err := sqldb.Pause(ctx, sqldb.RetryInterval); err != nil {
			return err
		}
	}
}

// isStored reports whether the history has the change in its state. On a server it
// asks in a transaction, which begins when the one that was lost is over.
func (wr *Writer) isStored(ctx context.Context, change Change) (found bool, err error) {
	look := func(c sqldb.Conn) error {
		return c.Query(ctx, 1, func(row cell.Row) error {
			found = cell.Text(row[0]) == string(change.State)
			return nil
		}, "SELECT state FROM "+wr.db.Engine.Relation(sqldb.HistoryTable.Name)+" WHERE token = $1", change.Token)
	}
	if wr.db.Engine.Traits().Remote {
		err = wr.db.TransactionOnce(ctx, change.Label, look)
	} else {
		err = look(sqldb.Conn{Q: wr.db.Pools.Writer, Log: wr.db.Log, Label: change.Label})
	}
	return found, err
}
