//go:build unix

package test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What export writes, import brings into a new file; export writes the very
// same of that.
func TestExportImportExport(t *testing.T) {
	t.Parallel()
	db := sample(t)
	folder := filepath.Dir(db)
	for _, format := range []string{"json", "csv"} {
		text := run(t, folder, "export", "--db", db, "--format", format).wantDone(t)
		copied := "copy-of-" + format + ".db"
		cmd := command(t, folder, "import", "--db", copied, "-")
		cmd.Stdin = strings.NewReader(text)
		if r := finish(t, cmd); r.code != 0 || r.said != "Created a new roster: "+copied+"\n" {
			t.Errorf("exit code %d, said %q", r.code, r.said)
		}
		wantMode(t, filepath.Join(folder, copied), 0o600)
		if got := run(t, folder, "export", "--db", copied, "--format", format).wantDone(t); got != text {
			t.Errorf("%s came back as\n%s\nit was\n%s", format, got, text)
		}
	}
}

// squad is a file for the tutorial's database.
const squad = "hero,secret_name,team,headquarters,is_training\nDeadpond,,Preventers,,active\nRocket,Bill,Preventers,,yes\n"

func TestImport(t *testing.T) {
	t.Parallel()
	db := sample(t)
	folder := filepath.Dir(db)
	write(t, filepath.Join(folder, "squad.csv"), squad)
	const plan = "squad.csv\n" +
		"                   add    change      same\n" +
		"teams                0         0         1\n" +
		"heroes               1         0         1\n" +
		"memberships          1         1         0\n" +
		"  Deadpond in Preventers: training → active\n"
	check := untouched(t, folder)
	if got, want := run(t, folder, "import", "--db", db, "squad.csv", "--dry-run").wantDone(t), plan+"Dry run: nothing was changed.\n"; got != want {
		t.Errorf("planned\n%s\nwant\n%s", got, want)
	}
	check()
	const label = "Import squad.csv: 1 hero, 1 membership added; 1 membership changed"
	if got, want := run(t, folder, "import", "--db", db, "squad.csv").wantDone(t), plan+label+"\n"; got != want {
		t.Errorf("printed\n%s\nwant\n%s", got, want)
	}
	if got := ask(t, open(t, db), deadpond); got != "0" {
		t.Errorf("Deadpond's flag is %s", got)
	}
	if got := run(t, folder, "import", "--db", db, "squad.csv").wantDone(t); !strings.HasSuffix(got, "Nothing to import: everything is there already.\n") {
		t.Errorf("once more: %s", got)
	}
	if got := run(t, folder, "undo", "--db", db).wantDone(t); got != "Undone: "+label+"\n" {
		t.Errorf("undo printed %q", got)
	}
	if got := ask(t, open(t, db), deadpond+" AND (SELECT count(*) FROM hero) = 3"); got != "1" {
		t.Errorf("Deadpond's flag is %s", got)
	}
}

