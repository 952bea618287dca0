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

// Outlet names where output goes in the errors of writing there.
type Outlet struct {
	io.Writer
	Name string
}

// Write writes p; its errors are sentences for people.
func (o Outlet) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	return n, Error(o.Name, err)
}

// Error says what is wrong with writing to name.
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

// Cause returns what is wrong, without the name of the file.
func Cause(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// Target is a file that is to be written, or replaced: as a whole, or not at
// all.
type Target struct{ Name, Path string } // as it was named; where it is

// NewTarget refuses what is no file, and the files of the database itself.
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

// IsDatabase reports whether the file is an SQLite database. The one that is open
// must not be asked for: closing a file drops the locks on it.
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

// Write puts what do writes in the place of the file, readable for its owner
// alone.
func (t Target) Write(do func(io.Writer) error) error {
	return t.Fill(func(file *os.File) error { return do(Outlet{file, t.Name}) })
}

// Fill lets do write into an empty file, and then gives it the target's name. Where
// something fails, the target is as it was. What earlier runs left that were killed is
// removed.
func (t Target) Fill(do func(*os.File) error) (err error) {
	w, err := newWorkplace(filepath.Dir(t.Path))
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
