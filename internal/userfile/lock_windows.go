package userfile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// TryLock locks a file for this process, until it is closed or the process ends. If another
// process has locked it, it returns false and does not wait.
func TryLock(file *os.File) (bool, error) {
	// Others can't read or write what is locked: it is a byte far behind the end.
	far := &windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, far)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return false, nil
	}
	return false, &os.PathError{Op: "lock", Path: file.Name(), Err: err}
}
