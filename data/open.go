package data

import (
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"roster/data/access"
	"roster/data/address"
	"roster/data/change"
	"roster/data/check"
	"roster/data/importer"
	"roster/data/index"
	"roster/data/intent"
	"roster/data/internal/postgres"
	"roster/data/internal/sqldb"
	"roster/data/internal/sqlite"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
)

// Open opens the database in the file at path. Opening changes nothing: tables are created
// only if opts.Create is set, in a file that is missing or empty.
//
// The errors are of type [model.Error]: [model.NotFound] and [model.Empty] if opts.Create
// would help, [model.NotARoster] for a file that holds something else, [model.Locked] when
// another program kept its lock for five seconds, [model.CantOpen], [model.Corrupt].
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	d, created, err := newEngine(path, opts.Create && !opts.ReadOnly && !opts.ReadOnce, opts)
	switch {
	case err != nil && opts.Name != "" && !address.IsURL(path):
		return nil, model.Failf(model.CantOpen, err, "%s can't be opened: it is not there. Ask the administrator.",
			opts.Name)
	case err != nil:
		return nil, err
	}
	s, err := open(ctx, address.Redacted(path), d, opts)
	if err != nil && created {
		err = errors.Join(err, os.Remove(path))
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// newEngine returns the engine of a database, and whether its file was created for it.
func newEngine(path string, create bool, opts Options) (d sqldb.Engine, created bool, err error) {
	if address.IsURL(path) {
		d, err = postgres.New(path, opts.engine())
		return d, false, err
	}
	if created, err = prepareFile(path, create); err != nil {
		return nil, created, err
	}
	return sqlite.New(path, opts.engine()), created, nil
}

// engine returns what of the options the packages below need.
func (o Options) engine() sqldb.Options {
	return sqldb.Options{
		Schema: o.Schema, Create: o.Create, AllowOtherTables: o.AllowOtherTables, ReadOnly: o.ReadOnly ||
			!o.Rights.May(access.Edit), ReadOnce: o.ReadOnce,
		ReadOnlyAs: o.Rights.Reason(), Name: o.Name,
		KeepSchema: o.KeepSchema, Quiet: o.IdleDelay, Log: o.Log, Since: o.Since, Coverage: o.Coverage,
		Names: o.Names, Words: o.Words,
	}
}

func open(ctx context.Context, name string, d sqldb.Engine, opts Options) (*Store, error) {
	if opts.Log == nil {
		opts.Log = sqllog.New(nil)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.Log.MaskErrors(opts.masked)
	db, err := sqldb.Open(ctx, cmp.Or(opts.Name, name), d, opts.engine())
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, rights: opts.Rights, schemaText: opts.Schema, reader: query.NewReader(db)}
	s.writer = change.NewWriter(db, s.reader, change.Options{
		Actor: opts.actor(d), Now: opts.Now, MaxKept: cmp.Or(opts.MaxKept, change.DefaultMaxKept),
		ShowActor: opts.Rights.Actor,
	})
	s.reader.Session = query.Session{Actor: opts.actor(d)}
	if !opts.Rights.May(access.Machine) {
		s.reader.Session.Hidden = access.Elsewhere
	}
	s.planner = intent.NewPlanner(db, s.reader, s.writer)
	s.importer = importer.New(db, s.writer)
	s.indexes = index.NewBuilder(db, s.reader)
	s.checker = check.NewChecker(db, s.reader)
	return s, nil
}

// actor returns who makes the changes, as the history has it. A guest is known by the
// name that the machine gave, whichever role of a server the machine has.
func (o Options) actor(d sqldb.Engine) string {
	if o.Rights.May(access.Machine) {
		return d.Actor(o.Actor)
	}
	return o.Actor
}

// masked returns the replacement of an error's message in the log, or "": messages of an
// engine may contain the place of the database, which a guest may not see.
func (o Options) masked(err error) string {
	if code := sensitiveCode(err); code != "" || o.Rights.May(access.Machine) {
		return code
	}
	return "an error"
}

// sensitiveCode returns the code of an error, of either engine, whose words may hold
// what a row has, "" for any other.
func sensitiveCode(err error) string {
	return cmp.Or(sqlite.SensitiveCode(err), postgres.SensitiveCode(err))
}
