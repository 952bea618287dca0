//go:build unix

package test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/pgtest"
)

// The commands of docs/shared.md, one after the other, as they are written.
func TestSharedDocument(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t, pgtest.Options{})
	folder := t.TempDir()
	machine(t, folder)
	_, port, err := net.SplitHostPort(server.Host())
	if err != nil {
		t.Fatal(err)
	}
	commands := shell(read(t, filepath.Join("docs", "shared.md")))
	if len(commands) < 10 {
		t.Fatalf("there are only %d lines of commands", len(commands))
	}
	cmd := exec.Command("sh", "-e", "-x", "-c", strings.Join(commands, "\n"))
	cmd.Dir = folder
	cmd.Env = []string{
		"HOME=" + folder, "TMPDIR=" + folder, "LANG=C.UTF-8", "PGPORT=" + port, "PGHOST=localhost",
		"PATH=" + filepath.Join(folder, "bin") + ":" + filepath.Dir(server.Program("psql")) + ":" + os.Getenv("PATH"),
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// machine makes a folder what the document means by a machine: it has roster, a
// roster in a file, and a sudo, which here asks no one and changes who speaks to
// the server only.
func machine(t *testing.T, folder string) {
	t.Helper()
	bin := filepath.Join(folder, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(binary, filepath.Join(bin, "roster")); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(bin, "sudo")
	write(t, script, "#!/bin/sh\n[ \"$1\" = -u ] || exit 2\nexport PGUSER=$2\nshift 2\nexec \"$@\"\n")
	if err := os.Chmod(script, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "squad.db"), read(t, filepath.Join("testdata", "sqlmodel.db")))
}

// shell returns the lines in the blocks of a document that are for the shell.
func shell(document string) []string {
	var lines []string
	inside := false
	for line := range strings.Lines(document) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "```sh":
			inside = true
		case line == "```":
			inside = false
		case inside:
			lines = append(lines, line)
		}
	}
	return lines
}
