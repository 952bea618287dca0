//go:build unix

package test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// full is a device that takes nothing, where there is one.
func full(t *testing.T) *os.File {
	t.Helper()
	device, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skipf("there is no /dev/full here: %v", err)
	}
	t.Cleanup(func() { device.Close() })
	return device
}

// A change that is made is told as done, also where standard output takes nothing: who
// tried again would change something else.
func TestDoneWithoutOutput(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		said string
	}{
		"Graduate": {[]string{"graduate", "Deadpond", "Preventers"}, "Deadpond: training → active"},
		"Already":  {[]string{"train", "Deadpond", "Preventers"}, "Deadpond is already training in Preventers"},
		"Add":      {[]string{"add", "team", "Avengers", "--headquarters", "A tower"}, "New team Avengers"},
		"Delete":   {[]string{"delete", "team", "Z-Force", "--yes"}, "Z-Force"},
		"Field":    {[]string{"field", "add", "link", "role", "text", "--yes"}, "New field role"},
		"Clear":    {[]string{"history", "--clear", "--yes"}, "Cleared the history"},
		"Backup":   {[]string{"backup", "copy.db"}, "to copy.db"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			cmd := command(t, filepath.Dir(path), append(c.args, "--db", path)...)
			cmd.Stdout = full(t)
			got := finish(t, cmd)
			if got.code != 0 || !strings.HasPrefix(got.said, "It is done, but standard output can't be written") || !strings.Contains(got.said, c.said) {
				t.Errorf("exit code %d, said %q", got.code, got.said)
			}
		})
	}
}

// Undo, too, and what can't be printed is no change by itself.
func TestUndoWithoutOutput(t *testing.T) {
	t.Parallel()
	path := sample(t)
	run(t, ".", "graduate", "Deadpond", "Preventers", "--db", path).wantDone(t)
	cmd := command(t, ".", "undo", "--db", path)
	cmd.Stdout = full(t)
	if got := finish(t, cmd); got.code != 0 || !strings.Contains(got.said, "Undone: Deadpond") {
		t.Errorf("exit code %d, said %q", got.code, got.said)
	}
	wantWhole(t, path, "1")
	cmd = command(t, ".", "list", "--db", path)
	cmd.Stdout = full(t)
	finish(t, cmd).wantRefused(t, 1, "standard output can't be written")
}

// A log that can't be written is no reason to do it again either.
func TestDoneWithoutLog(t *testing.T) {
	t.Parallel()
	full(t)
	path := sample(t)
	got := run(t, ".", "graduate", "Deadpond", "Preventers", "--db", path, "--log", "/dev/full")
	if got.code != 0 || !strings.HasPrefix(got.said, "roster: it is done, but --log /dev/full can't be written") {
		t.Errorf("exit code %d, said %q", got.code, got.said)
	}
	wantWhole(t, path, "0")
	got = run(t, ".", "list", "--db", path, "--log", "/dev/full")
	if got.code != 1 {
		t.Errorf("only read, it has exit code %d, said %q", got.code, got.said)
	}
}

// A pipe that no one opens at its other end keeps no one from ending roster.
func TestPipesCanBeInterrupted(t *testing.T) {
	t.Parallel()
	path := sample(t)
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]any{
		"Import": {"import", pipe, "--db", path},
		"Log":    {"list", "--db", path, "--log", pipe},
		"Screen": {path, "--log", pipe},
	} {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			t.Run(name+"/"+signal.String(), func(t *testing.T) {
				t.Parallel()
				// The shell that becomes roster says when it is about to.
				roster := start(t, append(args, measured)...)
				roster.waitFor("its process id", func() bool { return pidLine.MatchString(roster.raw()) })
				for range 40 { // a signal that comes before roster listens ends it too
					roster.send(signal)
					if roster.endsSoon() {
						break
					}
				}
				roster.waitForEnd()
				if code := roster.cmd.ProcessState.ExitCode(); code == 0 {
					t.Error("exit code 0")
				}
			})
		}
	}
}

