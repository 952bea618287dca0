package pgtest

import (
	"os"

	"golang.org/x/sys/unix"
)

// quickFolder returns where files go that need not outlive the machine: into its
// memory where there is room, "" for where temporary files go. A database is made ten
// times faster there.
func quickFolder() string {
	const folder, enough = "/dev/shm", 1 << 30
	var disk unix.Statfs_t
	if os.Getenv("TMPDIR") != "" || unix.Statfs(folder, &disk) != nil || unix.Access(folder, unix.W_OK) != nil {
		return ""
	}
	if disk.Bavail*uint64(disk.Bsize) < enough {
		return ""
	}
	return folder
}
