package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"roster/data/address"
)

// A file is created in a staging folder: one beside its destination that no one else can enter.
// Others who may write to the surrounding folder can't replace the file while it is created. See
// newStagingFolder.
const (
	stagingPrefix, stagingSuffix = ".roster-", ".tmp"
	outputName                   = "roster-output" // of the file that is made there
)

// EachLeftover calls do with every staging folder in a folder whose program was killed.
func EachLeftover(folder string, do func(path string) error) error {
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		name, path := entry.Name(), filepath.Join(folder, entry.Name())
		if !entry.IsDir() || !strings.HasPrefix(name, stagingPrefix) || !strings.HasSuffix(name, stagingSuffix) {
			continue
		}
		if release, ok := claim(path); ok {
			err = errors.Join(err, do(path), release())
		}
	}
	return err
}

// RemoveLeftover removes a leftover, but not what roster does not make in one.
func RemoveLeftover(path string) error {
	if entries, err := os.ReadDir(path); err != nil || len(entries) > 1+len(address.FilesBeside()) {
		return err
	}
	if err := empty(path); err != nil {
		return err
	}
	_ = os.Remove(path) // it stays if there is something else in it
	return nil
}

// empty removes what roster makes in a staging folder.
func empty(path string) error {
	var errs []error
	for _, ending := range append(address.FilesBeside(), "") {
		if err := os.Remove(filepath.Join(path, outputName+ending)); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
