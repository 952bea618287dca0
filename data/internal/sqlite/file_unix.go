//go:build unix

package sqlite

import (
	"io/fs"
	"os"
	"syscall"
)

// linkCount returns how many names a file has.
func linkCount(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink)
	}
	return 1
}

// copyOwner gives a file the owner and the group of another one.
func copyOwner(path string, of fs.FileInfo) error {
	now, err := os.Stat(path)
	if err != nil {
		return err
	}
	is, ok := now.Sys().(*syscall.Stat_t)
	was, also := of.Sys().(*syscall.Stat_t)
	if !ok || !also || is.Uid == was.Uid && is.Gid == was.Gid {
		return nil
	}
	return os.Chown(path, int(was.Uid), int(was.Gid))
}
