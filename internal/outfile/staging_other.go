//go:build !unix

package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// stagingFolder is a folder in which a file is made.
type stagingFolder struct{ path, around string }

// newStagingFolder makes a staging folder in a folder.
func newStagingFolder(around string) (*stagingFolder, error) {
	path, err := os.MkdirTemp(around, stagingPrefix+"*"+stagingSuffix)
	return &stagingFolder{path, around}, err
}

// claim returns false: on this system it is not known if a program uses a staging folder.
func claim(string) (release func() error, ok bool) { return nil, false }

// create makes the file.
func (w *stagingFolder) create() (*os.File, error) {
	return os.OpenFile(filepath.Join(w.path, outputName), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}

// move renames the file to its destination.
func (w *stagingFolder) move(name string) error {
	return os.Rename(filepath.Join(w.path, outputName), filepath.Join(w.around, name))
}

// close removes the staging folder, and what is left in it.
func (w *stagingFolder) close() error {
	if err := os.Remove(filepath.Join(w.path, outputName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Remove(w.path)
}
