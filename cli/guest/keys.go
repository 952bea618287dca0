package guest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"roster/internal/guestkeys"
	"roster/internal/outfile"
	"roster/internal/userfile"
)

// keysPath returns the authorized_keys file of this account.
func keysPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("the home folder of this account is not known: set HOME")
	}
	return filepath.Join(home, ".ssh", "authorized_keys"), nil
}

// ReadKeys reads the authorized_keys file; what is not there is empty.
func ReadKeys() (guestkeys.File, error) {
	path, err := keysPath()
	if err != nil {
		return nil, err
	}
	text, err := userfile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s can't be read: %w", path, outfile.Cause(err))
	}
	return text, nil
}

// ChangeKeys changes the authorized_keys file atomically. Another roster that changes it at
// the same time is refused.
func ChangeKeys(change func(guestkeys.File) (guestkeys.File, error)) (err error) {
	path, err := keysPath()
	if err != nil {
		return err
	}
	unlock, err := userfile.LockFolder(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	before, err := ReadKeys()
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
