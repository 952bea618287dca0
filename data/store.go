package data

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// Options are what [Open] needs to know beside the database.
type Options struct {
	Schema     string           // the text of schema.sql
	Create     bool             // make the file, or set up the empty database, where needed
	Beside     bool             // set up the tables also beside those of others
	ReadOnly   bool             // never write
	Glance     bool             // read once, at once: wait for nobody, and leave no trace beside the file
	KeepSchema bool             // never add a table: the history is kept in memory
	Actor      string           // who makes the changes, user@host: the history of a server has the role before it
	MaxKept    int              // how many edits a change may have to be kept for undo; 0 for [MaxKept]
	Quiet      time.Duration    // for which no page must have been read before tallies and counts are: the next page may be on its way
	Log        *Log             // where statements are logged; nil for a log in memory
	Now        func() time.Time // the clock; nil for the machine's
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path     string
	dialect  dialect
	pools    pools
	reader   querier                 // pools.reader, for reading
	tables   atomic.Pointer[catalog] // what the database says of its tables
	text     string                  // of schema.sql
	schema   schema
	actor    string
	log      *Log
	now      func() time.Time
	maxKept  int
	limits   limits
	patience patience
	keep     bool    // keep the schema: the history is temporary
	aside    querier // pools.aside, for reading
	indexing indexing
	life     lifetime // of what is being read
	turns    turns
	mu       sync.Mutex
	history  bool            // roster_change is there
	indexed  indexes         // what they are known to be
	dangling map[int64]bool  // the teams that are known to have members without a hero
	session  map[int64]State // what this store made of changes, by their ids
	wrote    bool            // something was written through this store
	fitting  string          // the sign of the tables that fit the catalogue
	lookout  lookout
	onClosed func() error // what a demo does after closing
}

// Close ends what is being read, and the making of an index. It closes the
// readers first and the writer last: the last connection is the one that removes
// the -wal and -shm files.
func (s *Store) Close() error {
	s.life.end()
	err := s.dialect.failure(errors.Join(s.lookout.close(), s.letGo(context.Background()), s.pools.close()))
	if s.onClosed != nil {
		err = errors.Join(err, s.onClosed())
	}
	return err
}

// letGo parts with a database that is not in its place any more: closing it would
// write into the one that is there now.
func (s *Store) letGo(ctx context.Context) error {
	if s.pools.writer == nil || ErrorCode(s.dialect.inPlace(ctx, s.pools.reader)) != Moved {
		return nil
	}
	return s.dialect.letGo(ctx, s.pools.writer)
}

// Path returns the database as the user named it. It is not sanitised.
func (s *Store) Path() string { return s.path }

// Log returns the log of the statements that the store issues.
func (s *Store) Log() *Log { return s.log }

// ReadOnly returns why the database can't be written, or "" where it can.
func (s *Store) ReadOnly() string { return s.pools.readOnly }

// HasWritten tells whether a change was applied, or the history was cleared,
// through this store.
func (s *Store) HasWritten() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrote
}

// Forgets returns why undo ends with this store, and no history is kept for others;
// "" where it is kept.
func (s *Store) Forgets() string {
	switch {
	case !s.keep:
		return ""
	case s.catalog().noHistory:
		return "the role may not write to roster_change"
	}
	return "--keep-schema keeps no history"
}

// read returns a connection for reading that logs under label.
func (s *Store) read(label string) conn {
	return conn{q: s.reader, log: s.log, label: label, life: &s.life, turns: &s.turns, limit: s.patience.read, again: s.dialect.again}
}

// readAside returns a connection for what completes rows that are on screen.
func (s *Store) readAside(label string) conn {
	c := s.read(label)
	c.q, c.class = s.aside, aside
	return c
}

// patiently reads what may take long, on a connection of its own. Nothing that a
// person waits for stands behind it: it is interrupted, and read is called again.
func (s *Store) patiently(ctx context.Context, label string, read func(context.Context, conn) error) error {
	return s.yielding(ctx, patient, label, read)
}