// A file that is refused changes nothing, and makes nothing.
func TestImportRefused(t *testing.T) {
	t.Parallel()
	folder := filepath.Dir(sample(t))
	write(t, filepath.Join(folder, "bad.csv"), "hero_id,hero,age\nx,Ann,1\n,Dead\x1b[31mpond\u202e,1\n,Dead\x1b[31mpond\u202e,2\n")
	write(t, filepath.Join(folder, "bad.json"), "{\"teams\": [\n  {\"id\": 1,,")
	if err := os.Mkdir(filepath.Join(folder, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		code int
		said string
	}{
		{[]string{"bad.csv"}, 1, "roster: bad.csv, line 2: hero_id \"x\" is not a whole number\n" +
			"roster: bad.csv, line 4: the age of “Dead␛[31mpond�” is \"2\" here and \"1\" in line 3: make them the same\nroster: Fix these first; nothing was imported.\n"},
		{[]string{"bad.json"}, 1, "roster: bad.json, line 2: this is not JSON, at column 12: invalid character ',' at start of value\nroster: Fix these first; nothing was imported.\n"},
		{[]string{"gone.csv"}, 1, "roster: gone.csv can't be read: no such file or directory\n"},
		{[]string{"folder"}, 1, "roster: folder can't be read: is a directory\n"},
		{nil, 2, "roster: roster import needs FILE: FILE is missing\nTry roster --help.\n"},
		{[]string{"bad.csv", "--match", "names"}, 2, "roster: --match must be name or id, not \"names\"\nTry roster --help.\n"},
		{[]string{"bad.csv", "--format", "markdown"}, 2, "roster: --format must be json or csv, as export writes them: for other files, leave it out\nTry roster --help.\n"},
		{[]string{"bad.csv", "--format", "xlsx"}, 2, "roster: --format must be json or csv, as export writes them: for other files, leave it out\nTry roster --help.\n"},
		{[]string{"bad.csv", "--format", "xml"}, 2, "roster: there is no format \"xml\": choose json, csv, markdown, html or xlsx\nTry roster --help.\n"},
	} {
		for _, db := range []string{"database.db", "new.db"} {
			check := untouched(t, folder)
			r := run(t, folder, append([]string{"import", "--db", db}, test.args...)...)
			if r.code != test.code || r.out != "" || r.said != test.said {
				t.Errorf("import %q into %s: exit code %d, printed %q, said\n%q, want\n%q", test.args, db, r.code, r.out, r.said, test.said)
			}
			check()
		}
	}
}

// ctrl+c while a program that is piped in has nothing to say yet.
func TestImportInterrupted(t *testing.T) {
	t.Parallel()
	folder := filepath.Dir(sample(t))
	check := untouched(t, folder)
	cmd := command(t, folder, "import", "--db", "database.db", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// It takes more than a pipe holds: when that is written, roster reads.
	if _, err := io.WriteString(in, "hero,secret_name\n"+strings.Repeat("Ann,A\n", 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 1 || said.String() != "roster: interrupted: nothing was changed\n" {
		t.Errorf("%v, said %q", err, said.String())
	}
	check()
}

// A new roster whose import was written stays, whatever comes of saying so.
func TestImportSurvivesOutputFailure(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "new.csv"), "hero,secret_name\nAnn,A\n")
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	cmd := command(t, folder, "add", "--db", "new.db", "hero", "Ann", "--secret-name", "A")
	cmd.Stdout = full
	r := finish(t, cmd)
	if want := "Created a new roster: new.db\nIt is done, but standard output can't be written: the disk is full; make room and try again: New hero Ann\n"; r.code != 0 || r.said != want {
		t.Errorf("exit code %d, said %q", r.code, r.said)
	}
	if got := ask(t, open(t, filepath.Join(folder, "new.db")), "SELECT name FROM hero"); got != "Ann" {
		t.Errorf("there is %q", got)
	}
}

// The app shows what a script imports, and goes on writing.
func TestImportBesideTheApp(t *testing.T) {
	db := sample(t)
	folder := filepath.Dir(db)
	write(t, filepath.Join(folder, "squad.csv"), squad)
	app := start(t, db)
	app.wait("Rusty-Man")
	run(t, folder, "import", "--db", db, "squad.csv").wantDone(t)
	app.press("R")
	app.wait("Rocket")
	app.press("u")
	app.wait("Import squad.csv")
	app.press("y")
	app.wait("Undone")
	if got := ask(t, open(t, db), "SELECT count(*) FROM hero"); got != "3" {
		t.Errorf("there are %s heroes", got)
	}
	app.quit()
}

// A file that is only planned, or refused, makes no roster of an empty file.
func TestImportPlansOnAnEmptyFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "empty.db"), "")
	write(t, filepath.Join(folder, "new.csv"), "hero,secret_name\nAnn,A\n")
	write(t, filepath.Join(folder, "bad.csv"), "hero_id,hero\nx,Ann\n")
	check := untouched(t, folder)
	for _, db := range []string{"empty.db", "gone.db"} {
		run(t, folder, "import", "--db", db, "new.csv", "--dry-run").wantDone(t)
		if r := run(t, folder, "import", "--db", db, "bad.csv"); r.code != 1 || r.out != "" || !strings.Contains(r.said, "line 2: hero_id \"x\" is not a whole number") {
			t.Errorf("exit code %d, printed %q, said %q", r.code, r.out, r.said)
		}
		check()
	}
	run(t, folder, "import", "--db", "empty.db", "new.csv")
	if got := ask(t, open(t, filepath.Join(folder, "empty.db")), "SELECT name FROM hero"); got != "Ann" {
		t.Errorf("there is %q", got)
	}
}

// Without a history, nothing promises an undo.
func TestImportKeepsSchema(t *testing.T) {
	t.Parallel()
	db := sample(t)
	folder := filepath.Dir(db)
	write(t, filepath.Join(folder, "squad.csv"), squad)
	r := run(t, folder, "import", "--db", db, "--keep-schema", "squad.csv")
	if want := "This can't be undone: --keep-schema keeps no history.\n"; r.code != 0 || r.said != want {
		t.Errorf("exit code %d, said %q", r.code, r.said)
	}
}

// The log is not appended to the database, and says when it can't be written.
func TestLogOfCommands(t *testing.T) {
	t.Parallel()
	db := sample(t)
	folder := filepath.Dir(db)
	check := untouched(t, folder)
	run(t, folder, "list", "--db", "database.db", "--log", db).wantRefused(t, 1, "--log "+db+" is the database itself: choose another file")
	check()
	r := run(t, folder, "list", "--db", db, "--log", "/dev/full")
	if want := "roster: --log /dev/full can't be written: the disk is full; make room and try again\n"; r.code != 1 || r.said != want {
		t.Errorf("exit code %d, said %q", r.code, r.said)
	}
}

// A repair that can't be undone does not stand in the way of undo.
func TestUndoPastARepair(t *testing.T) {
	t.Parallel()
	db := sample(t)
	folder := filepath.Dir(db)
	run(t, folder, "graduate", "--db", db, "Deadpond", "Preventers").wantDone(t)
	mustExec(t, open(t, db), "INSERT INTO heroteamlink VALUES (1, 77, 1)")
	if out := run(t, folder, "check", "--db", db, "--repair").wantDone(t); !strings.Contains(out, "Repair: removed 1 membership with a missing team or hero") {
		t.Errorf("printed %s", out)
	}
	if got, want := run(t, folder, "undo", "--db", db).wantDone(t), "Undone: Deadpond: training → active in Preventers\n"; got != want {
		t.Errorf("printed %q", got)
	}
}
