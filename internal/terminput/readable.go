//go:build unix

package terminput

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// readable waits until there is something to read, for at most wait, and reports whether there
// is. It uses select, because poll does not support terminals on macOS.
func readable(file *os.File, wait time.Duration) (bool, error) {
	fd := int(file.Fd())
	for deadline := time.Now().Add(wait); ; {
		left := unix.NsecToTimeval(max(0, time.Until(deadline)).Nanoseconds())
		var files unix.FdSet
		files.Set(fd)
		switch n, err := unix.Select(fd+1, &files, nil, nil, &left); {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return false, fmt.Errorf("waiting for the terminal: %w", err)
		default:
			return n > 0, nil
		}
	}
}
