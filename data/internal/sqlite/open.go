package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"modernc.org/sqlite/lib"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// readerCache is the page cache of a reader, 2 MB.
const readerCache = "cache_size(-2048)"

// busyMillis is how long a statement waits for another program's lock.
const busyMillis = "5000"

// dsn names the file for the driver. A raw path would break on "?", "#" or "%".
// Pragmas stand in it, so that every connection of a pool has them. Those that
// guard against a file made to hurt: https://www.sqlite.org/security.html
func (f engine) dsn(mode string, pragmas ...string) (string, error) {
	abs, err := filepath.Abs(f.path)
	if err != nil {
		return "", err
	}
	query := url.Values{
		"mode":       {mode},
		"_txlock":    {"immediate"},
		"_defensive": {"1"},
		"_pragma": append([]string{
			"busy_timeout(" + f.busyTimeout() + ")", "foreign_keys(1)", "trusted_schema(0)", "cell_size_check(1)",
		}, pragmas...),
	}
	if f.immutable || f.opened.immutable {
		query.Set("immutable", "1")
	}
	return fileURI(filepath.ToSlash(abs), query), nil
}

// fileURI returns the URI of a file by its absolute path, with slashes. One that begins with
// a drive, as on Windows, has a slash before that.
// https://www.sqlite.org/uri.html#uri_path
func fileURI(path string, query url.Values) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String()
}

// busyTimeout is how long a statement waits for a lock, in milliseconds.
func (f engine) busyTimeout() string {
	if f.noWait {
		return "0"
	}
	return busyMillis
}

// unopened returns a pool of n connections at most. Each opens when it is used.
func (f engine) unopened(n int, mode string, pragmas ...string) (*sql.DB, error) {
	dsn, err := f.dsn(mode, pragmas...)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// pool opens n connections at most, and reads once: whether a file is a
// database shows at the first read only.
func (f engine) pool(ctx context.Context, n int, mode string, pragmas ...string) (*sql.DB, error) {
	db, err := f.unopened(n, mode, pragmas...)
	if err != nil {
		return nil, err
	}
	var count int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&count); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Open opens the writer first: it rolls back what a crashed program left, and holds the WAL
// open for the readers. A file that can't be written is opened for reading, and the reason is
// kept.
func (f engine) Open(ctx context.Context) (sqldb.Pools, error) {
	if err := f.remember(); err != nil {
		return sqldb.Pools{}, err
	}
	if f.readOnly {
		return f.openReader(ctx, sqldb.Pools{ReadOnly: f.readOnlyAs})
	}
	if linkCount(f.opened.info) > 1 {
		return f.openReader(ctx, sqldb.Pools{ReadOnly: "it has a second name (a hard link), and what is written under one name can be lost under the other; changes made there may not be seen"})
	}
	writer, err := f.pool(ctx, 1, "rw", writerPragmas()...)
	if err != nil {
		if code := model.ErrorCode(f.Failure(err)); code != model.CantOpen && code != model.ReadOnly {
			return sqldb.Pools{}, f.Failure(err)
		}
		return f.openReader(ctx, sqldb.Pools{ReadOnly: "the file or its folder can't be written"})
	}
	switch err := f.probeWrite(ctx, writer); {
	case err == nil:
		indexer, err := f.unopened(1, "rw", writerPragmas()...)
		if err != nil {
			return sqldb.Pools{}, f.Failure(cmp.Or(err, writer.Close()))
		}
		return f.openReader(ctx, sqldb.Pools{Writer: writer, Indexer: indexer})
	case model.ErrorCode(f.Failure(err)) == model.ReadOnly:
		if err := writer.Close(); err != nil {
			return sqldb.Pools{}, f.Failure(err)
		}
		return f.openReader(ctx, sqldb.Pools{ReadOnly: "the file can't be written"})
	default:
		return sqldb.Pools{}, f.Failure(cmp.Or(err, writer.Close()))
	}
}

// Begin keeps the connection from waiting for the lock. Ending BEGIN by ctx would
// cost the connection, and a history in memory with it.
func (f engine) Begin(ctx context.Context, c *sql.Conn) (sqldb.Tx, string, error) {
	ctx = context.WithoutCancel(ctx)
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return nil, "", err
	}
	tx, err := c.BeginTx(ctx, nil)
	_, restored := c.ExecContext(ctx, "PRAGMA busy_timeout = "+f.busyTimeout())
	if err != nil {
		return nil, "", err
	}
	schema, err := f.SchemaVersion(ctx, sqldb.Conn{Q: tx})
	if err = errors.Join(restored, err); err != nil {
		return nil, "", cmp.Or(err, sqldb.Rollback(f, tx))
	}
	return tx, schema, nil
}

