package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"roster/data"
	"roster/data/address"
)

var errNoFile = errors.New("the name of the file is empty")

// outlet names where output goes in the errors of writing there.
type outlet struct {
	io.Writer
	name string
}

// Write writes p; its errors are sentences for people.
func (o outlet) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	return n, outputError(o.name, err)
}

// outputError says what is wrong with writing to name.
func outputError(name string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE):
		return fmt.Errorf("%s was closed before everything was written", name)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s can't be written: the disk is full; make room and try again", name)
	}
	return fmt.Errorf("%s can't be written: %w", name, bareError(err))
}

// bareError returns what is wrong, without the name of the file.
func bareError(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// target is a file that is to be written, or replaced: as a whole, or not at
// all.
type target struct{ name, path string } // as it was named; where it is

// newTarget refuses what is no file, and the files of the database itself.
func newTarget(name string, store *data.Store) (target, error) {
	t := target{name: name, path: name}
	if path, err := filepath.EvalSymlinks(name); err == nil {
		t.path = path
	}
	info, err := os.Stat(t.path)
	switch {
	case address.IsPartOf(name, store.Path()):
		return t, fmt.Errorf("%s belongs to the database itself: choose another file", name)
	case errors.Is(err, os.ErrNotExist):
		return t, nil
	case err != nil:
		return t, outputError(name, err)
	case info.IsDir():
		return t, fmt.Errorf("%s is a folder: choose a file in it", name)
	case !info.Mode().IsRegular():
		return t, fmt.Errorf("%s is not a regular file: choose another one", name)
	}
	return t, nil
}

// isDatabase reports whether the file is an SQLite database. The one that is open
// must not be asked for: closing a file drops the locks on it.
func (t target) isDatabase() (bool, error) {
	const magic = "SQLite format 3\x00"
	file, err := os.Open(t.path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, outputError(t.name, err)
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, int64(len(magic))))
	return string(head) == magic, err
}

// write puts what do writes in the place of the file, readable for its owner
// alone.
func (t target) write(do func(io.Writer) error) error {
	return t.fill(func(file *os.File) error { return do(outlet{file, t.name}) })
}

// fill lets do write into an empty file, and then gives it the target's name. Where
// something fails, the target is as it was. What earlier runs left that were killed is
// removed.
func (t target) fill(do func(*os.File) error) (err error) {
	w, err := newWorkplace(filepath.Dir(t.path))
	if err != nil {
		return outputError(t.name, err)
	}
	defer func() { err = errors.Join(err, outputError(t.name, w.close())) }()
	if err := eachLeftover(filepath.Dir(t.path), removeLeftover); err != nil {
		return outputError(t.name, err)
	}
	file, err := w.create()
	if err != nil {
		return outputError(t.name, err)
	}
	if err = do(file); err == nil {
		err = outputError(t.name, file.Sync())
	}
	if err = errors.Join(err, outputError(t.name, file.Close())); err != nil {
		return err
	}
	return outputError(t.name, w.move(filepath.Base(t.path)))
}
