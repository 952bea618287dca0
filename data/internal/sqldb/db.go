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

// Options are the options of [Open].
type Options struct {
	Schema           string        // the text of schema.sql
	Create           bool          // create the tables in an empty database
	AllowOtherTables bool          // create the tables even if the database has tables of other programs
	ReadOnly         bool          // never write
	ReadOnlyAs       string        // why, "" for --read-only
	Name             string        // the name of the database in messages, instead of its path or URL; "" for that
	ReadOnce         bool          // a single read: wait for no lock, and create no files beside the database
	KeepSchema       bool          // never add a table: the history is kept in memory
	Quiet            time.Duration // time without page reads before tallies and counts are read
	Log              *sqllog.Log   // the log of statements
	Since            string        // the name of the field of [DB.Since]; "" for [DefaultSince]
	Coverage         int64         // the value of [DB.Coverage]; 0 means 1
	Names            model.Names   // the names of the tables and columns; the zero value for the tutorial's
	Words            model.Words   // the words that the settings have for what is in it
}

// AskedReadOnly is the reason why a database can't be written if the user opened it with
// --read-only.
const AskedReadOnly = "opened with --read-only"

// DB is an open database: its pools, its catalog, and the scheduler of its reads. It is safe
// for concurrent use.
type DB struct {
	Path      string // the database as the user named it, not sanitised
	Engine    Engine
	Pools     Pools
	Schema    Schema
	Log       *sqllog.Log
	Timeouts  Timeouts
	IndexGate IndexGate
	Shutdown  Shutdown // cancels the running reads

	HistoryIsTemporary bool // the schema is kept: the history is gone when the writer closes

	Coverage int64 // the number of active members that a team needs if its field does not set it
	Words    model.Words

	since       string                  // the name of the field of [DB.Since]
	interactive Querier                 // Pools.Reader, with its prepared statements
	deferred    Querier                 // Pools.Deferred, with its prepared statements
	tables      atomic.Pointer[Catalog] // the columns of the tables
	scheduler   scheduler
	watcher     Watcher

	mu            sync.Mutex
	hasHistory    bool    // the table roster_change exists
	indexes       Indexes // the indexes known to exist
	schemaVersion string  // the schema version that the catalog is of
}

// Open opens a database, and creates its tables if it is empty and opts asks for that. The
// errors are those of the engine; [model.Empty] and [model.NotARoster] mean that it is not a
// roster.
func Open(ctx context.Context, name string, d Engine, opts Options) (*DB, error) {
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
func connect(ctx context.Context, name string, d Engine, opts Options) (*DB, error) {
	names := NewNaming(opts.Names).Names
	db := &DB{
		Words: model.WordsOf(opts.Words, names),
		Path:  name, Engine: d, Schema: parseSchema(d.Schema(opts.Schema), names), Timeouts: d.Timeouts(),
		Log: opts.Log, HistoryIsTemporary: opts.KeepSchema, since: cmp.Or(opts.Since, DefaultSince),
		Coverage: max(1, opts.Coverage),
	}
	db.tables.Store(&Catalog{})
	db.scheduler.quiet, db.scheduler.backgroundQuiet, db.IndexGate.beside = opts.Quiet, opts.Quiet, d.Traits().Remote
	if d.Traits().Remote {
		db.scheduler.backgroundQuiet *= remoteDelayFactor
	}
	var err error
	if db.Pools, err = d.Open(ctx); err != nil {
		return nil, err
	}
	db.interactive, db.deferred = d.Cached(db.Pools.Reader), d.Cached(db.Pools.Deferred)
	return db, nil
}

// remoteDelayFactor is the factor by which the idle time before background reads is longer on a
// server: longer than the pause between two repeats of a key that is held down. Interrupting a
// read costs the server a process.
const remoteDelayFactor = 15

// Close cancels the running reads and the creation of an index. It closes the readers first
// and the writer last: the last connection is the one that removes the -wal and -shm files.
func (db *DB) Close() error {
	db.Shutdown.End()
	return db.Engine.Failure(errors.Join(db.watcher.close(), db.detach(context.Background()), db.Pools.Close()))
}
