package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"modernc.org/sqlite/lib"

	"roster/data/internal/sqldb"
	"roster/data/model"
)

// fileHeader is the beginning of an SQLite file.
// https://www.sqlite.org/fileformat.html#the_database_header
type fileHeader string

// headerSize is how many bytes it has.
const headerSize = 100

// isWAL reports whether the file is one in WAL mode.
func (h fileHeader) isWAL() bool { return len(h) == headerSize && h[18] == 2 && h[19] == 2 }

// layout returns what no program changes in a file that is open in WAL mode: the page
// size, the journal mode and the reserved bytes.
func (h fileHeader) layout() string { return string(h[16:21]) }

// isBefore reports whether the change counter is smaller than another one, which may
// have begun again at 0.
func (h fileHeader) isBefore(other fileHeader) bool {
	count := func(h fileHeader) uint32 { return binary.BigEndian.Uint32([]byte(h[24:28])) }
	return int32(count(h)-count(other)) < 0
}

// fileStamp changes when a file is written.
type fileStamp struct {
	size int64
	at   time.Time
}

func newFileStamp(info fs.FileInfo) fileStamp { return fileStamp{info.Size(), info.ModTime()} }

// sameContent returns an error of the code [model.FileMoved] if another program wrote another
// database into the file, past SQLite, as cp does. In WAL mode no one notices that:
// the pages in the WAL are laid over those of the other database, and the checkpoint
// at closing writes them into it.
//
// Only a checkpoint may write to the file then. It never sets the change counter back, nor
// beyond what is visible through the WAL. A copy that an earlier checkpoint left with the same
// counter can't be distinguished from the original.
func (f engine) sameContent(ctx context.Context, q sqldb.Querier, info fs.FileInfo) error {
	o := f.opened
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.lost != nil || f.immutable || o.immutable || o.checked == newFileStamp(info) {
		return o.lost
	}
	if !exists(o.path + "-wal") { // not in WAL mode: SQLite checks the counter itself
		o.header = ""
		return nil
	}
	onDisk, err := f.headerOnDisk(ctx)
	if sqliteCode(err) == sqlite3.SQLITE_NOTADB {
		return f.overwrittenLocked("overwritten")
	}
	if err != nil {
		return nil // nothing is known: the next check will show it
	}
	seen, err := readHeader(ctx, q)
	if err != nil || !exists(o.path+"-wal") {
		return nil
	}
	if o.header.isWAL() && (onDisk.layout() != o.header.layout() || onDisk.isBefore(o.header)) ||
		seen.isWAL() && (onDisk.layout() != seen.layout() || seen.isBefore(onDisk)) {
		return f.overwrittenLocked("overwritten")
	}
	o.checked, o.header = newFileStamp(info), onDisk
	return nil
}

// overwritten records that the contents of the file are gone, in WAL mode for good: the WAL no
// longer matches anything.
func (f engine) overwritten(how string) error {
	f.opened.mu.Lock()
	defer f.opened.mu.Unlock()
	return f.overwrittenLocked(how)
}

func (f engine) overwrittenLocked(how string) error {
	err := model.Failf(model.FileMoved, nil, "%s was %s by another program while it was open: nothing is written to it any more. Quit every roster that has it open, then restore a backup with roster restore.", f.name, how)
	if f.opened.lost == nil && exists(f.opened.path+"-wal") {
		f.opened.lost = err
	}
	return err
}

// lostError returns why nothing in the file is what it was, nil if it is.
func (o *opened) lostError() error {
	if o == nil {
		return nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lost
}

// headerOnDisk reads the header past the WAL, through SQLite, which keeps the locks
// on the file when it closes it.
func (f engine) headerOnDisk(ctx context.Context) (_ fileHeader, err error) {
	f.path, f.immutable = f.opened.path, true
	db, err := f.unopened(1, "ro", readerPragmas()...)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return readHeader(ctx, db)
}

// readHeader reads the header as a connection sees it.
func readHeader(ctx context.Context, q sqldb.Querier) (h fileHeader, err error) {
	rows, err := q.QueryContext(ctx, fmt.Sprintf("SELECT substr(data, 1, %d) FROM sqlite_dbpage WHERE pgno = 1",
		headerSize))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return "", errors.Join(sql.ErrNoRows, rows.Err())
	}
	err = rows.Scan(&h)
	if err == nil && len(h) != headerSize {
		err = sql.ErrNoRows
	}
	return h, err
}

// Detach keeps the WAL of a file that is no longer there from being applied to the one that is
// there now. Its contents go to the file that it belongs to, wherever that was moved; if that
// was overwritten, it belongs to none.
func (f engine) Detach(ctx context.Context, writer *sql.DB) error {
	if f.opened.lostError() != nil {
		// By its name: SQLite, here and in other programs, then finds no pages there
		// that it could write into the file.
		if err := os.Truncate(f.opened.path+"-wal", 0); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	c, err := writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.ExecContext(ctx, "PRAGMA busy_timeout = 0")
	if err == nil {
		_, err = c.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)") // if others read, the next look tries again
	}
	_, restored := c.ExecContext(ctx, "PRAGMA busy_timeout = "+f.busyTimeout())
	return errors.Join(err, restored)
}
