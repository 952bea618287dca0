package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"roster/data/model"
	"roster/data/progress"
)

// detach detaches from a database that was moved or replaced: closing it would write into the
// one that is there now.
func (db *DB) detach(ctx context.Context) error {
	if db.Pools.Writer == nil || model.ErrorCode(db.Engine.CheckInPlace(ctx, db.Pools.Reader)) != model.FileMoved {
		return nil
	}
	return db.Engine.Detach(ctx, db.Pools.Writer)
}

// Transaction runs do in one transaction on the writer. After an error it is rolled back:
// nothing of it is on disk. If it failed only because of others, it is run again. landed,
// which may be nil, decides what an error of the commit itself means.
func (db *DB) Transaction(
	ctx context.Context, label string, do func(Conn) error, onUnanswered func(error) error,
) error {
	if db.Pools.Writer == nil {
		return db.ReadOnlyError()
	}
	defer db.IndexGate.BeforeWrite()()
	began := time.Now()
	for try := 1; ; try++ {
		err := db.TransactionOnce(ctx, label, do)
		_, lost := errors.AsType[*UnknownCommit](err)
		switch {
		case lost && onUnanswered != nil:
			return onUnanswered(err)
		case err == nil || lost || !db.Engine.Retry(ctx, err, try, began):
			return err
		}
	}
}

// UnknownCommit is the failure of a commit: what it was to write may be on disk.
type UnknownCommit struct{ error }

// Unwrap returns the failure of the commit.
func (u *UnknownCommit) Unwrap() error { return u.error }

// TransactionOnce gives the writer's connection back at its end.
func (db *DB) TransactionOnce(ctx context.Context, label string, do func(Conn) error) (err error) {
	writer, err := db.Pools.Writer.Conn(ctx)
	if err != nil {
		return db.Engine.Failure(err)
	}
	defer func() { err = cmp.Or(err, db.Engine.Failure(writer.Close())) }()
	return db.TransactionOn(ctx, writer, label, do)
}

// ReadOnlyError returns the [model.ReadOnly] error of a database that can't be
// written.
func (db *DB) ReadOnlyError() error {
	return model.Failf(model.ReadOnly, nil, "%s is read-only: %s.", db.Path, db.Pools.ReadOnly)
}

// TransactionOn is one try of [DB.Transaction], on this connection of the writer.
func (db *DB) TransactionOn(ctx context.Context, writer *sql.Conn, label string, do func(Conn) error) error {
	if err := db.Engine.CheckInPlace(ctx, writer); err != nil {
		return err
	}
	start := time.Now()
	tell := progress.Of(ctx)
	tell(0, 0) // it may have to wait for another program's lock
	tx, schema, err := db.begin(ctx, writer)
	c := Conn{Q: db.Engine.Cached(tx), Log: db.Log, Label: label, IdleTimeout: db.Timeouts.Write}
	c.LogStatement(start, db.Engine.BeginSQL(), nil, 0, err)
	if err != nil {
		return db.Engine.Failure(err)
	}
	tell(0, 1)
	if err := db.within(ctx, c, schema, do); err != nil {
		start := time.Now()
		undone := Rollback(db.Engine, tx)
		c.LogStatement(start, "ROLLBACK", nil, 0, undone)
		return db.Engine.Failure(cmp.Or(err, undone))
	}
	start = time.Now()
	err = tx.Commit()
	c.LogStatement(start, "COMMIT", nil, 0, err)
	if err == nil {
		return nil
	}
	failed := db.Engine.Failure(cmp.Or(err, Rollback(db.Engine, tx)))
	if db.Engine.IsRefusal(err) {
		return failed
	}
	return &UnknownCommit{failed}
}

// within runs do in a transaction, on tables that match the catalog, and then checks whether
// the database was moved: what is committed to a deleted file is lost.
func (db *DB) within(ctx context.Context, c Conn, schema string, do func(Conn) error) error {
	if err := db.RefreshCatalog(ctx, schema, c); err != nil {
		return err
	}
	if err := do(c); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil { // the caller has canceled
		return err
	}
	return db.Engine.CheckInPlace(ctx, c.Q)
}

// Rollback ends a transaction that failed. It is not an error if that has ended already.
func Rollback(d Engine, tx interface{ Rollback() error }) error {
	err := tx.Rollback()
	if errors.Is(err, sql.ErrTxDone) || d.TransactionEnded(err) {
		return nil
	}
	return err
}
