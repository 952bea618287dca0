// Package userfile reads, replaces and locks the files of settings and state in the folders of the
// user.
package userfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"roster/internal/outfile"
)

// Exists reports whether there is a file of this name.
func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Read reads a file, unless it is one that may never end or begin: a pipe would
// keep roster waiting, whatever signal comes.
func Read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	return os.ReadFile(path)
}

// Replace writes a file atomically, and creates its folder if that does not exist.
func Replace(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return outfile.Target{Name: path, Path: path}.Write(func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// LockFolder keeps other processes from changing the files of a folder, which is created if it
// does not exist.
func LockFolder(folder string) (unlock func() error, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("%s can't be created: %w", folder, outfile.Cause(err))
	}
	dir, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("%s can't be opened: %w", folder, outfile.Cause(err))
	}
	locked, err := TryLock(dir)
	if err == nil && !locked {
		err = fmt.Errorf("another roster is changing the files of %s: try again", folder)
	}
	if err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return dir.Close, nil
}
