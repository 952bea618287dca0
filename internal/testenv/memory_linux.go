package testenv

import (
	"os"

	"golang.org/x/sys/unix"
)

// MemoryFolder returns a folder for files that need not survive a restart of the machine: in
// memory if there is room and TMPDIR is not set, or "" for the folder of temporary files. A
// database is created ten times faster in memory.
func MemoryFolder() string {
	const folder, enough = "/dev/shm", 2 << 30
	var disk unix.Statfs_t
	if os.Getenv("TMPDIR") != "" || unix.Statfs(folder, &disk) != nil || unix.Access(folder, unix.W_OK) != nil {
		return ""
	}
	if disk.Bavail*uint64(disk.Bsize) < enough {
		return ""
	}
	return folder
}
