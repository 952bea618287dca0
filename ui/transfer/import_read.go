package transfer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"roster/data/address"
)

// importSource is the source of an import: a file, or a text that was pasted.
type importSource struct{ path, text string }

// name is what the source is called in the label of the change.
func (s importSource) name() string {
	if s.text != "" {
		return "pasted text"
	}
	return filepath.Base(s.path)
}

// atHome returns the path with the home folder in place of a leading ~.
func atHome(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

// checkFile rejects, before it is opened, anything that can't be read to its end: a pipe may
// never end. Closing the open database, or the files that SQLite keeps beside it, would
// release the locks that roster has on it.
func checkFile(path, database string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return withoutPath(err)
	case info.IsDir():
		return errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return errors.New("it is not a regular file")
	}
	if address.IsPartOf(path, database) {
		return errors.New("it is the database that is open")
	}
	return nil
}

// withoutPath returns the cause of an error: the path is shown beside it.
func withoutPath(err error) error {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		return of.Err
	}
	return err
}
