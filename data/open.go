package data

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Open opens the database in the file at path. Looking changes nothing: tables
// are created only where opts.Create is set, in a file that is missing or empty.
//
// The errors are of type [Error]: [NotFound] and [Empty] where opts.Create
// would help, [Foreign] for a file that holds something else, [Locked] when
// another program kept its lock for five seconds, [CantOpen], [Corrupt].
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if IsURL(path) {
		return openServer(ctx, path, opts)
	}
	created, err := prepareFile(path, opts.Create && !opts.ReadOnly && !opts.Glance)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, path, newSQLiteFile(path, opts), opts)
	if err != nil && created {
		err = errors.Join(err, os.Remove(path))
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// openServer opens the database that a URL names.
func openServer(ctx context.Context, database string, opts Options) (*Store, error) {
	p, err := newPostgres(database, opts)
	if err != nil {
		return nil, err
	}
	return open(ctx, p.name, p, opts)
}

// prepareFile checks that path is a file, and creates it for its owner alone
// where it is missing and create is set.
func prepareFile(path string, create bool) (created bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, fail(CantOpen, nil, "%s is a folder: name a database file in it.", path)
	case err == nil && !info.Mode().IsRegular():
		return false, fail(CantOpen, nil, "%s is not a regular file: name a database file.", path)
	case err == nil:
		return false, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, fail(CantOpen, err, "%s can't be opened: %v.", path, errors.Unwrap(err))
	}
	if folder := filepath.Dir(path); !isFolder(folder) {
		return false, fail(CantOpen, err, "%s can't be opened: there is no folder %s. Create the folder, or name another file.", path, folder)
	}
	if !create {
		return false, fail(NotFound, err, "%s does not exist.", path)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) && isFile(path) { // somebody else made it just now
		return false, nil
	}
	if err != nil {
		return false, fail(CantOpen, err, "%s can't be created: %v.", path, errors.Unwrap(err))
	}
	return true, file.Close()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func open(ctx context.Context, name string, d dialect, opts Options) (*Store, error) {
	s := &Store{
		path: name, dialect: d, text: opts.Schema, schema: parseSchema(d.schema(opts.Schema)), patience: d.silence(),
		log: opts.Log, now: opts.Now, keep: opts.KeepSchema, maxKept: cmp.Or(opts.MaxKept, MaxKept), session: map[int64]State{}, limits: usualLimits(), dangling: map[int64]bool{},
	}
	s.tables.Store(&catalog{})
	s.turns.quiet, s.turns.calm, s.indexing.beside = opts.Quiet, opts.Quiet, d.traits().remote
	if d.traits().remote {
		s.turns.calm *= calmOnServer
	}
	if s.log == nil {
		s.log = NewLog(nil)
	}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if s.pools, err = s.dialect.open(ctx); err != nil {
		return nil, err
	}
	s.actor = s.dialect.actor(opts.Actor)
	s.reader, s.aside = s.dialect.keep(s.pools.reader), s.dialect.keep(s.pools.aside)
	if err := s.load(ctx, opts); err != nil {
		return nil, cmp.Or(err, s.Close())
	}
	return s, nil
}

// load reads the catalogue, after setting up an empty database where that was
// asked for. What others write from then on is for [Store.Look] to see.
func (s *Store) load(ctx context.Context, opts Options) error {
	fitting, cat, err := s.survey(ctx)
	if err != nil {
		return err
	}
	if cat.empty() || opts.Beside && cat.isFree() {
		if !opts.Create && !opts.Beside || s.pools.writer == nil {
			return fail(Empty, nil, "%s is empty: it holds no tables yet.", s.path)
		}
		if err := s.setUpBeside(ctx); err != nil {
			return err
		}
		if fitting, cat, err = s.survey(ctx); err != nil {
			return err
		}
	}
	if err := cat.check(s.path); err != nil {
		return err
	}
	s.tables.Store(&cat)
	s.history, s.indexed, s.fitting = cat.history, cat.indexed, fitting
	s.keep = s.keep || cat.noHistory
	if s.pools.writer == nil || s.dialect.traits().remote {
		return nil // it would take a connection more
	}
	_, err = s.Look(ctx)
	return err
}

// survey reads the catalogue, and the sign of the tables as they were before that.
func (s *Store) survey(ctx context.Context) (fitting string, cat catalog, err error) {
	fitting, err = s.dialect.schemaSign(ctx, conn{q: s.pools.reader, again: s.dialect.again})
	if err == nil {
		cat, err = s.dialect.catalog(ctx, s.read("Open"))
	}
	return fitting, cat, s.dialect.failure(err)
}

// How long an empty database may be locked by somebody who sets it up too, and how often
// that is tried.
const (
	setUpPatience = 5 * time.Second
	setUpPause    = 20 * time.Millisecond
)

// setUpBeside sets up an empty database, unless somebody else does so at the same
// moment: then theirs is as good.
func (s *Store) setUpBeside(ctx context.Context) error {
	for began := time.Now(); ; {
		err := s.setUp(ctx)
		if err == nil {
			return nil
		}
		if _, cat, unread := s.survey(ctx); unread == nil && cat.check(s.path) == nil {
			return nil
		}
		if ErrorCode(err) != Locked || time.Since(began) > setUpPatience || pause(ctx, setUpPause) != nil {
			return err
		}
	}
}

// setUp creates the three tables.
func (s *Store) setUp(ctx context.Context) error {
	label := "Create the tables"
	writer := conn{q: s.pools.writer, log: s.log, label: label}
	if err := s.dialect.prepare(ctx, writer); err != nil {
		return s.dialect.failure(err)
	}
	return s.transaction(ctx, label, func(c conn) error {
		for _, create := range s.schema.tables {
			if _, err := c.exec(ctx, s.dialect.placed(create)); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}
