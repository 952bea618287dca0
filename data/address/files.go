package address

import (
	"os"
	"path/filepath"
)

// FilesBeside returns the endings of the files that SQLite keeps beside a
// database while it is open, or after a crash.
// https://www.sqlite.org/tempfiles.html
func FilesBeside() []string { return []string{"-journal", "-wal", "-shm"} }

// IsPartOf reports whether path names the file of the database, or one of
// [FilesBeside], whether that exists or not. It opens neither: to close a
// file that is open as a database would drop the locks on it.
func IsPartOf(path, database string) bool {
	for _, name := range []string{database, resolved(database)} {
		for _, ending := range append(FilesBeside(), "") {
			if resolved(path) == resolved(name+ending) || isSameFile(path, name+ending) {
				return true
			}
		}
	}
	return false
}

// resolved returns the absolute name of a file, without symbolic links as far
// as it exists.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return path
}

func isSameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
