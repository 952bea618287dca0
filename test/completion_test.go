//go:build unix

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// offers checks which words are offered for the last argument, without what they
// mean.
func (d *workspace) offers(want string, args ...string) {
	d.t.Helper()
	got, code := d.offered(args)
	for began := time.Now(); got == "" && want != "" && time.Since(began) < patience; {
		got, code = d.offered(args) // a busy machine may not answer as soon as completion has to
	}
	if got != want || code != 0 {
		d.t.Errorf("%q: exit %d, offers %q, want %q", args, code, got, want)
	}
}

// offered returns the words that are offered for the last argument, and the exit code.
func (d *workspace) offered(args []string) (string, int) {
	d.t.Helper()
	out, _, code := d.run(append([]string{"__complete"}, args...)...)
	var words []string
	for line := range strings.SplitSeq(out, "\n") {
		if word, _, _ := strings.Cut(line, "\t"); word != "" && !strings.HasPrefix(word, ":") {
			words = append(words, word)
		}
	}
	return strings.Join(words, "|"), code
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.offers("teams|heroes|training", "list", "")
	d.offers("table|json|csv|markdown", "list", "--format", "")
	d.offers("name|id|age|team|active|training|coverage|headquarters", "list", "--sort", "")
	d.offers("name|status|age|headquarters|id", "show", "Deadpond", "--sort", "")
	d.offers("Preventers", "list", "heroes", "--team", "p")
	d.offers("Z-Force", "export", "--team", "z")
	d.offers("bash|zsh|fish|powershell", "completion", "")
	d.offers("auto|light|dark", "--theme", "")
	d.offers("hero|team", "delete", "")
	d.offers("assign", "as")
	d.offers("--headquarters", "add", "team", "A", "--head")
	d.offers("Z-Force|Preventers|Deadpond|Spider-Boy|Rusty-Man", "show", "")
	d.offers("Deadpond", "assign", "dEAD")
	d.offers("Z-Force", "assign", "Deadpond", "z")
	d.offers("", "assign", "Deadpond", "Z-Force", "")
	d.offers("Preventers", "edit", "team", "p")
	d.offers("", "edit", "team", "id:2", "--headquarters", "")
	d.offers("id:1|id:2|id:3", "train", "id:")
	d.offers("id:2", "train", "id:2")
	d.offers("Preventers", "move", "Deadpond", "Z-Force", "p")
	d.offers("", "undo", "")
	d.offers("", "redo", "")

	other := newWorkspace(t)
	mustExec(t, open(t, other.db), "UPDATE hero SET name = 'Other'")
	d.offers("id:1|id:2|id:3", "train", "--db", other.db, "o") // one name for three
	d.offers("", "train", "--db", "nobody.db", "")
	d.offers("", "train", "--db", filepath.Dir(d.db), "")
	wantFiles(t, filepath.Dir(d.db), "database.db")
	t.Run("AtMost", func(t *testing.T) {
		mustExec(t, open(t, other.db), "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO hero SELECT i, 'h' || i, 's', NULL FROM n")
		out, _, _ := other.run("__complete", "train", "h")
		if got := strings.Count(out, "\n") - 1; got != 100 {
			t.Errorf("%d names are offered", got)
		}
	})
}

// Pressing tab leaves no trace, in a file of any journal mode, and waits for
// no one.
func TestCompletionOnlyLooks(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"delete", "wal"} {
		d := newWorkspace(t)
		db := open(t, d.db)
		mustExec(t, db, "PRAGMA journal_mode = "+mode)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		check := untouched(t, filepath.Dir(d.db))
		d.offers("Deadpond", "train", "D")
		check()
	}
	d := newWorkspace(t)
	writer := open(t, d.db)
	mustExec(t, writer, "BEGIN EXCLUSIVE", "UPDATE hero SET age = 1")
	began := time.Now()
	d.offers("", "train", "D")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	mustExec(t, writer, "ROLLBACK")
	roster := start(t, d.db)
	roster.wait("Deadpond")
	d.offers("Deadpond", "train", "D") // beside the app
	roster.quit()
}

