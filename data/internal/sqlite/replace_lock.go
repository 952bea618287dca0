package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"roster/data/address"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// ReplaceLock is the file of a database that no one else uses until it is released.
type ReplaceLock struct {
	path string
	info os.FileInfo // nil if there is no file
	wal  bool        // it is in WAL mode, or it can't be read
	db   *sql.DB
	kept string // its other name
}

// LockForReplacing waits until no other program uses the SQLite file at path, and locks it until the
// release; an idle roster on a file that is not in WAL mode then notices that it was replaced.
// After that the file contains what was in the WAL. A file that is missing, or is not a
// database, is seized without that.
//
// The error has the code [model.Locked] if another program still had it open after five
// seconds, [model.ReadOnly] if the file has a second name.
func LockForReplacing(ctx context.Context, path string) (*ReplaceLock, error) {
	f := newEngine(path, sqldb.Options{})
	h := &ReplaceLock{path: path, wal: true}
	if !exists(path) {
		return h, nil
	}
	if err := f.remember(); err != nil {
		return nil, err
	}
	if h.info = f.opened.info; linkCount(h.info) > 1 {
		return nil, model.Failf(model.ReadOnly, nil, "%s has a second name (a hard link), under which another program may have it open: remove that name first.", path)
	}
	db, err := f.unopened(1, "rw", writerPragmas()...)
	if err != nil {
		return nil, err
	}
	mode := ""
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
	if err == nil && mode == "wal" {
		// Only possible if no one else has it open.
		err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(new(string))
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "BEGIN EXCLUSIVE")
	}
	switch code := model.ErrorCode(f.Failure(err)); {
	case err == nil:
		h.wal, h.db = mode == "wal", db
		return h, nil
	case code == model.Corrupt || code == model.NotARoster:
		return h, db.Close() // the file will be replaced anyway
	case code == model.Locked:
		return nil, errors.Join(model.Failf(model.Locked, err, "%s is open in another program: close every program that has it open, and try again. Nothing was changed.", path), db.Close())
	default:
		return nil, errors.Join(f.Failure(err), db.Close())
	}
}

// Release gives the file back. It may have another name by then.
func (h *ReplaceLock) Release() error {
	if h.db == nil {
		return nil
	}
	return h.db.Close()
}

// Fit gives a copy at path the journal mode, the permissions and the owner of the file. If
// there is none, it gets those of a new roster.
func (h *ReplaceLock) Fit(ctx context.Context, path string) (err error) {
	if h.wal {
		f := newEngine(path, sqldb.Options{})
		db, err := f.unopened(1, "rw", writerPragmas()...)
		if err != nil {
			return err
		}
		_, err = db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		if err = errors.Join(f.Failure(err), db.Close()); err != nil {
			return err
		}
	}
	if h.info == nil {
		return nil
	}
	if err := os.Chmod(path, h.info.Mode().Perm()); err != nil {
		return err
	}
	return copyOwner(path, h.info)
}

// Keep gives the file another name beside its own, and takes with it what SQLite left
// beside it. The error is that of the system; it is [os.ErrExist] if there is a file of
// the name. Without a file it does nothing.
func (h *ReplaceLock) Keep(name string) error {
	if h.info == nil {
		return nil
	}
	if err := os.Link(h.path, name); err != nil {
		return err
	}
	h.kept = name
	for _, ending := range address.FilesBeside() {
		if err := os.Rename(h.path+ending, name+ending); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Drop takes the other name away again: the file was not replaced.
func (h *ReplaceLock) Drop() error {
	if h.kept == "" {
		return nil
	}
	return os.Remove(h.kept)
}

// Kept reports whether [Seized.Keep] gave the file another name.
func (h *ReplaceLock) Kept() bool { return h.kept != "" }