// Output into a pipe that no one reads from keeps no one from ending roster.
func TestStalledOutputCanBeInterrupted(t *testing.T) {
	t.Parallel()
	path := sample(t)
	if _, err := open(t, path).Exec("UPDATE hero SET secret_name = $1", strings.Repeat("x", 1<<20)); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			reader, writer, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			cmd := command(t, ".", "export", "--db", path)
			cmd.Stdout = writer
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			writer.Close()
			if _, err := reader.Read(make([]byte, 1)); err != nil { // it has begun to write
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			for deadline := time.After(patience); ; {
				if err := cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
					t.Fatal(err)
				}
				select {
				case err := <-ended:
					if err == nil {
						t.Error("exit code 0")
					}
					return
				case <-time.After(100 * time.Millisecond):
				case <-deadline:
					_ = cmd.Process.Kill()
					t.Fatal("it goes on")
				}
			}
		})
	}
}

// What is read at the start is a file, or passed over, or refused: nothing to wait for.
func TestPipesThatAreRefused(t *testing.T) {
	t.Parallel()
	path := sample(t)
	home := t.TempDir()
	pipe := filepath.Join(home, "roster", "config.toml")
	if err := os.Mkdir(filepath.Dir(pipe), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, ".", "list", "--db", path)
	cmd.Env = append(cmd.Env, "XDG_CONFIG_HOME="+home)
	finish(t, cmd).wantRefused(t, 1, "the settings can't be read: ")
	for _, args := range [][]string{{"list", "--db", pipe}, {"export", "--db", path, "--format", "json", "--output", pipe}, {"backup", pipe, "--db", path}, {"backup", pipe, "--force", "--db", path}} {
		run(t, ".", args...).wantRefused(t, 1, pipe+" is not a regular file: choose ")
	}
}

// A file to import that is given as the database is told from a mistake, before there is
// a database of that name.
func TestDataFileAsDatabase(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{"people.csv": "hero,team\nA,B\n", "people.tsv": "", "people.json": "{}", "people.XLSX": "PK\x03\x04", "people.ods": "PK\x03\x04"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sentence := name + " is not a database. To import it, use roster import " + name + "."
		run(t, folder, "list", "--db", name).wantRefused(t, 1, sentence)
		wantRefusal(t, 1, sentence, name, in(folder))
		sentence = "new-" + name + " does not exist, and its name is that of a file to import: use roster import new-" + name + ". For a new database, choose a name such as roster.db."
		run(t, folder, "list", "--db", "new-"+name).wantRefused(t, 1, sentence)
		run(t, folder, "add", "team", "A", "--db", "new-"+name).wantRefused(t, 1, sentence)
		wantRefusal(t, 1, sentence, "new-"+name, in(folder))
	}
	wantFiles(t, folder, "people.XLSX", "people.csv", "people.json", "people.ods", "people.tsv")
}

// A secret name that is read from standard input is on no command line.
func TestSecretNameFromInput(t *testing.T) {
	t.Parallel()
	path := sample(t)
	give := func(input string, args ...string) result {
		cmd := command(t, ".", append(args, "--db", path)...)
		cmd.Stdin = strings.NewReader(input)
		return finish(t, cmd)
	}
	give("Wade Wilkins\r\nmore\n", "add", "hero", "Deadpool", "--secret-name", "-").wantDone(t)
	give("Peter Perker", "edit", "hero", "Spider-Boy", "--secret-name=-").wantDone(t)
	db := open(t, path)
	if got := ask(t, db, "SELECT secret_name FROM hero WHERE name = 'Deadpool'"); got != "Wade Wilkins" {
		t.Errorf("the secret name is %q", got)
	}
	if got := ask(t, db, "SELECT secret_name FROM hero WHERE name = 'Spider-Boy'"); got != "Peter Perker" {
		t.Errorf("the secret name is %q", got)
	}
	give("", "add", "hero", "Nobody", "--secret-name", "-").wantRefused(t, 1, "standard input is empty: the secret name is its first line")
}
