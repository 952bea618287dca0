package change

import (
	"context"
	"strings"

	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/sqllog"
)

// EnsureHistory creates roster_change, in the transaction of the first write. If the schema
// must not change, the table is temporary: it lives in memory, on the writer's connection, and
// is gone when that closes.
func (wr *Writer) EnsureHistory(ctx context.Context, c sqldb.Conn) error {
	// A temporary one may have gone with its connection.
	if wr.db.HasHistory() && (wr.db.Catalog().History || !wr.db.HistoryIsTemporary || !wr.db.Engine.Traits().Remote) {
		return nil
	}
	if !wr.db.HistoryIsTemporary { // others may be about to create it
		if err := wr.db.Engine.LockExclusive(ctx, c); err != nil {
			return err
		}
	}
	for _, create := range wr.db.Schema.History {
		if wr.db.HistoryIsTemporary {
			create = wr.db.Engine.Temporary(create)
		} else {
			create = wr.db.Engine.PlaceStatement(create)
		}
		create = strings.Replace(create, " TABLE ", " TABLE IF NOT EXISTS ", 1)
		create = strings.Replace(create, " INDEX ", " INDEX IF NOT EXISTS ", 1)
		if _, err := c.Exec(ctx, create); err != nil {
			return err
		}
	}
	return nil
}

// Record writes a change that was just made into the history.
func (wr *Writer) Record(ctx context.Context, c sqldb.Conn, change *Change) (err error) {
	var edits any
	if change.Kept() {
		text, err := encode(wr.db.Catalog(), *change)
		if err != nil {
			return err
		}
		edits = sqllog.Secret{Arg: text}
	}
	change.ID, err = wr.db.Engine.Record(ctx, c, []any{
		change.Token, change.At.Format(sqldb.TimeFormat), change.Actor, change.Label, string(change.State),
		change.Count, edits,
	})
	if err == nil && change.ID == 0 {
		return model.Failf(model.NotARoster, nil, "Nothing was changed: a trigger of %s skipped the entry of the history. Remove the trigger with another program.", wr.db.Path)
	}
	return err
}
