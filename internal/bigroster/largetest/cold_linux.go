package largetest

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// Forget makes the system forget what it has of these files in memory: the next
// one to read them waits for the disk. No one may have locks on them in this
// process, for closing a file drops them.
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
