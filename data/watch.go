package data

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"
)

// sign is what shows that somebody wrote to the database, as one connection sees
// it.
type sign struct {
	data   string // changes whenever another connection commits
	schema string // changes whenever anybody alters the tables
}

// lookout is what [Store.Look] remembers from one look to the next.
type lookout struct {
	mu      sync.Mutex
	last    sign      // zero before the first look
	pool    *sql.DB   // of one connection, where it is not the writer's
	conn    *sql.Conn // from the pool
	listens bool      // others can be heard on it
	lost    bool      // the last look failed
}

// close waits for whoever looks out, whom the end of the lifetime has woken.
func (l *lookout) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.drop()
	if l.pool != nil {
		err = errors.Join(err, l.pool.Close())
	}
	return err
}

// connection returns the connection that looks out, which stays the same one.
func (l *lookout) connection(ctx context.Context, d dialect) (_ *sql.Conn, err error) {
	if l.conn != nil {
		return l.conn, nil
	}
	if l.pool == nil {
		if l.pool, err = d.watcher(ctx); err != nil {
			return nil, err
		}
	}
	l.conn, err = l.pool.Conn(ctx)
	return l.conn, err
}

// drop gives up the connection that looks out, so that the next one is new.
func (l *lookout) drop() error {
	if l.conn == nil {
		return nil
	}
	err := l.conn.Close()
	l.conn, l.listens = nil, false
	return err
}

// mendTime is how long it takes until roster looks again at a database that it
// could not reach.
const mendTime = 500 * time.Millisecond

// Watch waits until somebody may have written to the database, and then does
// what [Store.Look] does. On a server it hears at once of what other rosters
// write, and sees within two seconds what other programs do; of a file it sees
// both when it looks again. Where the last look failed it waits before it tries
// again, so that it can be called in a loop.
//
// The error is that of Look, or has the code [Down] where the server does not
// answer. It is the error of ctx where that ends, and one of its own where the
// store is closed.
func (s *Store) Watch(ctx context.Context) (changed bool, err error) {
	ctx, leave, err := s.life.begin(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	s.lookout.mu.Lock()
	defer s.lookout.mu.Unlock()
	if s.lookout.lost {
		if err := pause(ctx, mendTime); err != nil {
			return false, err
		}
	}
	told, err := s.dialect.await(ctx, &s.lookout)
	if err == nil {
		changed, err = s.lookLocked(ctx)
	} else {
		err = s.dialect.failure(cmp.Or(err, s.lookout.drop()))
	}
	s.lookout.lost = err != nil
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil && (told || changed), err
}

// Look tells whether another program wrote to the database since the last look.
// It waits for no lock and is not logged: it is meant to be called again and
// again. The first look may see a change where there was none.
//
// The error says what is wrong with the database as a whole, and until it is
// mended nothing is written. It has the code [Moved] where the file was deleted,
// replaced or emptied, [Corrupt] where it was cut short, and [Altered] where its tables are no roster any
// more. Tables that were altered in another way are read anew, and are a change.
func (s *Store) Look(ctx context.Context) (changed bool, err error) {
	s.lookout.mu.Lock()
	defer s.lookout.mu.Unlock()
	return s.lookLocked(ctx)
}

func (s *Store) lookLocked(ctx context.Context) (changed bool, err error) {
	if err := s.dialect.inPlace(ctx, s.pools.reader); err != nil {
		return false, errors.Join(err, s.letGo(ctx))
	}
	c, done, err := s.dialect.watching(ctx, s.pools, &s.lookout)
	if err == nil {
		changed, err = s.compare(ctx, c)
		err = errors.Join(err, done())
	}
	if err != nil {
		err = cmp.Or(err, s.lookout.drop())
	}
	if err = s.dialect.failure(err); ErrorCode(err) == Locked {
		return false, nil // the next look will tell
	}
	return changed, err
}

// compare compares the database with how it was at the last look.
func (s *Store) compare(ctx context.Context, c *sql.Conn) (changed bool, err error) {
	now, err := s.dialect.look(ctx, c)
	if err != nil {
		return false, err
	}
	changed = s.dialect.differs(s.lookout.last.data, now.data)
	s.lookout.last = now
	tables := s.catalog()
	err = s.fits(ctx, now.schema, conn{q: c, label: "Look"})
	return changed || tables != s.catalog(), err
}
