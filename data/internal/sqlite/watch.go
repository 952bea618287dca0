package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"modernc.org/sqlite/lib"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// opened is the file that was opened, as it was then. Only SQLite opens it:
// closing it otherwise would drop the locks that SQLite holds on it.
type opened struct {
	path string // absolute: the working directory may change
	info fs.FileInfo

	immutable bool // its WAL can't be read: SQLite takes the file for one that no one writes

	awaited [2]fileStamp // of the file and its WAL before the last look; only the watcher uses it

	mu      sync.Mutex // guards what follows
	checked fileStamp  // of the file when its header was last read
	header  fileHeader // as it was on disk then, in WAL mode
	lost    error      // what was in the file is gone: nothing brings it back while it is open
}

// remember notes which file is being opened.
func (f engine) remember() (err error) {
	if f.opened.path, err = filepath.Abs(f.path); err != nil {
		return err
	}
	if f.opened.info, err = os.Stat(f.opened.path); err != nil {
		return model.Failf(model.CantOpen, err, "%s can't be opened: %v.", f.name, errors.Unwrap(err))
	}
	return nil
}

// CheckInPlace compares the file with the one that was opened. SQLite itself notices a
// truncated one, but takes an empty one for a database.
func (f engine) CheckInPlace(ctx context.Context, q sqldb.Querier) error {
	info, err := os.Stat(f.opened.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f.moved(err)
	case err != nil:
		return model.Failf(model.CantOpen, err, "%s can't be reached: %v.", f.name, errors.Unwrap(err))
	case !os.SameFile(info, f.opened.info):
		return model.Failf(model.FileMoved, nil, "%s was replaced by another file while it was open: nothing is written to either. Quit, and open it again.", f.name)
	case info.Size() == 0 && f.opened.info.Size() > 0:
		return f.overwritten("emptied")
	}
	if f.opened.immutable && f.opened.isStale(info) {
		return model.Failf(model.FileMoved, nil, "%s was changed by another program, and what it is now can't be read because its folder can't be written: quit, and open it again.", f.name)
	}
	return f.sameContent(ctx, q, info)
}

// isStale reports whether the file was written since it was opened, or has changes in a WAL now.
func (o *opened) isStale(info fs.FileInfo) bool {
	wal, err := os.Stat(o.path + "-wal")
	return newFileStamp(info) != newFileStamp(o.info) || err == nil && wal.Size() > 0
}

// isGone reports whether the file is no longer in its place, which is why a connection could
// not be opened or a page could not be read.
func (o *opened) isGone(code int) bool {
	kind := code & 0xff
	if o == nil || o.info == nil || kind != sqlite3.SQLITE_CANTOPEN && kind != sqlite3.SQLITE_IOERR {
		return false
	}
	_, err := os.Stat(o.path)
	return errors.Is(err, fs.ErrNotExist)
}

// moved returns the error that the file was moved.
func (f engine) moved(err error) error {
	return model.Failf(model.FileMoved, err, "%s was moved or deleted while it was open: quit, and open it where it is now.", f.name)
}

// CurrentVersion reads the two counters that SQLite keeps for this. The connection does not
// wait for locks. https://www.sqlite.org/pragma.html#pragma_data_version
func (f engine) CurrentVersion(ctx context.Context, c *sql.Conn) (now sqldb.Version, err error) {
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return now, err
	}
	defer func() {
		_, restored := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA busy_timeout = "+f.busyTimeout())
		err = errors.Join(err, restored)
	}()
	row := c.QueryRowContext(ctx, "SELECT data_version, schema_version FROM pragma_data_version, pragma_schema_version")
	return now, row.Scan(&now.Data, &now.Schema)
}

func (engine) SchemaVersion(ctx context.Context, c sqldb.Conn) (schema string, err error) {
	err = c.Query(ctx, 1, func(row cell.Row) error {
		schema = cell.Text(row[0])
		return nil
	}, "PRAGMA schema_version")
	return schema, err
}

// AwaitWrite waits until the file or its WAL was written according to the file system, which
// costs a tenth of asking SQLite. What was written recently may have been written again in the
// same tick of its clock. Some file systems report the time of a write late: so it also
// returns from time to time anyway.
func (f engine) AwaitWrite(ctx context.Context, _ *sqldb.Watcher) (notified bool, err error) {
	const interval, intervals = 500 * time.Millisecond, 10
	o := f.opened
	for range intervals {
		if err := sqldb.Pause(ctx, interval); err != nil {
			return false, err
		}
		before := o.awaited
		o.awaited = o.stamps()
		if o.awaited != before || time.Since(o.awaited[0].at) < 2*interval || time.Since(o.awaited[1].at) < 2*interval {
			return false, nil
		}
	}
	return false, nil
}

// stamps returns those of the file and of its WAL, zero for one that is not there.
func (o *opened) stamps() (stamps [2]fileStamp) {
	for i, path := range []string{o.path, o.path + "-wal"} {
		if info, err := os.Stat(path); err == nil {
			stamps[i] = newFileStamp(info)
		}
	}
	return stamps
}

func (engine) WrittenByOthers(last, now string) bool { return last != now }

// WatchConn returns the writer's connection, which does not see its own commits. Without a
// writer there are no own commits.
func (f engine) WatchConn(ctx context.Context, p sqldb.Pools, l *sqldb.Watcher) (*sql.Conn, func() error, error) {
	if p.Writer == nil {
		c, err := l.Connection(ctx, f)
		return c, func() error { return nil }, err
	}
	c, err := p.Writer.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	return c, c.Close, nil
}

// OpenWatcher opens a reader that waits for no lock.
func (f engine) OpenWatcher(ctx context.Context) (*sql.DB, error) {
	f.noWait = true
	return f.pool(ctx, 1, "ro", readerPragmas()...)
}