// Only what a shell takes for text is offered by name.
func TestCompletionOfHostileNames(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	db := open(t, d.db)
	mustExec(t, db, "DELETE FROM heroteamlink", "DELETE FROM hero")
	for _, name := range []string{
		"Ann Lee", "O'Brien", `Say "hi"`, "a\x1b[31mb", "tab\tb", "line\nb", " lead", "trail ", "", "-f", "--yes", "id:7", "$(touch x)", "`touch x`", "a;b", "a|b", "a&b", "a>b", "a\\b", "!!", "_activeHelp_ x", "水",
	} {
		if _, err := db.Exec("INSERT INTO hero (name, secret_name) VALUES (?, 's')", name); err != nil {
			t.Fatal(err)
		}
	}
	d.offers(`Ann Lee|O'Brien|Say "hi"|id:4|id:5|id:6|id:7|id:8|id:9|id:10|id:11|id:12|id:13|id:14|id:15|id:16|id:17|id:18|id:19|id:20|id:21|水`, "train", "")
}

// inBash completes a line as bash does when tab is pressed: COMP_WORDS are the
// words as bash splits them, at ":" and "=" too.
const inBash = `
source <(roster completion bash) || exit
complete -p roster >&2
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_KEY=9 COLUMNS=80
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
__start_roster 2>/dev/null # outside of a completion, bash has no options for it
printf '%s\n' "${COMPREPLY[@]}"
`

// The script is for the real bash, and without the package bash-completion.
func TestBashCompletion(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	mustExec(t, open(t, d.db), `INSERT INTO hero (name, secret_name) VALUES ('Captain North', 's'), ('Captain South', 's'), ('O''Brien', 's'),
		('Say "hi"', 's'), ('Ratio 1:2', 's'), ('Ratio 1:3', 's'), ('Twin', 's'), ('Twin', 's'), ('$(touch owned) 1', 's'), ('$(touch owned) 2', 's')`)
	for _, c := range []struct {
		line  string
		words []string
		want  string
	}{
		{"roster gra", []string{"roster", "gra"}, "graduate"},
		{"roster list --format=j", []string{"roster", "list", "--format", "=", "j"}, "json"},
		{"roster show Dead", []string{"roster", "show", "Dead"}, "Deadpond"},
		{"roster show O", []string{"roster", "show", "O"}, `O\'Brien`},
		{"roster show Say", []string{"roster", "show", "Say"}, `Say\ \"hi\"`},
		{"roster show Capt", []string{"roster", "show", "Capt"}, `Captain\ North  (hero no age)|Captain\ South  (hero no age)`},
		{`roster show Captain\ N`, []string{"roster", "show", `Captain\ N`}, `Captain\ North`},
		{`roster assign Captain\ North Z`, []string{"roster", "assign", `Captain\ North`, "Z"}, "Z-Force"},
		{`roster assign "Captain North" Z`, []string{"roster", "assign", `"Captain North"`, "Z"}, "Z-Force"},
		{`roster show Ratio\ 1:`, []string{"roster", "show", `Ratio\ 1`, ":"}, `2  (hero no age)|3  (hero no age)`},
		{"roster train id:10", []string{"roster", "train", "id", ":", "10"}, "10"},
		{`roster show \$`, []string{"roster", "show", `\$`}, ""},
		{"roster assign Deadpond ", []string{"roster", "assign", "Deadpond", ""}, `Z-Force     (team at Sister Margaret's Bar)|Preventers  (team at Sharp Tower)`},
	} {
		cmd := exec.Command("bash", append([]string{"--norc", "-c", inBash, "bash", c.line}, c.words...)...)
		cmd.Dir = filepath.Dir(d.db)
		cmd.Env = []string{"LANG=C.UTF-8", "HOME=" + cmd.Dir, "ROSTER_DB=" + d.db, "PATH=" + filepath.Dir(binary) + ":" + os.Getenv("PATH")}
		var said strings.Builder
		cmd.Stderr = &said
		out, err := cmd.Output()
		if got := strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", "|"); err != nil || got != c.want {
			t.Errorf("%s: %v, offers %q, want %q", c.line, err, got, c.want)
		}
		if want := "complete -o default -F __start_roster roster\n"; said.String() != want {
			t.Errorf("bash said %q, want %q", said.String(), want)
		}
	}
	wantFiles(t, filepath.Dir(d.db), "database.db")
}

func TestCompletionScripts(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	for shell, line := range map[string]string{"bash": "complete -o default -F __start_roster roster", "zsh": "#compdef roster", "fish": "complete -c roster", "powershell": "Register-ArgumentCompleter -CommandName 'roster'"} {
		if out, said, code := d.run("completion", shell); code != 0 || said != "" || !strings.Contains(out, line) {
			t.Errorf("%s: exit %d, %q, no line %q", shell, code, said, line)
		}
	}
}
