package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"roster/internal/guestkeys"
	"roster/internal/outfile"
)

// keysPath returns the authorized_keys file of this account.
func keysPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("the home folder of this account is not known: set HOME")
	}
	return filepath.Join(home, ".ssh", "authorized_keys"), nil
}

// readKeys reads the authorized_keys file; what is not there is empty.
func readKeys() (guestkeys.File, error) {
	path, err := keysPath()
	if err != nil {
		return nil, err
	}
	text, err := readRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s can't be read: %w", path, outfile.Cause(err))
	}
	return text, nil
}

// changeKeys changes the authorized_keys file atomically. Another roster that changes it at
// the same time is refused.
func changeKeys(change func(guestkeys.File) (guestkeys.File, error)) (err error) {
	path, err := keysPath()
	if err != nil {
		return err
	}
	unlock, err := lockFolder(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	before, err := readKeys()
	if err != nil {
		return err
	}
	after, err := change(before)
	if err != nil {
		return err
	}
	target, err := outfile.NewTarget(path, "")
	if err != nil {
		return err
	}
	return target.Write(func(w io.Writer) error {
		_, err := w.Write(after)
		return err
	})
}

// lockFolder keeps other processes from changing the files of a folder, which is created if it
// does not exist.
func lockFolder(folder string) (unlock func() error, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("%s can't be created: %w", folder, outfile.Cause(err))
	}
	dir, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("%s can't be opened: %w", folder, outfile.Cause(err))
	}
	locked, err := tryLock(dir)
	if err == nil && !locked {
		err = fmt.Errorf("another roster is changing the files of %s: try again", folder)
	}
	if err != nil {
		return nil, errors.Join(err, dir.Close())
	}
	return dir.Close, nil
}