// openReader adds the readers to p, and closes its writer if that fails.
func (f engine) openReader(ctx context.Context, p sqldb.Pools) (sqldb.Pools, error) {
	var err error
	p.Reader, err = f.readers(ctx)
	if p.Writer == nil && f.wantsFolder(err) {
		// In a folder that can't be written, a WAL database opens only as "immutable", which
		// ignores what is still in the WAL.
		if info, err := os.Stat(f.path + "-wal"); err == nil && info.Size() > 0 {
			return sqldb.Pools{}, model.Failf(model.CantOpen, nil, "%s can't be opened: its newest changes may be in %s-wal, which can't be read because the folder can't be written. Open it where the folder can be written, or copy both files to such a folder.", f.name, f.name)
		}
		f.opened.immutable = true
		p.Reader, err = f.readers(ctx)
		p.ReadOnly = "its folder can't be written; changes by others are not seen"
	}
	if err == nil {
		if p.Deferred, err = f.unopened(asideReaders, "ro", readerPragmas()...); err != nil {
			err = cmp.Or(err, p.Reader.Close())
		}
	}
	if err != nil {
		err = f.Failure(err)
		if p.Writer != nil {
			err = cmp.Or(err, p.Indexer.Close(), p.Writer.Close())
		}
		return sqldb.Pools{}, err
	}
	return p, nil
}

// How many connections read at once: what the user waits for, and in parallel what completes a
// page, and counts.
const (
	promptReaders = 3
	asideReaders  = 2
)

// writerPragmas are those of connections that write. EXTRA syncs the folder too before a
// commit is reported: otherwise a power failure can bring the journal back, and undo the
// commit. https://www.sqlite.org/pragma.html#pragma_synchronous
func writerPragmas() []string {
	return []string{"synchronous(EXTRA)", "cache_size(-8192)", "secure_delete(FAST)"}
}

func readerPragmas() []string { return []string{"query_only(1)", readerCache} }

func (f engine) readers(ctx context.Context) (*sql.DB, error) {
	return f.pool(ctx, promptReaders, "ro", readerPragmas()...)
}

// wantsFolder reports whether the file failed to open for want of files beside it
// that can't be made. That it was left in the middle of a change is another
// failure.
func (f engine) wantsFolder(err error) bool {
	switch code := sqliteCode(err); {
	case tooManyOpen():
		return false
	case code&0xff == sqlite3.SQLITE_CANTOPEN, code == sqlite3.SQLITE_READONLY_DIRECTORY,
		code == sqlite3.SQLITE_READONLY_CANTINIT:
		return exists(f.path)
	}
	return false
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// probeWrite reports whether the file can be written, without writing: it takes the write lock
// and releases it. A lock of another program is not an answer, and is not waited for.
func (f engine) probeWrite(ctx context.Context, writer *sql.DB) error {
	c, err := writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return err
	}
	_, probe := c.ExecContext(ctx, "BEGIN IMMEDIATE")
	if probe == nil {
		probe = f.probeTable(ctx, c)
	} else if model.ErrorCode(engine{}.Failure(probe)) == model.Locked {
		probe = nil
	}
	_, err = c.ExecContext(ctx, "PRAGMA busy_timeout = "+busyMillis)
	return errors.Join(probe, err)
}

// probeTable ends a transaction and reports whether it could have written. BEGIN succeeds on a
// file that can be read only, a statement that writes does not. For whether there is such a
// table see the catalog.
func (f engine) probeTable(ctx context.Context, c *sql.Conn) error {
	_, probe := c.ExecContext(ctx, "DELETE FROM "+f.Relation(model.TeamTable)+" WHERE FALSE")
	if model.ErrorCode(engine{}.Failure(probe)) != model.ReadOnly {
		probe = nil
	}
	_, err := c.ExecContext(ctx, "ROLLBACK")
	return errors.Join(probe, err)
}

// tooManyOpen reports whether the process, or the machine, is at or near its limit of open
// files: SQLite only reports that it could not open another one, after closing those that it
// had opened for that.
func tooManyOpen() bool {
	const needed = 8 // a database, the files beside it, and their folder; more than once
	for range needed {
		file, err := os.Open(os.DevNull)
		if err != nil {
			return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
		}
		defer file.Close()
	}
	return false
}