// yielding reads in the turn of a class, and gives way to those before it; but on a
// server only what nobody waits for: to be interrupted takes a connection there.
func (s *Store) yielding(ctx context.Context, turn class, label string, read func(context.Context, conn) error) error {
	if turn != patient && s.dialect.traits().remote {
		return s.dialect.failure(read(ctx, s.readAside(label)))
	}
	c := conn{q: s.aside, log: s.log, label: label, life: &s.life, limit: s.patience.long, again: s.dialect.again}
	return s.dialect.failure(s.turns.yielding(ctx, turn, func(ctx context.Context) error { return read(ctx, c) }))
}

// transaction runs do in one transaction on the writer. After an error it is
// rolled back: nothing of it is on disk. Where only others were in the way, it is
// run again. What the error of the commit itself means is for landed to say,
// which may be nil.
func (s *Store) transaction(ctx context.Context, label string, do func(conn) error, landed func(error) error) error {
	if s.pools.writer == nil {
		return s.cannotWrite()
	}
	defer s.indexing.before()()
	began := time.Now()
	for try := 1; ; try++ {
		err := s.transactionApart(ctx, label, do)
		_, lost := errors.AsType[*unanswered](err)
		switch {
		case lost && landed != nil:
			return landed(err)
		case err == nil || lost || !s.dialect.again(ctx, err, try, began):
			return err
		}
	}
}

// unanswered is the failure of a commit: what it was to write may be on disk.
type unanswered struct{ error }

func (u *unanswered) Unwrap() error { return u.error }

// transactionApart gives the writer's connection back at its end.
func (s *Store) transactionApart(ctx context.Context, label string, do func(conn) error) (err error) {
	writer, err := s.pools.writer.Conn(ctx)
	if err != nil {
		return s.dialect.failure(err)
	}
	defer func() { err = cmp.Or(err, s.dialect.failure(writer.Close())) }()
	return s.transactionOn(ctx, writer, label, do)
}

func (s *Store) cannotWrite() error {
	return fail(ReadOnly, nil, "%s is read-only: %s.", s.path, s.pools.readOnly)
}

func (s *Store) transactionOn(ctx context.Context, writer *sql.Conn, label string, do func(conn) error) error {
	if err := s.dialect.inPlace(ctx, writer); err != nil {
		return err
	}
	start := time.Now()
	tell := ProgressOf(ctx)
	tell(0, 0) // it may have to wait for somebody else's lock
	tx, schema, err := s.begin(ctx, writer)
	c := conn{q: s.dialect.keep(tx), log: s.log, label: label, limit: s.patience.write}
	c.done(start, s.dialect.beginning(), nil, 0, err)
	if err != nil {
		return s.dialect.failure(err)
	}
	tell(0, 1)
	if err := s.within(ctx, c, schema, do); err != nil {
		start := time.Now()
		undone := rollback(tx)
		c.done(start, "ROLLBACK", nil, 0, undone)
		return s.dialect.failure(cmp.Or(err, undone))
	}
	start = time.Now()
	err = tx.Commit()
	c.done(start, "COMMIT", nil, 0, err)
	if err == nil {
		return nil
	}
	failed := s.dialect.failure(cmp.Or(err, rollback(tx)))
	if s.dialect.refuses(err) {
		return failed
	}
	return &unanswered{failed}
}

// within runs do in a transaction, on tables that are those of the catalogue,
// and then looks whether the database is where it was: what is committed to a
// file that was deleted is nowhere.
func (s *Store) within(ctx context.Context, c conn, schema string, do func(conn) error) error {
	if err := s.fits(ctx, schema, c); err != nil {
		return err
	}
	if err := do(c); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil { // it is not wanted any more
		return err
	}
	return s.dialect.inPlace(ctx, c.q)
}

// rollback ends a transaction that failed. One that has ended by itself is as
// good.
func rollback(tx interface{ Rollback() error }) error {
	err := tx.Rollback()
	if errors.Is(err, sql.ErrTxDone) || endedBySQLite(err) {
		return nil
	}
	return err
}
