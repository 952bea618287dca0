//go:build linux

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/testenv"
)

// windowsProgram is roster for Windows, run by Wine: its commands, without a terminal.
type windowsProgram struct {
	t      *testing.T
	exe    string
	prefix string // where Wine keeps its drive C
	folder string // the working folder
}

// newWindowsProgram builds roster for Windows, and sets up Wine.
func newWindowsProgram(t *testing.T) *windowsProgram {
	t.Helper()
	const compiler = "x86_64-w64-mingw32-gcc"
	testenv.RequirePrograms(t, "wine", compiler)
	w := &windowsProgram{t, filepath.Join(t.TempDir(), "roster.exe"), t.TempDir(), t.TempDir()}
	build := exec.Command("go", "build", "-o", w.exe, ".")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	mustRun(t, build)
	mustRun(t, w.command("wineboot", "-i"))
	mustRun(t, exec.Command(compiler, "-shared", "-o", filepath.Join(w.prefix, "drive_c/windows/system32/bcryptprimitives.dll"), filepath.Join("testdata", "bcryptprimitives.c"), "-ladvapi32"))
	t.Cleanup(func() { _ = exec.Command("wineserver", "-k").Run() }) // fails where it has ended
	return w
}

func mustRun(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}

// command prepares a run of a Windows program.
func (w *windowsProgram) command(args ...string) *exec.Cmd {
	cmd := exec.Command("wine", args...)
	cmd.Dir = w.folder
	cmd.Env = []string{"WINEPREFIX=" + w.prefix, "WINEDEBUG=-all", "HOME=" + w.prefix, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}
	return cmd
}

// run runs roster to its end, and returns what it wrote. A write may take so long here that
// roster says that it waits.
func (w *windowsProgram) run(args ...string) string {
	w.t.Helper()
	r := finish(w.t, w.command(append([]string{w.exe}, args...)...))
	if first, rest, ok := strings.Cut(r.said, "\n"); ok && strings.HasPrefix(first, "Waiting for ") {
		r.said = rest
	}
	return r.wantDone(w.t)
}

// The commands do on Windows what they do elsewhere, with its paths and line ends.
func TestWindows(t *testing.T) {
	t.Parallel()
	w := newWindowsProgram(t)
	if got := w.run("--version"); !strings.HasPrefix(got, "roster version ") {
		t.Errorf("--version prints %q", got)
	}
	if err := os.Mkdir(filepath.Join(w.folder, "my dir"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(w.folder, "people.csv"), "Name,Team,Status\r\nAna,Medics,active\r\nBen,Medics,training\r\n")
	db := `my dir\squad.db`
	if r := finish(t, w.command(w.exe, "import", "people.csv", "--db", db)); r.code != 0 {
		t.Fatalf("import: exit code %d, said %q", r.code, r.said)
	}
	full := "Z:" + strings.ReplaceAll(filepath.Join(w.folder, db), "/", `\`) // Wine has the root of Unix as drive Z
	if got := w.run("list", "training", "--format", "csv", "--db", full); !strings.Contains(got, "Medics") || !strings.Contains(got, "Ben") {
		t.Errorf("in training are %q", got)
	}
	if got := w.run("graduate", "Ben", "Medics", "--db", db); got != "Ben: training → active in Medics\n" {
		t.Errorf("graduate prints %q", got)
	}
	if got := w.run("undo", "--db", "my dir/squad.db"); got != "Undone: Ben: training → active in Medics\n" {
		t.Errorf("undo prints %q", got)
	}
	w.run("export", "--db", db, "--output", `my dir\out.csv`)
	if got := w.run("import", `my dir\out.csv`, "--db", db); !strings.Contains(got, "Nothing to import") {
		t.Errorf("importing what was exported prints %q", got)
	}
	w.run("backup", `my dir\copy.db`, "--db", full)
	if got := w.run("add", "team", "X", "--db", `my dir\copy.db`); got != "New team X\n" {
		t.Errorf("add prints %q", got)
	}
	if got := w.run("check", "--db", `my dir\copy.db`); !strings.Contains(got, "No errors.") {
		t.Errorf("check prints %q", got)
	}
	wantFiles(t, filepath.Join(w.folder, "my dir"), "copy.db", "out.csv", "squad.db")
}
