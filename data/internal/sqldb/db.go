package sqldb

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"roster/data/model"
	"roster/data/sqllog"
)

// Options are what [Open] needs to know beside the database.
type Options struct {
	Schema     string        // the text of schema.sql
	Create     bool          // create the tables in an empty database
	Beside     bool          // create the tables also beside those of others
	ReadOnly   bool          // never write
	ReadOnlyAs string        // why, "" for --read-only
	Name       string        // what messages call the database, which then say nothing of where it is; "" for its path or URL
	Glance     bool          // read once, at once: wait for no lock, and leave no trace beside the file
	KeepSchema bool          // never add a table: the history is kept in memory
	Quiet      time.Duration // for which no page must have been read before tallies and counts are
	Log        *sqllog.Log   // where statements are logged
	Since      string        // the name of the field of [DB.Since]; "" for [DefaultSince]
	Coverage   int64         // what [DB.Coverage] is; 0 is 1
	Names      model.Names   // what the database calls the tables and columns of the roster; the zero value for the tutorial's names
}

// AskedReadOnly is why a database can't be written that the user opened so.
const AskedReadOnly = "opened with --read-only"

// DB is an open database: its pools, what it says of its tables, and whose turn it
// is to read. It is safe for concurrent use.
type DB struct {
	Path      string // the database as the user named it, not sanitised
	Dialect   Dialect
	Pools     Pools
	Schema    Schema
	Log       *sqllog.Log
	Timeouts  Timeouts
	IndexGate IndexGate
	Shutdown  Shutdown // of what is being read

	HistoryIsTemporary bool // the schema is kept: the history is gone when the writer closes

	Coverage int64 // how many active members a team needs whose field does not say it

	since       string                  // the name of the field of [DB.Since]
	interactive Querier                 // Pools.Reader, with its prepared statements
	deferred    Querier                 // Pools.Aside, with its prepared statements
	tables      atomic.Pointer[Catalog] // what the database says of its tables
	scheduler   scheduler
	watcher     Watcher

	mu            sync.Mutex
	hasHistory    bool    // roster_change is there
	indexes       Indexes // what they are known to be
	schemaVersion string  // the version of the tables that fit the catalogue
}

// Open opens a database, and creates its tables if it is empty and that was asked
// for. The errors are those of the dialect; [model.Empty] and [model.NotARoster] say
// that it is no roster.
func Open(ctx context.Context, name string, d Dialect, opts Options) (*DB, error) {
	db, err := connect(ctx, name, d, opts)
	if err != nil {
		return nil, err
	}
	if err := db.load(ctx, opts); err != nil {
		return nil, cmp.Or(err, db.Close())
	}
	return db, nil
}

// connect opens the pools of a database.
func connect(ctx context.Context, name string, d Dialect, opts Options) (*DB, error) {
	db := &DB{
		Path: name, Dialect: d, Schema: ParseSchema(d.Schema(opts.Schema), NewNaming(opts.Names).Names), Timeouts: d.Timeouts(),
		Log: opts.Log, HistoryIsTemporary: opts.KeepSchema, since: cmp.Or(opts.Since, DefaultSince), Coverage: max(1, opts.Coverage),
	}
	db.tables.Store(&Catalog{})
	db.scheduler.quiet, db.scheduler.backgroundQuiet, db.IndexGate.beside = opts.Quiet, opts.Quiet, d.Traits().Remote
	if d.Traits().Remote {
		db.scheduler.backgroundQuiet *= quietOnServer
	}
	var err error
	if db.Pools, err = d.Open(ctx); err != nil {
		return nil, err
	}
	db.interactive, db.deferred = d.Cached(db.Pools.Reader), d.Cached(db.Pools.Aside)
	return db, nil
}

// quietOnServer is how many times longer than beside a file it must be quiet before
// what no one waits for is read: longer than between two keys of one that is held
// down. To interrupt it takes the server a process.
const quietOnServer = 15

// Close ends what is being read, and the making of an index. It closes the readers
// first and the writer last: the last connection is the one that removes the -wal
// and -shm files.
func (db *DB) Close() error {
	db.Shutdown.End()
	return db.Dialect.Failure(errors.Join(db.watcher.close(), db.detach(context.Background()), db.Pools.Close()))
}
