//go:build unix

package data_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"roster/data"
	"roster/data/model"
)

// nobody is a user whom permissions bind; they do not bind root.
const nobody = 65534

// bound reports whether permissions bind the user who runs the test. If that
// is root, the test is run by nobody, in a folder that has all it needs.
func bound(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return true
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.MkdirTemp("", "roster-test-") // nobody can't enter t.TempDir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	})
	for from, to := range map[string]string{
		program: "data/data.test", "../schema.sql": "schema.sql", "../testdata/sqlmodel.db": "testdata/sqlmodel.db",
	} {
		share(t, from, filepath.Join(root, to))
	}
	for folder, mode := range map[string]os.FileMode{root: 0o755, filepath.Join(root, "tmp"): 0o777} {
		makeFolder(t, folder, mode)
	}
	cmd := exec.Command(filepath.Join(root, "data/data.test"), "-test.v", "-test.run", "^"+t.Name()+"$")
	cmd.Dir = filepath.Join(root, "data")
	cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(root, "tmp"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	return false
}

// share copies a file to where all users can read and run it.
func share(t *testing.T, from, to string) {
	t.Helper()
	makeFolder(t, filepath.Dir(to), 0o755)
	if err := os.WriteFile(to, []byte(content(t, from)), 0o755); err != nil {
		t.Fatal(err)
	}
	chmod(t, to, 0o755)
}

func makeFolder(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(path, mode); err != nil {
		t.Fatal(err)
	}
	chmod(t, path, mode)
}

// chmod sets the mode, whatever the umask.
func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// lock sets the mode of a file or folder until the test ends.
func lock(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	chmod(t, path, mode)
	t.Cleanup(func() { chmod(t, path, 0o700) })
}

// inMode returns the path of a copy of sqlmodel.db in that journal mode.
func inMode(t *testing.T, mode string) string { return altered(t, "PRAGMA journal_mode = "+mode) }

func TestFileThatCantBeWritten(t *testing.T) {
	if !bound(t) {
		return
	}
	for _, test := range []struct {
		name, journal string
		file, folder  os.FileMode
		why           string
	}{
		{"file", "delete", 0o400, 0o700, "the file can't be written"},
		{"file in WAL mode", "wal", 0o400, 0o700, "the file can't be written"},
		{"file and folder", "delete", 0o400, 0o500, "the file can't be written"},
		{"file and folder in WAL mode", "wal", 0o400, 0o500, "its folder can't be written; changes by others are not seen"},
		{"folder in WAL mode", "wal", 0o600, 0o500, "its folder can't be written; changes by others are not seen"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := inMode(t, test.journal)
			lock(t, path, test.file)
			lock(t, filepath.Dir(path), test.folder)
			before := content(t, path)
			s := mustOpen(t, path)
			if s.ReadOnly() != test.why {
				t.Errorf("read-only, because %q", s.ReadOnly())
			}
			readEverything(t, s)
			_, err := s.Apply(t.Context(), planned(t, s, graduate))
			mustSay(t, err, model.ReadOnly, path, "is read-only: "+test.why+".")
			copied := filepath.Join(t.TempDir(), "copy.db")
			if err := s.Backup(t.Context(), copied); err != nil {
				t.Error(err)
			}
			mustLinks(t, copied, "(1,1,0) (1,2,1) (2,1,1) (2,2,0) (2,3,0)")
			mustClose(t, s)
			if content(t, path) != before {
				t.Error("the file changed")
			}
		})
	}
}

// That a journal can't be made shows at the first write only.
func TestFolderThatCantBeWritten(t *testing.T) {
	if !bound(t) {
		return
	}
	path := inMode(t, "delete")
	lock(t, filepath.Dir(path), 0o500)
	before := filesAt(t, path)
	s := mustOpen(t, path)
	readEverything(t, s)
	_, err := s.Apply(t.Context(), planned(t, s, graduate))
	mustSay(t, err, model.ReadOnly, path, "can't be written: check the permissions of the file and of its folder.")
	readEverything(t, s)
	mustEqual(t, filesAt(t, path), before)
}

