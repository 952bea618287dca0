package data

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"roster/data/model"
)

// prepareFile checks that path is a file, and creates it for its owner alone
// where it is missing and create is set.
func prepareFile(path string, create bool) (created bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return false, model.Failf(model.CantOpen, nil, "%s is a folder: choose a database file in it.", path)
	case err == nil && !info.Mode().IsRegular():
		return false, model.Failf(model.CantOpen, nil, "%s is not a regular file: choose a database file.", path)
	case err == nil:
		return false, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, model.Failf(model.CantOpen, err, "%s can't be opened: %v.", path, errors.Unwrap(err))
	}
	if folder := filepath.Dir(path); !isFolder(folder) {
		return false, model.Failf(model.CantOpen, err, "%s can't be opened: there is no folder %s. Create the folder, or choose another file.", path, folder)
	}
	if !create {
		return false, model.Failf(model.NotFound, err, "%s does not exist.", path)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) && isFile(path) { // someone else made it just now
		return false, nil
	}
	if err != nil {
		return false, model.Failf(model.CantOpen, err, "%s can't be created: %v.", path, errors.Unwrap(err))
	}
	return true, file.Close()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
