package data

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"sync"
)

// sign is what shows that somebody wrote to the database, as one connection sees
// it.
type sign struct {
	data   string // changes whenever another connection commits
	schema string // changes whenever anybody alters the tables
}

// lookout is what [Store.Look] remembers from one look to the next.
type lookout struct {
	mu   sync.Mutex
	last sign    // zero before the first look
	pool *sql.DB // a connection of its own, where there is no writer
}

func (l *lookout) close() error {
	if l.pool == nil {
		return nil
	}
	return l.pool.Close()
}

// Look tells whether another program wrote to the database since the last look.
// It waits for no lock and is not logged: it is meant to be called again and
// again. The first look may see a change where there was none.
//
// The error says what is wrong with the database as a whole, and until it is
// mended nothing is written. It has the code [Moved] where the file was deleted,
// replaced or emptied, [Corrupt] where it was cut short, and [Altered] where its tables are not those that were
// opened.
func (s *Store) Look(ctx context.Context) (changed bool, err error) {
	if err := s.dialect.inPlace(); err != nil {
		return false, err
	}
	s.lookout.mu.Lock()
	defer s.lookout.mu.Unlock()
	c, err := s.watching(ctx)
	if err == nil {
		changed, err = s.compare(ctx, c)
		err = errors.Join(err, c.Close())
	}
	if err = s.dialect.failure(err); ErrorCode(err) == Locked {
		return false, nil // the next look will tell
	}
	return changed, err
}

// watching returns the connection to look with. The writer's own commits don't
// show on it; where there is none, there are no own commits.
func (s *Store) watching(ctx context.Context) (*sql.Conn, error) {
	if s.pools.writer != nil {
		return s.pools.writer.Conn(ctx)
	}
	if s.lookout.pool == nil {
		pool, err := s.dialect.watcher(ctx)
		if err != nil {
			return nil, err
		}
		s.lookout.pool = pool
	}
	return s.lookout.pool.Conn(ctx)
}

// compare compares the database with how it was at the last look.
func (s *Store) compare(ctx context.Context, c *sql.Conn) (changed bool, err error) {
	now, err := s.dialect.look(ctx, c)
	if err != nil {
		return false, err
	}
	changed = now.data != s.lookout.last.data
	s.lookout.last = now
	return changed, s.fits(ctx, now.schema, conn{q: c, label: "Look"})
}

// fits returns an error where the tables are not those of the catalogue any
// more: what is written by it would lose what it does not know. Further tables,
// views and indexes are nobody's harm.
func (s *Store) fits(ctx context.Context, schema string, c conn) error {
	s.mu.Lock()
	known := s.fitting == schema
	s.mu.Unlock()
	if known || len(s.catalog.tables) == 0 {
		return nil
	}
	now, err := s.dialect.catalog(ctx, c)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(now.tables, s.catalog.tables) || !reflect.DeepEqual(now.hooks, s.catalog.hooks) {
		return fail(Altered, nil, "Another program altered the tables of %s: nothing was changed. Quit, and open it again.", s.path)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fitting = schema
	s.history, s.indexed = now.history || s.keep && s.history, now.indexed
	return nil
}
