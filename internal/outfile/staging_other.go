//go:build !unix

package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// workplace is a folder in which a file is made.
type workplace struct{ path, around string }

// newWorkplace makes a workplace in a folder.
func newWorkplace(around string) (*workplace, error) {
	path, err := os.MkdirTemp(around, workplacePrefix+"*"+workplaceSuffix)
	return &workplace{path, around}, err
}

// claim returns false: whether a program uses a workplace is not known here.
func claim(string) (release func() error, ok bool) { return nil, false }

// create makes the file.
func (w *workplace) create() (*os.File, error) {
	return os.OpenFile(filepath.Join(w.path, outputName), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}

// move gives the file its place.
func (w *workplace) move(name string) error {
	return os.Rename(filepath.Join(w.path, outputName), filepath.Join(w.around, name))
}

// close removes the workplace, and what is left in it.
func (w *workplace) close() error {
	if err := os.Remove(filepath.Join(w.path, outputName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Remove(w.path)
}
