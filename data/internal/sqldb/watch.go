package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"roster/data/model"
)

// Version is what shows that someone wrote to the database, as one connection sees
// it.
type Version struct {
	Data   string // changes whenever another connection commits
	Schema string // changes whenever anyone alters the tables
}

// Watcher is what [DB.Look] remembers from one look to the next.
type Watcher struct {
	mu        sync.Mutex
	last      Version   // zero before the first look
	pool      *sql.DB   // a pool of one connection, unless the writer's is used
	Conn      *sql.Conn // from the pool
	Listening bool      // others can be heard on it
	lost      bool      // the last look failed
}

// close waits for the call of [DB.Watch], which has ended by now.
func (l *Watcher) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.drop()
	if l.pool != nil {
		err = errors.Join(err, l.pool.Close())
	}
	return err
}

// Connection returns the connection that watches, which stays the same one.
func (l *Watcher) Connection(ctx context.Context, d Engine) (_ *sql.Conn, err error) {
	if l.Conn != nil {
		return l.Conn, nil
	}
	if l.pool == nil {
		if l.pool, err = d.OpenWatcher(ctx); err != nil {
			return nil, err
		}
	}
	l.Conn, err = l.pool.Conn(ctx)
	return l.Conn, err
}

// drop gives up the connection that watches, so that the next one is new.
func (l *Watcher) drop() error {
	if l.Conn == nil {
		return nil
	}
	err := l.Conn.Close()
	l.Conn, l.Listening = nil, false
	return err
}

// RetryInterval is how long it takes until roster tries again to reach a database that it could
// not reach.
const RetryInterval = 500 * time.Millisecond

// Watch waits until someone may have written to the database, and then does what [DB.Look]
// does. On a server it is notified at once of what other rosters write, and sees within two
// seconds what other programs do; for a file it sees both at the next check. If the last check
// failed it waits before it tries again, so that it can be called in a loop.
//
// The error is that of Look, or has the code [model.Unavailable] if the server does not
// answer. It is the error of ctx if that ends, and an error of its own if the store is closed.
func (db *DB) Watch(ctx context.Context) (changed bool, err error) {
	ctx, leave, err := db.Shutdown.Begin(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	db.watcher.mu.Lock()
	defer db.watcher.mu.Unlock()
	if db.watcher.lost {
		if err := Pause(ctx, RetryInterval); err != nil {
			return false, err
		}
	}
	notified, err := db.Engine.AwaitWrite(ctx, &db.watcher)
	if err == nil {
		changed, err = db.lookLocked(ctx)
	} else {
		err = db.Engine.Failure(cmp.Or(err, db.watcher.drop()))
	}
	db.watcher.lost = err != nil
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil && (notified || changed), err
}

// Look reports whether another program wrote to the database since the last look.
// It waits for no lock and is not logged: it is meant to be called again and
// again. The first look may see a change although there was none.
//
// The error describes what is wrong with the database as a whole, and until it is fixed
// nothing is written. It has the code [model.FileMoved] if the file was deleted, replaced or
// emptied, [model.Corrupt] if it was truncated, and [model.SchemaChanged] if its tables are no
// longer a roster. Tables that were altered in another way are read again, and count as a
// change.
func (db *DB) Look(ctx context.Context) (changed bool, err error) {
	db.watcher.mu.Lock()
	defer db.watcher.mu.Unlock()
	return db.lookLocked(ctx)
}

func (db *DB) lookLocked(ctx context.Context) (changed bool, err error) {
	if err := db.Engine.CheckInPlace(ctx, db.Pools.Reader); err != nil {
		return false, errors.Join(err, db.detach(ctx))
	}
	c, done, err := db.Engine.WatchConn(ctx, db.Pools, &db.watcher)
	if err == nil {
		changed, err = db.compareVersion(ctx, c)
		err = errors.Join(err, done())
	}
	if err != nil {
		err = cmp.Or(err, db.watcher.drop())
	}
	if err = db.Engine.Failure(err); model.ErrorCode(err) == model.Locked {
		return false, nil // the next check will show it
	}
	return changed, err
}

// compareVersion compares the database with how it was at the last look.
func (db *DB) compareVersion(ctx context.Context, c *sql.Conn) (changed bool, err error) {
	now, err := db.Engine.CurrentVersion(ctx, c)
	if err != nil {
		return false, err
	}
	changed = db.Engine.WrittenByOthers(db.watcher.last.Data, now.Data)
	db.watcher.last = now
	tables := db.Catalog()
	err = db.RefreshCatalog(ctx, now.Schema, Conn{Q: c, Label: "Look"})
	return changed || tables != db.Catalog(), err
}
