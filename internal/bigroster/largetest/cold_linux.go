package largetest

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// Forget drops these files from the system's page cache: the next read waits for the disk. The
// process must not have locks on them, because closing a file drops its locks.
func Forget(tb testing.TB, paths ...string) {
	tb.Helper()
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			tb.Fatal(err)
		}
		if err := unix.Fadvise(int(file.Fd()), 0, 0, unix.FADV_DONTNEED); err != nil {
			tb.Fatal(err)
		}
		if err := file.Close(); err != nil {
			tb.Fatal(err)
		}
	}
}
