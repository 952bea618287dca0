//go:build unix

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"roster/internal/testenv"
)

// A backup that was killed leaves a folder with all secrets: check names it, and the next
// backup or export removes it, but not that of a program that is still at work, nor a
// folder of that name that holds something else.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	path := sample(t)
	folder := filepath.Dir(path)
	make := func(name, file string) string {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, name, file), "secrets")
		return filepath.Join(folder, name)
	}
	working, err := os.Open(make(".roster-1.tmp", "roster-output"))
	if err != nil {
		t.Fatal(err)
	}
	defer working.Close()
	if err := unix.Flock(int(working.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	make(".roster-2.tmp", "mine")
	dead := make(".roster-3.tmp", "roster-output")
	write(t, filepath.Join(dead, "roster-output-journal"), "secrets")
	if out := run(t, folder, "check", "--db", path).out; !strings.Contains(out, dead) || strings.Contains(out, ".roster-1.tmp") {
		t.Errorf("check says %s", out)
	}
	run(t, folder, "export", "--output", "out.json", "--db", path).wantDone(t)
	wantFiles(t, folder, ".roster-1.tmp", ".roster-2.tmp", filepath.Base(path), "out.json")
	wantFiles(t, filepath.Join(folder, ".roster-2.tmp"), "mine")
}

// A real backup is killed in the middle, and the next one removes what it left.
func TestKilledBackup(t *testing.T) {
	t.Parallel()
	path := sample(t)
	folder := filepath.Dir(path)
	db := open(t, path)
	mustExec(t, db, "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT hex(randomblob(8000)) FROM n")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, folder, "backup", "copy.db", "--db", path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for len(names(t, folder)) == 1 { // until it is at work
		if cmd.Process.Signal(syscall.Signal(0)) != nil {
			t.Fatal("it ended before it was killed")
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if left := names(t, folder); len(left) != 2 || !strings.HasPrefix(left[0], ".roster-") {
		t.Fatalf("left are %q", left)
	}
	run(t, folder, "backup", "copy.db", "--db", path).wantDone(t)
	wantFiles(t, folder, "copy.db", filepath.Base(path))
}

// A user who may write to the folder moves away what roster makes there, and puts files of
// his own in its place: none of them becomes the export.
func TestExportInAFolderOfOthers(t *testing.T) {
	t.Parallel()
	path := sample(t)
	shared := t.TempDir()
	stop, stopped := make(chan struct{}), make(chan int)
	go func() {
		swapped := 0
		for {
			select {
			case <-stop:
				stopped <- swapped
				return
			default:
			}
			made, _ := filepath.Glob(filepath.Join(shared, ".roster-*.tmp"))
			for _, name := range made {
				away := filepath.Join(shared, "away"+strconv.Itoa(swapped))
				if os.Rename(name, away) != nil {
					continue
				}
				swapped++
				if os.Mkdir(name, 0o777) == nil {
					_ = os.WriteFile(filepath.Join(name, "roster-output"), []byte("forged"), 0o666)
				}
			}
		}
	}()
	for i := range testenv.Rounds(5, 30) {
		for _, args := range [][]string{{"export", "--output"}, {"backup", "--force"}} {
			name := filepath.Join(shared, args[0]+strconv.Itoa(i))
			run(t, shared, append(args, name, "--db", path)...)
			if content, err := os.ReadFile(name); err == nil && !strings.Contains(string(content), "Dive Wilson") {
				t.Fatalf("%s is %.40q", name, content)
			}
		}
	}
	close(stop)
	if n := <-stopped; n == 0 {
		t.Fatal("nothing was swapped: this tests nothing")
	}
}

// The disk that is full is that of the copy: it is named.
func TestBackupToAFullDisk(t *testing.T) {
	t.Parallel()
	path := sample(t)
	disk := smallDisk(t, "64k")
	fill(t, filepath.Join(disk, "filler"))
	copied := filepath.Join(disk, "copy.db")
	for _, args := range [][]string{{"backup", copied}, {"export", "--format", "json", "--output", copied}} {
		r := run(t, disk, append(args, "--db", path)...)
		if r.code != 1 || !strings.HasPrefix(r.said, "roster: "+copied+" can't be written: the disk is full; make room and try again") {
			t.Errorf("%s: %d, %q", args[0], r.code, r.said)
		}
	}
	wantFiles(t, disk, "filler")
}

// If too many files are open, that is said, and nothing about permissions; and what is
// in the WAL is not left out.
func TestTooManyFilesOpen(t *testing.T) {
	t.Parallel()
	path := sample(t)
	db := open(t, path)
	mustExec(t, db, "PRAGMA journal_mode = WAL", "UPDATE team SET name = 'Newest' WHERE id = 1")
	said := 0
	for limit := 4; limit < 24; limit++ {
		cmd := exec.Command("sh", "-c", "ulimit -n "+strconv.Itoa(limit)+"; exec \"$@\"", "sh", binary, "list", "--db", path)
		cmd.Env = command(t, filepath.Dir(path)).Env
		r := finish(t, cmd)
		if strings.Contains(r.said, "permissions") || strings.Contains(r.said, "can't be written") {
			t.Errorf("with %d files: %s", limit, r.said)
		}
		if strings.Contains(r.said, "too many files are open") {
			said++
		}
		if r.code == 0 && !strings.Contains(r.out, "Newest") {
			t.Errorf("with %d files it shows older rows: %s", limit, r.out)
		}
	}
	if said == 0 {
		t.Error("nothing was said about too many files: this tests nothing")
	}
}
