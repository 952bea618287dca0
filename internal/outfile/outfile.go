package outfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"roster/data/address"
)

// NamedWriter is a writer whose errors name the destination.
type NamedWriter struct {
	io.Writer
	Name string
}

// Write writes p; its errors are readable sentences.
func (o NamedWriter) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	return n, Error(o.Name, err)
}

// Error returns an error that says why name can't be written.
func Error(name string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE):
		return fmt.Errorf("%s was closed before everything was written", name)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s can't be written: the disk is full; make room and try again", name)
	}
	return fmt.Errorf("%s can't be written: %w", name, Cause(err))
}

// Cause returns the cause of an error, without the name of the file.
func Cause(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// Target is a file that is written atomically.
type Target struct{ Name, Path string } // as given; with symbolic links resolved

// NewTarget returns an error if name is not a regular file or belongs to the database.
func NewTarget(name string, database string) (Target, error) {
	t := Target{Name: name, Path: name}
	if path, err := filepath.EvalSymlinks(name); err == nil {
		t.Path = path
	}
	info, err := os.Stat(t.Path)
	switch {
	case address.IsPartOf(name, database):
		return t, fmt.Errorf("%s belongs to the database itself: choose another file", name)
	case errors.Is(err, os.ErrNotExist):
		return t, nil
	case err != nil:
		return t, Error(name, err)
	case info.IsDir():
		return t, fmt.Errorf("%s is a folder: choose a file in it", name)
	case !info.Mode().IsRegular():
		return t, fmt.Errorf("%s is not a regular file: choose another file", name)
	}
	return t, nil
}

// IsDatabase reports whether the file is an SQLite database. Do not call it for the open
// database: closing the file would release its locks.
func (t Target) IsDatabase() (bool, error) {
	const magic = "SQLite format 3\x00"
	file, err := os.Open(t.Path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, Error(t.Name, err)
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, int64(len(magic))))
	return string(head) == magic, err
}

// Write replaces the file with what do writes, readable only by the owner.
func (t Target) Write(do func(io.Writer) error) error {
	return t.Fill(func(file *os.File) error { return do(NamedWriter{file, t.Name}) })
}

// Fill lets do write into an empty file, and then renames it to the target. On failure the
// target is unchanged. Leftovers of killed runs are removed.
func (t Target) Fill(do func(*os.File) error) (err error) {
	w, err := newStagingFolder(filepath.Dir(t.Path))
	if err != nil {
		return Error(t.Name, err)
	}
	defer func() { err = errors.Join(err, Error(t.Name, w.close())) }()
	if err := EachLeftover(filepath.Dir(t.Path), RemoveLeftover); err != nil {
		return Error(t.Name, err)
	}
	file, err := w.create()
	if err != nil {
		return Error(t.Name, err)
	}
	if err = do(file); err == nil {
		err = Error(t.Name, file.Sync())
	}
	if err = errors.Join(err, Error(t.Name, file.Close())); err != nil {
		return err
	}
	return Error(t.Name, w.move(filepath.Base(t.Path)))
}
