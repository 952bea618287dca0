package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"roster/internal/userfile"
)

// visitPath returns the file whose time is that of the guest's last visit.
func visitPath(database, name string) (string, error) {
	state, err := Path(database, name)
	return state + ".visit", err
}

// NoteVisit notes that a guest is here.
func NoteVisit(database, name string) error {
	path, err := visitPath(database, name)
	if err == nil {
		err = userfile.Replace(path, nil)
	}
	if err != nil {
		return fmt.Errorf("your visit can't be noted: the disk of the machine is full, or its folders can't be written (%w): tell the administrator", err)
	}
	return nil
}

// LastVisit returns when a guest was last here, the zero time for never.
func LastVisit(database, name string) (time.Time, error) {
	path, err := visitPath(database, name)
	if err != nil {
		return time.Time{}, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, err
	}
	return info.ModTime(), nil
}
