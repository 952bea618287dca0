//go:build unix

package test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAdoptThenPython runs a program of the tutorial, which has no flag, on its database after that was adopted.
func TestAdoptThenPython(t *testing.T) {
	t.Parallel()
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import sqlmodel").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("Python with SQLModel is not installed: the tutorial's program is not run")
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "database.db"), read(t, "data/testdata/many_to_many.tutorial001.db"))
	write(t, filepath.Join(folder, "program.py"), read(t, "test/testdata/many_to_many.py"))
	settings := "XDG_CONFIG_HOME=" + t.TempDir()
	roster := func(args ...string) string {
		t.Helper()
		cmd := command(t, folder, append(args, "--db", "database.db")...)
		cmd.Env = append(cmd.Env, settings)
		return finish(t, cmd).wantDone(t)
	}
	roster("adopt", "--yes")
	roster("train", "Deadpond", "Z-Force")
	program := exec.CommandContext(t.Context(), python, "program.py")
	program.Dir = folder
	if out, err := program.CombinedOutput(); err != nil || string(out) != "Deadpond2 ['Z-Force', 'Preventers']\n" {
		t.Fatalf("the program: %v\n%s", err, out)
	}
	got := roster("show", "Z-Force")
	for _, want := range []string{" 1  Deadpond     -  training\n", " 4  Deadpond2    -  active\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("Z-Force lacks %q:\n%s", want, got)
		}
	}
	roster("undo")
}
