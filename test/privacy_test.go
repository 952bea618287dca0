//go:build unix

package test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// generous is a shell that keeps nothing from anyone: what is private under it
// is so by roster's own doing.
const generous = `umask 0; exec "$@"`

// wantPrivate checks that everything in a folder is its owner's alone, and that
// there are files whose names end so.
func wantPrivate(t *testing.T, folder string, endings ...string) {
	t.Helper()
	var missing []string
	missing = append(missing, endings...)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		want := os.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		wantMode(t, path, want)
		missing = slices.DeleteFunc(missing, func(ending string) bool { return strings.HasSuffix(path, ending) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(missing) > 0 {
		t.Errorf("there is no file that ends in %q", missing)
	}
}

// Everything that roster makes can be read by its owner alone, whatever the umask
// is: the database and what SQLite keeps beside it, copies, exports, logs, where
// the user was, and the folders for all of these.
func TestFilesArePrivate(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	here := []any{with("HOME=" + home), in(home), under(generous)}
	roster := start(t, append(here, "--log", "statements")...)
	roster.wait("does not exist.")
	roster.press("y\n")
	roster.wait("╭ Teams")
	wantPrivate(t, home, "roster.db", "roster.db-wal", "roster.db-shm", "statements")
	roster.quit()
	wantPrivate(t, home, "roster.db", ".json")
	for _, args := range [][]any{
		{"add", "team", "A", "--headquarters", "B", "--db", "new.db"}, {"backup", "copy.db", "--db", "new.db"}, {"backup", "copy.db", "--force", "--db", "new.db"},
		{"export", "--output", "all.json", "--db", "new.db", "--log", "log"}, {"export", "--output", "all.csv", "--db", "new.db"},
		{"import", "all.json", "--db", "imported.db"}, {"history", "--clear", "--yes", "--db", "new.db"},
	} {
		roster := start(t, append(args, here...)...)
		roster.wantExit(0)
	}
	wantPrivate(t, home, "new.db", "copy.db", "all.json", "all.csv", "log", "imported.db")
}

// The files beside a database of a demo are no one else's either.
func TestDemoIsPrivate(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	roster := start(t, "--demo", with("TMPDIR="+folder), under(generous))
	roster.wait("Lady Lantern", "● active")
	wantPrivate(t, folder, ".db", "-wal")
	roster.quit()
	wantFiles(t, folder)
}

// A file that someone lets others read stays so: it is theirs to say.
func TestModesOfOthersStay(t *testing.T) {
	t.Parallel()
	path := sample(t)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	mustExec(t, open(t, path), "PRAGMA journal_mode = WAL")
	roster := start(t, path)
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	for _, ending := range []string{"", "-wal", "-shm"} {
		wantMode(t, path+ending, 0o644)
	}
	roster.quit()
}