func TestFileThatCantBeReached(t *testing.T) {
	if !bound(t) {
		return
	}
	for _, test := range []struct {
		name         string
		file, folder os.FileMode
		create       bool
		want         string
	}{
		{"unreadable file", 0o000, 0o700, false, "can't be opened: check the permissions of the file and of its folder."},
		{"closed folder", 0o600, 0o600, false, "can't be opened: permission denied."},
		{"new file in a folder that can't be written", 0, 0o500, true, "can't be created: permission denied."},
	} {
		for name, readOnly := range map[string]bool{"": false, ", read-only": true} {
			if test.create && readOnly {
				continue
			}
			t.Run(test.name+name, func(t *testing.T) {
				path := inMode(t, "delete")
				lock(t, path, test.file)
				folder := filepath.Dir(path)
				if test.create {
					path = filepath.Join(folder, "new.db")
				}
				lock(t, folder, test.folder)
				_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), Create: test.create, ReadOnly: readOnly})
				mustSay(t, err, model.CantOpen, path, test.want)
			})
		}
	}
}

// Opening a FIFO would wait for ever.
func TestOpenFIFO(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)})
	mustSay(t, err, model.CantOpen, path, "is not a regular file: choose a database file.")
}

// A link to a file is the file; one that leads nowhere is missing.
func TestOpenSymbolicLink(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	must(t, mustOpen(t, link), graduate)
	mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
	astray := filepath.Join(t.TempDir(), "astray.db")
	if err := os.Symlink(filepath.Join(t.TempDir(), "none.db"), astray); err != nil {
		t.Fatal(err)
	}
	_, err := data.Open(t.Context(), astray, data.Options{Schema: schema(t)})
	mustSay(t, err, model.NotFound, astray, "does not exist.")
}

// What a crashed program left half done is not shown as if it were whole.
func TestCrashWhereNothingCanBeWritten(t *testing.T) {
	if !bound(t) {
		return
	}
	for _, test := range []struct {
		name                  string
		file, journal, folder os.FileMode
		readOnly              bool
	}{
		{"file", 0o400, 0o400, 0o700, false},
		{"folder", 0o600, 0o600, 0o500, false},
		{"file and folder", 0o400, 0o400, 0o500, false},
		{"file and folder, read-only", 0o400, 0o400, 0o500, true},
		{"journal can't even be read", 0o400, 0, 0o500, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := crashed(t)
			lock(t, path, test.file)
			before := content(t, path)
			lock(t, path+"-journal", test.journal)
			lock(t, filepath.Dir(path), test.folder)
			_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), ReadOnly: test.readOnly})
			mustSay(t, err, model.ReadOnly, path, "was left in the middle of a change by a program that crashed ("+path+
				"-journal is still there): open it once where it can be written, without --read-only, and the change is rolled back.")
			if test.file == 0o400 && content(t, path) != before { // else SQLite rolls back what it can
				t.Error("the file changed")
			}
		})
	}
}

// Changes that are still in the WAL are not left out where that can't be read: older rows
// would be shown as if they were the newest.
func TestWALThatCantBeRead(t *testing.T) {
	if !bound(t) {
		return
	}
	path := inMode(t, "wal")
	s := mustOpen(t, path)
	must(t, s, graduate)
	folder := t.TempDir()
	left := filepath.Join(folder, "left.db") // as a crash leaves it
	for _, ending := range []string{"", "-wal"} {
		share(t, path+ending, left+ending)
	}
	lock(t, folder, 0o500)
	for _, readOnly := range []bool{false, true} {
		_, err := data.Open(t.Context(), left, data.Options{Schema: schema(t), ReadOnly: readOnly})
		mustSay(t, err, model.CantOpen, left, "can't be opened: its newest changes may be in "+left+"-wal, which can't be read because the folder can't be written. Open it where the folder can be written, or copy both files to such a folder.")
	}
}

// What others change after the opening is not in what was read: that is said, and no older row is shown as the newest.
func TestChangeThatCantBeSeen(t *testing.T) {
	if !bound(t) {
		return
	}
	for name, change := range map[string]string{
		"in the WAL":  "UPDATE hero SET age = 7 WHERE id = 1",
		"in the file": "PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		t.Run(name, func(t *testing.T) {
			path := inMode(t, "wal")
			lock(t, filepath.Dir(path), 0o500)
			s := mustOpen(t, path)
			if _, err := s.Look(t.Context()); err != nil {
				t.Fatalf("before: %v", err)
			}
			chmod(t, filepath.Dir(path), 0o700)
			db := other(t, path)
			mustExec(t, db, "UPDATE hero SET age = 6 WHERE id = 1")
			mustExec(t, db, change)
			_, err := s.Look(t.Context())
			mustSay(t, err, model.FileMoved, path, "was changed by another program, and what it is now can't be read because its folder can't be written: quit, and open it again.")
		})
	}
}
