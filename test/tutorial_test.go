//go:build unix

package test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/pysqlmodel"
)

// What makes two databases of the tutorial the same, beside their links.
const (
	allTables = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)"
	allTeams  = "SELECT group_concat(id || name || headquarters) FROM team"
	allHeroes = "SELECT group_concat(id || name || secret_name || coalesce(age, 'none')) FROM hero"
)

// The tutorial's program and roster share a file: what one writes, the other reads.
func TestTutorial(t *testing.T) {
	t.Parallel()
	d := &workspace{t, filepath.Join(t.TempDir(), "database.db")}
	tutorial := tutorialProgram(t)
	before := []string{"Z-Force: Deadpond, active", "Z-Force: Spider-Boy, training", "Preventers: Deadpond, training", "Preventers: Spider-Boy, active", "Preventers: Rusty-Man, active"}
	if got := tutorial(filepath.Dir(d.db)); got != strings.Join(before, "\n")+"\n" {
		t.Errorf("the tutorial's program prints\n%s", got)
	}
	ours, theirs := open(t, sample(t)), open(t, d.db)
	for _, query := range []string{allTables, allTeams, allHeroes, everyLink} {
		if want, got := ask(t, theirs, query), ask(t, ours, query); got != want {
			t.Errorf("testdata/sqlmodel.db has\n%s, the tutorial's program makes\n%s", got, want)
		}
	}
	d.does("Deadpond: training → active in Preventers\n", "graduate", "Deadpond", "Preventers")
	if got := tutorial(filepath.Dir(d.db)); !strings.Contains(got, "Preventers: Deadpond, active\n") {
		t.Errorf("after roster the tutorial's program prints\n%s", got)
	}
}

// tutorialProgram returns what runs the tutorial's program in a folder, and returns
// what it prints. If there is no SQLModel the test is skipped.
func tutorialProgram(t *testing.T) func(folder string) string {
	t.Helper()
	program, err := filepath.Abs("docs/tutorial.py")
	if err != nil {
		t.Fatal(err)
	}
	interpreter := pysqlmodel.Python(t)
	return func(folder string) string {
		cmd := exec.Command(interpreter, program)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
}
