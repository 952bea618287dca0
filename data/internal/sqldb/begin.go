package sqldb

import (
	"context"
	"database/sql"
	"time"

	"roster/data/model"
)

// lockWait is how long a write waits for another program's lock.
const lockWait = 5 * time.Second

// begin begins a transaction that writes. It waits for another program's lock by
// itself: an engine that waits does not notice that ctx ends.
func (db *DB) begin(ctx context.Context, writer *sql.Conn) (tx Tx, schema string, err error) {
	deadline := time.Now().Add(lockWait)
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		tx, schema, err = db.Engine.Begin(ctx, writer)
		if model.ErrorCode(db.Engine.Failure(err)) != model.Locked || time.Now().After(deadline) {
			return tx, schema, err
		}
		if err := Pause(ctx, wait); err != nil {
			return nil, "", err
		}
	}
}
