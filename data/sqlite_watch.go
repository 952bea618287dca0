package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// opened is the file that was opened, as it was then. Only SQLite opens it:
// closing it otherwise would drop the locks that SQLite holds on it.
type opened struct {
	path string // absolute: nobody knows where the process goes
	info fs.FileInfo

	mu      sync.Mutex // guards what follows
	checked stamp      // of the file when its header was last read
	header  header     // as it was on disk then, in WAL mode
	lost    error      // what was in the file is gone: nothing brings it back while it is open
}

// remember notes which file is being opened.
func (f sqliteFile) remember() (err error) {
	if f.opened.path, err = filepath.Abs(f.path); err != nil {
		return err
	}
	if f.opened.info, err = os.Stat(f.opened.path); err != nil {
		return fail(CantOpen, err, "%s can't be opened: %v.", f.path, errors.Unwrap(err))
	}
	return nil
}

// inPlace compares the file with the one that was opened. One that lost its tail
// is for SQLite to notice, but an empty one is a database to it.
func (f sqliteFile) inPlace(ctx context.Context, q querier) error {
	info, err := os.Stat(f.opened.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f.moved(err)
	case err != nil:
		return fail(CantOpen, err, "%s can't be reached: %v.", f.path, errors.Unwrap(err))
	case !os.SameFile(info, f.opened.info):
		return fail(Moved, nil, "%s was replaced by another file while it was open: nothing is written to either. Quit, and open it again.", f.path)
	case info.Size() == 0 && f.opened.info.Size() > 0:
		return f.overwritten("emptied")
	}
	return f.sameContent(ctx, q, info)
}

// moved says that the file is not where it was.
func (f sqliteFile) moved(err error) error {
	return fail(Moved, err, "%s was moved or deleted while it was open: quit, and open it where it is now.", f.path)
}

// look reads the two counters that SQLite keeps for this. The connection waits
// for no lock meanwhile. https://www.sqlite.org/pragma.html#pragma_data_version
func (f sqliteFile) look(ctx context.Context, c *sql.Conn) (now sign, err error) {
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return now, err
	}
	defer func() {
		_, restored := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA busy_timeout = "+f.patience())
		err = errors.Join(err, restored)
	}()
	row := c.QueryRowContext(ctx, "SELECT data_version, schema_version FROM pragma_data_version, pragma_schema_version")
	return now, row.Scan(&now.data, &now.schema)
}

func (sqliteFile) schemaSign(ctx context.Context, c conn) (schema string, err error) {
	err = c.query(ctx, 1, func(row cells) error {
		schema = text(row[0])
		return nil
	}, "PRAGMA schema_version")
	return schema, err
}

// await waits until it is time to look again.
func (sqliteFile) await(ctx context.Context, _ *lookout) (told bool, err error) {
	const lookTime = 400 * time.Millisecond
	return false, pause(ctx, lookTime)
}

func (sqliteFile) differs(last, now string) bool { return last != now }

// watching returns the writer's connection: its own commits don't show on it.
// Where there is none, there are no own commits.
func (f sqliteFile) watching(ctx context.Context, p pools, l *lookout) (*sql.Conn, func() error, error) {
	if p.writer == nil {
		c, err := l.connection(ctx, f)
		return c, func() error { return nil }, err
	}
	c, err := p.writer.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	return c, c.Close, nil
}

// watcher opens a reader that waits for no lock.
func (f sqliteFile) watcher(ctx context.Context) (*sql.DB, error) {
	f.hurried = true
	return f.pool(ctx, 1, "ro", readerPragmas()...)
}
