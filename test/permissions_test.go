//go:build unix

package test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// someone is a user without any rights of his own.
const somebody = 65534

// asOrdinaryUser runs roster as a user whom permissions stop: they don't stop root.
func asOrdinaryUser(p *terminal) {
	if os.Getuid() == 0 {
		p.cmd.SysProcAttr.Credential = &syscall.Credential{Uid: somebody, Gid: somebody, NoSetGroups: true}
	}
}

// reachable returns a folder that someone can reach, unlike those of t.TempDir,
// and what it holds belongs to him.
func reachable(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "roster-reach-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		allow(t, folder, 0o700)
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	give(t, folder)
	return folder
}

// give makes a file or folder someone's.
func give(t *testing.T, path string) {
	t.Helper()
	if os.Getuid() == 0 {
		if err := os.Chown(path, somebody, somebody); err != nil {
			t.Fatal(err)
		}
	}
}

func allow(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// theirs puts a database of these modes in a folder of someone's.
func theirs(t *testing.T, file, folder os.FileMode) string {
	t.Helper()
	path := filepath.Join(reachable(t), "database.db")
	write(t, path, read(t, sample(t)))
	give(t, path)
	allow(t, path, file)
	allow(t, filepath.Dir(path), folder)
	return path
}

// What can't be written is shown, and says why it can't be changed. That there
// is no room for a journal beside the file shows only then.
func TestUnwritable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file, folder os.FileMode
		header, says string
	}{
		"File":   {0o400, 0o700, "read-only", "Read-only: the file can't be written."},
		"Both":   {0o400, 0o500, "read-only", "Read-only: the file can't be written."},
		"Folder": {0o600, 0o500, "", "can't be written: check the permissions of the file and of its folder."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := theirs(t, c.file, c.folder)
			check := untouched(t, filepath.Dir(path))
			roster := start(t, "database.db", in(filepath.Dir(path)), asOrdinaryUser)
			roster.wait("database.db", c.header)
			roster.toggleDeadpond()
			roster.wait(c.says)
			roster.quit()
			check()
		})
	}
}

// A WAL database in a folder that can't be written has nowhere to keep its
// shared memory.
func TestUnwritableWAL(t *testing.T) {
	t.Parallel()
	path := theirs(t, 0o600, 0o700)
	db := open(t, path)
	mustExec(t, db, "PRAGMA journal_mode = WAL")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	check := untouched(t, filepath.Dir(path))
	allow(t, filepath.Dir(path), 0o500)
	roster := start(t, path, asOrdinaryUser)
	roster.wait("database.db", "read-only")
	roster.wait("Deadpond", "◐ training")
	roster.quit()
	check()
}

func TestUnreadable(t *testing.T) {
	t.Parallel()
	t.Run("File", func(t *testing.T) {
		path := theirs(t, 0, 0o700)
		wantRefusal(t, 1, "database.db can't be opened: check the permissions of the file and of its folder.", "database.db", in(filepath.Dir(path)), asOrdinaryUser)
	})
	t.Run("Folder", func(t *testing.T) {
		path := theirs(t, 0o600, 0)
		wantRefusal(t, 1, path+" can't be opened: permission denied", path, asOrdinaryUser)
	})
	t.Run("Log", func(t *testing.T) {
		path := theirs(t, 0o600, 0o500)
		wantRefusal(t, 1, "--log log can't be opened: permission denied", "--log", "log", "database.db", in(filepath.Dir(path)), asOrdinaryUser)
	})
}

// A new database in a folder that can't be written fails after the yes.
func TestUnwritableFolderForNew(t *testing.T) {
	t.Parallel()
	path := theirs(t, 0o600, 0o500)
	roster := start(t, "new.db", in(filepath.Dir(path)), asOrdinaryUser)
	roster.wait("new.db does not exist.")
	roster.press("y\n")
	roster.wantExit(1)
	roster.wait("roster: new.db can't be created: permission denied")
	wantFiles(t, filepath.Dir(path), "database.db")
}
