package sqldb

import (
	"context"
)

// Read returns a connection for reading that logs under label.
func (db *DB) Read(label string) Conn {
	return Conn{
		Q: db.interactive, Log: db.Log, Label: label, Shutdown: &db.Shutdown, scheduler: &db.scheduler,
		IdleTimeout: db.Timeouts.Read, Retry: db.Engine.Retry,
	}
}

// ReadDeferred returns a connection for what completes rows that are on screen.
func (db *DB) ReadDeferred(label string) Conn {
	c := db.Read(label)
	c.Q, c.Priority = db.deferred, Deferred
	return c
}

// InBackground runs a long read on a connection of its own. It does not delay reads that the
// user waits for: it is interrupted then, and read is called again.
func (db *DB) InBackground(ctx context.Context, label string, read func(context.Context, Conn) error) error {
	return db.Yielding(ctx, Background, label, read)
}

// Yielding reads with a priority, and yields to higher ones; but on a server only background
// reads yield: an interrupted read costs a connection there.
func (db *DB) Yielding(ctx context.Context, turn Priority, label string, read func(context.Context, Conn) error) error {
	if turn != Background && db.Engine.Traits().Remote {
		return db.Engine.Failure(read(ctx, db.ReadDeferred(label)))
	}
	c := Conn{
		Q: db.deferred, Log: db.Log, Label: label, Shutdown: &db.Shutdown, IdleTimeout: db.Timeouts.Long,
		Retry: db.Engine.Retry,
	}
	return db.Engine.Failure(db.scheduler.yielding(ctx, turn, func(ctx context.Context) error { return read(ctx, c) }))
}
