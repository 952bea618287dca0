//go:build unix

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readme returns the text of README.md.
func readme(t *testing.T) string { return read(t, "README.md") }

// The commands of the README do what they say, one after the other.
func TestReadmeCommands(t *testing.T) {
	t.Parallel()
	folder, home := t.TempDir(), t.TempDir()
	lines := regexp.MustCompile(`(?m)^ {4}(roster (?:add|assign|graduate|export) .*)$`).FindAllStringSubmatch(readme(t), -1)
	if len(lines) < 5 {
		t.Fatalf("the README has only the commands %q", lines)
	}
	for _, line := range lines {
		cmd := exec.Command("sh", "-ec", line[1])
		cmd.Dir = folder
		cmd.Env = []string{"HOME=" + home, "ROSTER_DB=heroes.db", "PATH=" + filepath.Dir(binary) + ":" + os.Getenv("PATH")}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", line[1], err, out)
		}
	}
	want := "team_id,team,headquarters,hero_id,hero,secret_name,age,is_training\n1,Z-Force,Sister Margaret's Bar,1,Deadpond,,,false\n"
	if got := read(t, filepath.Join(folder, "heroes.csv")); got != want {
		t.Errorf("they export\n%s, want\n%s", got, want)
	}
}

// pinnedOnly is the module that is in go.mod for the version that other modules use.
const pinnedOnly = "github.com/mattn/go-runewidth"

// Every module that is required says why it is there, and whether only tests use it.
func TestDependenciesAreExplained(t *testing.T) {
	t.Parallel()
	product, tests, ok := strings.Cut(read(t, filepath.Join("docs", "dependencies.md")), "Used only by tests:")
	if !ok {
		t.Fatal("docs/dependencies.md does not say which modules only tests use")
	}
	direct := regexp.MustCompile(`(?m)^(?:\t|require )(\S+) v\S+$`).FindAllStringSubmatch(read(t, "go.mod"), -1)
	if len(direct) < 10 {
		t.Fatalf("go.mod requires only %q", direct)
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{range $.Imports}}{{.}}\n{{end}}{{end}}{{end}}", ".")
	imported, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range direct {
		table, name := tests, "`"+module[1]+"`"
		if isImported := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(module[1]) + `(/|$)`); isImported.Match(imported) || module[1] == pinnedOnly {
			table = product
		}
		if !strings.Contains(table, name) {
			t.Errorf("docs/dependencies.md does not have %s where it belongs", name)
		}
	}
}
