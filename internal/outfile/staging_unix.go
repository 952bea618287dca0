//go:build unix

package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// stagingFolder is a folder in which a file is created. Both folders are used through their
// descriptors: their names may refer to something else by then.
type stagingFolder struct {
	path           string
	folder, around *os.File // the folder is locked as long as it is used
}

// newStagingFolder makes a staging folder in a folder.
func newStagingFolder(around string) (*stagingFolder, error) {
	outer, err := os.Open(around)
	if err != nil {
		return nil, err
	}
	for {
		path, err := os.MkdirTemp(around, stagingPrefix+"*"+stagingSuffix)
		if err != nil {
			return nil, errors.Join(err, outer.Close())
		}
		folder, _, err := lockFolder(path)
		switch {
		case err != nil:
			return nil, errors.Join(err, os.Remove(path), outer.Close())
		case folder != nil:
			return &stagingFolder{path: path, folder: folder, around: outer}, nil
		}
		// Another program took it for a leftover before it was locked.
	}
}

// lockFolder opens a folder and locks it until it is closed. It returns nil if another
// program has locked or just removed it. On file systems without such locks it is not locked.
func lockFolder(path string) (folder *os.File, locked bool, err error) {
	folder, err = os.OpenFile(path, unix.O_DIRECTORY|unix.O_NOFOLLOW|os.O_RDONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	failed := unix.Flock(int(folder.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	opened, err := folder.Stat()
	if err != nil {
		return nil, false, errors.Join(err, folder.Close())
	}
	named, err := os.Lstat(path)
	if err != nil || !os.SameFile(opened, named) || errors.Is(failed, unix.EWOULDBLOCK) {
		return nil, false, folder.Close()
	}
	return folder, failed == nil, nil
}

// claim locks a staging folder, if its program was killed, until it is released.
func claim(path string) (release func() error, ok bool) {
	folder, locked, err := lockFolder(path)
	if err != nil || folder == nil {
		return nil, false
	}
	if !locked {
		_ = folder.Close() // nothing was written through it
		return nil, false
	}
	return folder.Close, true
}

// create makes the file, for its owner alone.
func (w *stagingFolder) create() (*os.File, error) {
	const flags = unix.O_CREAT | unix.O_EXCL | unix.O_RDWR | unix.O_CLOEXEC | unix.O_NOFOLLOW
	fd, err := unix.Openat(int(w.folder.Fd()), outputName, flags, 0o600)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), filepath.Join(w.path, outputName)), nil
}

// move renames the file to its destination, and waits until that is on the disk.
func (w *stagingFolder) move(name string) error {
	if err := unix.Renameat(int(w.folder.Fd()), outputName, int(w.around.Fd()), name); err != nil {
		return err
	}
	return w.around.Sync()
}

// close removes the staging folder, and what is left in it.
func (w *stagingFolder) close() error {
	err := empty(w.path)
	if gone := os.Remove(w.path); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return errors.Join(err, w.folder.Close(), w.around.Close())
}
