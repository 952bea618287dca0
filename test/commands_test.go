//go:build unix

package test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// wide is a window in which a question fits one line.
var wide = pty.Winsize{Cols: 140, Rows: 30}

// workspace is a folder in which a user or a script types commands about one
// database.
type workspace struct {
	t  testing.TB
	db string
}

// newWorkspace returns a desk with a copy of the tutorial's database.
func newWorkspace(t testing.TB) *workspace { return &workspace{t, sample(t)} }

// run runs roster with neither terminal nor input.
func (d *workspace) run(args ...string) (out, said string, code int) {
	d.t.Helper()
	cmd := command(d.t, filepath.Dir(d.db), args...)
	cmd.Env = append(cmd.Env, "ROSTER_DB="+d.db)
	r := finish(d.t, cmd)
	return r.out, r.said, r.code
}

// does runs roster and checks that it prints exactly this, and nothing beside
// it.
func (d *workspace) does(want string, args ...string) {
	d.t.Helper()
	out, said, code := d.run(args...)
	if out != want || said != "" || code != 0 {
		d.t.Errorf("roster %q: exit %d, printed\n%q, want\n%q; said %q", args, code, out, want, said)
	}
}

// refuses runs roster and checks that it fails with this code and sentence, and
// that the database stays as it is.
func (d *workspace) refuses(code int, sentence string, args ...string) {
	d.t.Helper()
	check := untouched(d.t, filepath.Dir(d.db))
	out, said, got := d.run(args...)
	if got != code || out != "" {
		d.t.Errorf("roster %q: exit %d, want %d; printed %q", args, got, code, out)
	}
	if want := "roster: " + sentence + "\n" + map[int]string{2: "Try roster --help.\n"}[code]; said != want {
		d.t.Errorf("roster %q said\n%q, want\n%q", args, said, want)
	}
	check()
}

// everyLink reads every membership.
const everyLink = "SELECT group_concat(team_id || ' ' || hero_id || ' ' || (is_training + 0), ', ') FROM (SELECT * FROM heroteamlink ORDER BY team_id, hero_id)"

// The tutorial's scenario, from nothing, a line each.
func TestTutorialByCommands(t *testing.T) {
	t.Parallel()
	d := &workspace{t, filepath.Join(t.TempDir(), "heroes.db")}
	out, said, code := d.run("add", "team", "Z-Force", "--headquarters", "Sister Margaret's Bar")
	if out != "New team Z-Force\n" || said != "Created a new roster: "+d.db+"\n" || code != 0 {
		t.Errorf("printed %q, said %q, exit %d", out, said, code)
	}
	wantMode(t, d.db, 0o600)
	d.does("New team Preventers\n", "add", "team", "Preventers", "--headquarters", "Sharp Tower")
	d.does("New hero Deadpond\n", "add", "hero", "Deadpond", "--secret-name", "Dive Wilson")
	d.does("New hero Spider-Boy\n", "add", "hero", "Spider-Boy", "--secret-name", "Pedro Parqueador")
	d.does("New hero Rusty-Man\n", "add", "hero", "Rusty-Man", "--secret-name", "Tommy Sharp", "--age", "48")
	d.does("Deadpond joins Z-Force as active\n", "assign", "Deadpond", "Z-Force", "--active")
	d.does("Deadpond joins Preventers in training\n", "assign", "Deadpond", "Preventers")
	d.does("Spider-Boy joins Preventers in training\n", "assign", "Spider-Boy", "id:2")
	d.does("Rusty-Man joins Preventers as active\n", "assign", "id:3", "Preventers", "--active")
	d.does("Spider-Boy joins Z-Force in training\n", "assign", "Spider-Boy", "Z-Force")
	d.does("Spider-Boy: training → active in Preventers\n", "graduate", "Spider-Boy", "Preventers")
	wantFiles(t, filepath.Dir(d.db), "heroes.db")
	db := open(t, d.db)
	if got, want := ask(t, db, everyLink), "1 1 0, 1 2 1, 2 1 1, 2 2 0, 2 3 0"; got != want {
		t.Errorf("the memberships are %s, want %s", got, want)
	}
	if got, want := ask(t, db, "SELECT group_concat(name || ' ' || secret_name || ' ' || coalesce(age, '-'), ', ') FROM hero"),
		"Deadpond Dive Wilson -, Spider-Boy Pedro Parqueador -, Rusty-Man Tommy Sharp 48"; got != want {
		t.Errorf("the heroes are %s, want %s", got, want)
	}
}

// A member moves in one change; one who is there already is not moved.
func TestMoveCommand(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	before := ask(t, open(t, d.db), everyLink)
	d.does("Rusty-Man moves from Preventers to Z-Force\n", "move", "Rusty-Man", "Preventers", "Z-Force")
	d.does("Rusty-Man is already in Z-Force, and not in Preventers\n", "move", "Rusty-Man", "Preventers", "Z-Force")
	d.does("Undone: Rusty-Man moves from Preventers to Z-Force\n", "undo")
	if got := ask(t, open(t, d.db), everyLink); got != before {
		t.Errorf("the memberships are %s, want %s", got, before)
	}
	d.does("Rusty-Man is already in Preventers\n", "move", "Rusty-Man", "Preventers", "id:2")
	d.refuses(1, "Nothing was changed: Spider-Boy is already in Z-Force: to leave Preventers, remove them from it.", "move", "Spider-Boy", "Preventers", "Z-Force")
	mustExec(t, open(t, d.db), "INSERT INTO hero (id, name, secret_name) VALUES (4, 'Loner', 'x')")
	d.refuses(1, "Loner is not in Preventers: to change that, use roster assign id:4 id:2", "move", "Loner", "Preventers", "Z-Force")
	d.refuses(2, "roster move needs HERO and FROM and TO: TO is missing", "move", "Loner", "Preventers")
}

// Every change can be taken back, the newest first, by whoever made it.
func TestUndoCommand(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	before := ask(t, open(t, d.db), everyLink)
	d.does("Deadpond: training → active in Preventers\n", "graduate", "Deadpond", "Preventers")
	d.does("Rusty-Man: active → training in Preventers\n", "train", "Rusty-Man", "Preventers")
	d.does("Spider-Boy leaves Z-Force\n", "unassign", "Spider-Boy", "Z-Force")
	d.does("Deadpond: now called Deadpool, another secret name, age 30\n", "edit", "hero", "Deadpond", "--name", "Deadpool", "--secret-name", "Wade", "--age", "30")
	d.does("Preventers: headquarters Upstairs\n", "edit", "team", "Preventers", "--headquarters", "Upstairs")
	d.does("Deadpool deleted, with 2 memberships\n", "delete", "hero", "Deadpool", "--yes")
	d.does("Z-Force deleted\n", "delete", "team", "id:1", "--yes")
	for _, label := range []string{
		"Z-Force deleted", "Deadpool deleted, with 2 memberships", "Preventers: headquarters Upstairs",
		"Deadpond: now called Deadpool, another secret name, age 30", "Spider-Boy leaves Z-Force",
		"Rusty-Man: active → training in Preventers", "Deadpond: training → active in Preventers",
	} {
		d.does("Undone: "+label+"\n", "undo")
	}
	d.refuses(1, "Nothing to undo.", "undo")
	if got := ask(t, open(t, d.db), everyLink); got != before {
		t.Errorf("the memberships are %s, want %s", got, before)
	}
	d.does("Redone: Deadpond: training → active in Preventers\n", "redo")
	d.does("Redone: Rusty-Man: active → training in Preventers\n", "redo")
	d.does("Undone: Rusty-Man: active → training in Preventers\n", "undo")
	d.does("Spider-Boy leaves Z-Force\n", "unassign", "Spider-Boy", "Z-Force")
	d.refuses(1, "Nothing to redo.", "redo")
}

// What holds already is said, and is no failure: a script may run twice.
func TestCommandsAreIdempotent(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	check := untouched(t, filepath.Dir(d.db))
	d.does("Deadpond is already active in Z-Force\n", "assign", "Deadpond", "Z-Force", "--active")
	d.does("Deadpond is already training in Preventers\n", "assign", "Deadpond", "Preventers")
	d.does("Deadpond is already in training in Preventers: to change that, use roster graduate id:1 id:2\n", "assign", "Deadpond", "Preventers", "--active")
	d.does("Deadpond is already active in Z-Force: to change that, use roster train id:1 id:1\n", "assign", "Deadpond", "Z-Force")
	d.does("Rusty-Man is not in Z-Force\n", "unassign", "Rusty-Man", "Z-Force")
	d.does("Deadpond is already training in Preventers\n", "train", "Deadpond", "Preventers")
	d.does("Rusty-Man is already active in Preventers\n", "graduate", "Rusty-Man", "Preventers")
	d.does("Rusty-Man is as it was\n", "edit", "hero", "Rusty-Man", "--age", "48", "--name", " Rusty-Man ")
	d.does("Preventers is as it was\n", "edit", "team", "Preventers", "--headquarters", "Sharp Tower")
	d.does("there is no hero “Bob”: nothing to delete\n", "delete", "hero", "Bob", "--yes")
	d.does("there is no team id:9: nothing to delete\n", "delete", "team", "id:9", "--yes")
	d.does("Rusty-Man exists already, id:3\n", "add", "hero", " Rusty-Man", "--secret-name", "Tommy Sharp ", "--age", "48")
	d.does("Z-Force exists already, id:1\n", "add", "team", "Z-Force", "--headquarters", "Sister Margaret's Bar")
	check()
}

// A name may belong to several: then ids say who is meant.
func TestSameNames(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	out, said, code := d.run("add", "hero", "Deadpond", "--secret-name", "Somebody Else", "--age", "19")
	if out != "New hero Deadpond\n" || said != "There is another hero called Deadpond: id:1. This one is id:4.\n" || code != 0 {
		t.Errorf("printed %q, said %q, exit %d", out, said, code)
	}
	const who = "2 heroes are called “Deadpond”: id:1 (no age, on Preventers, Z-Force), id:4 (age 19, on no team). Choose one by its id"
	d.refuses(1, who, "graduate", "Deadpond", "Preventers")
	d.refuses(1, who, "show", "Deadpond")
	d.refuses(1, who, "delete", "hero", "Deadpond", "--yes")
	d.does("Deadpond joins Preventers in training\n", "assign", "id:4", "Preventers")
	mustExec(t, open(t, d.db), "INSERT INTO team (name, headquarters) VALUES ('Rusty-Man', 'The garage'), ('Z-Force', 'The moon')")
	d.refuses(1, "“Rusty-Man” is a team and a hero: team id:3 (at The garage); hero id:3 (age 48, on Preventers). Choose with --team or --hero, or by its id", "show", "Rusty-Man")
	d.refuses(1, "2 teams are called “Z-Force”: id:1 (at Sister Margaret's Bar), id:4 (at The moon). Choose one by its id", "show", "Z-Force")
	d.does("ID            3\nTeam          Rusty-Man\nHeadquarters  The garage\nActive        0\nTraining      0\n\nID  Hero  Age  Status\n", "show", "id:3", "--team")
}

// A name is found without its accents and case and with its words in any order, which is
// said; a new one that is nearly another's is told.
func TestNamesWithoutAccents(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.does("New hero José Álvarez\n", "add", "hero", "José Álvarez")
	for _, c := range []struct {
		out, said string
		args      []string
	}{
		{"José Álvarez joins Z-Force as active\n", "Using José Álvarez (id:4) for “alvarez jose”.\n", []string{"assign", "--active", "alvarez jose", "Z-Force"}},
		{"New hero Jose Alvarez\n", "This may be the same hero as José Álvarez, id:4. If so, roster undo removes it.\n", []string{"add", "hero", "Jose Alvarez"}},
	} {
		if out, said, code := d.run(c.args...); out != c.out || said != c.said || code != 0 {
			t.Errorf("%q: exit %d, printed %q, said %q", c.args, code, out, said)
		}
	}
	d.refuses(1, "2 heroes are called “JOSE ALVAREZ”: id:4 (José Álvarez, no age, on Z-Force), id:5 (Jose Alvarez, no age, on no team). Choose one by its id", "unassign", "JOSE ALVAREZ", "Z-Force")
	d.offers("José Álvarez|Jose Alvarez", "show", "jose")
}

func TestCommandRefusals(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	for _, c := range []struct {
		code     int
		sentence string
		args     []string
	}{
		{1, "there is no hero “spider-bo”: did you mean “Spider-Boy” (id:2)?", []string{"train", "spider-bo", "Z-Force"}},
		{1, "there is no hero “Man Rus”: did you mean “Rusty-Man” (id:3)?", []string{"train", "Man Rus", "Z-Force"}},
		{1, "there is no team “force”: did you mean “Z-Force” (id:1)?", []string{"train", "Spider-Boy", "force"}},
		{1, "there is no team or hero “e”: did you mean “Preventers” (id:2) or “Z-Force” (id:1) or “Deadpond” (id:1)?", []string{"show", "e"}},
		{1, "there is no hero “Bob”", []string{"edit", "hero", "Bob", "--age", "3"}},
		{1, "there is no hero id:77", []string{"assign", "id:77", "Z-Force"}},
		{1, "there is no hero “#1”: for an id, use id:1", []string{"assign", "#1", "Z-Force"}},
		{1, "Rusty-Man is not in Z-Force: to change that, use roster assign id:3 id:1", []string{"graduate", "Rusty-Man", "Z-Force"}},
		{1, "Nothing to undo.", []string{"undo"}},
		{1, "Nothing to redo.", []string{"redo"}},
		{1, "nobody.db does not exist. Choose a database with --db DATABASE, or create one with roster add or roster import.", []string{"list", "--db", "nobody.db"}},
		{1, "there is no team or hero id:abc", []string{"show", "id:abc"}},
		{2, `"id:" is not an id: type what roster list shows, as in id:1`, []string{"show", "id:"}},
		{2, "standard input is not a terminal, so roster can't ask: use --yes to delete without asking", []string{"delete", "hero", "Deadpond"}},
		{2, "roster add team needs NAME: NAME is missing", []string{"add", "team"}},
		{2, "roster edit team needs --name, --headquarters or --field", []string{"edit", "team", "Z-Force"}},
		{2, "roster edit hero needs --name, --secret-name, --age or --field", []string{"edit", "hero", "Deadpond"}},
		{2, `Age "151" is not a whole number from 0 to 150: correct it, or leave it empty.`, []string{"edit", "hero", "Deadpond", "--age", "151"}},
		{2, "Name is empty: type 1 to 200 characters.", []string{"edit", "hero", "Deadpond", "--name", " "}},
		{2, "Headquarters has a control character, such as a tab or a line break: remove it.", []string{"add", "team", "A", "--headquarters", "a\tb"}},
		{2, "roster assign needs HERO and TEAM: TEAM is missing", []string{"assign", "Deadpond"}},
		{2, "roster assign needs HERO and TEAM, but got 3 arguments: put names with spaces in quotes", []string{"assign", "Rusty", "Man", "Z-Force"}},
		{2, "TEAM is empty", []string{"assign", "Deadpond", ""}},
		{2, "roster undo takes no arguments, but got \"it\"", []string{"undo", "it"}},
		{2, "roster add what? Type roster add team, or roster add hero", []string{"add"}},
		{2, `there is no command "roster add tem": use roster add team or hero`, []string{"add", "tem", "A"}},
		{2, "--team and --hero can't be used together", []string{"show", "id:1", "--team", "--hero"}},
		{2, `--format must be table, json, csv or markdown, not "xml"`, []string{"list", "--format", "xml"}},
		{2, `--sort must be name, coverage, active, training, headquarters or id, not "age"`, []string{"list", "--sort", "age"}},
		{2, `--sort must be name, status, active, training, headquarters or id, not "age"`, []string{"show", "Deadpond", "--sort", "age"}},
		{1, "there is no team “Avengers”", []string{"list", "heroes", "--team", "Avengers"}},
		{2, `roster list takes teams, heroes or training, not "people"`, []string{"list", "people"}},
		{2, `the shell must be bash, zsh, fish or powershell, not "tcsh"`, []string{"completion", "tcsh"}},
		{2, "unknown flag: --fast", []string{"list", "--fast"}},
		{2, `there is no command or file "lits": for a new database, use ./lits or lits.db; did you mean roster list?`, []string{"lits"}},
		{2, `there is no command or file "asign": for a new database, use ./asign or asign.db; did you mean roster assign?`, []string{"asign", "Deadpond", "Z-Force"}},
		{2, `there is no command or file "shwo": for a new database, use ./shwo or shwo.db; did you mean roster show?`, []string{"shwo", "Deadpond", "--format", "json"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			(&workspace{t, d.db}).refuses(c.code, c.sentence, c.args...)
		})
	}
}

// Nothing is made for a command line that is wrong.
func TestAddRefusedMakesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	d := &workspace{t, filepath.Join(folder, "new.db")}
	d.refuses(2, "roster add team needs NAME: NAME is missing", "add", "team")
	d.refuses(2, `Age "x" is not a whole number from 0 to 150: correct it, or leave it empty.`, "add", "hero", "A", "--secret-name", "B", "--age", "x")
	wantFiles(t, folder)
}

// On a terminal a deletion is asked about, with what follows from it.
func TestDeleteAsks(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	const question = "Delete Deadpond id:1 with 2 memberships? It leaves Z-Force with no one active. [y/N]"
	roster := startAt(t, wide, "delete", "hero", "Deadpond", "--db", path)
	roster.wait(question)
	roster.press("n\n")
	roster.wantExit(0)
	roster.wait("Nothing was deleted.")
	check()
	roster = startAt(t, wide, "delete", "hero", "Deadpond", "--db", path)
	roster.wait(question)
	roster.press("y\n")
	roster.wantExit(0)
	roster.wait("Deadpond deleted, with 2 memberships")
	if got := ask(t, open(t, path), everyLink); got != "1 2 1, 2 2 0, 2 3 0" {
		t.Errorf("the memberships are %s", got)
	}
}

// An app that is open on the same database goes on, and sees what commands did.
func TestCommandsBesideTheApp(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	roster := start(t, d.db)
	roster.wait("Deadpond", "◐ training", "Z-Force")
	d.does("Spider-Boy: active → training in Preventers\n", "train", "Spider-Boy", "Preventers")
	roster.press("R")
	roster.wait("Spider-Boy", "◐ training")
	roster.press("\rt")
	roster.wait("Deadpond: training → active in Preventers", "u undoes")
	d.does("Deadpond is already active in Preventers\n", "graduate", "Deadpond", "Preventers")
	roster.quit()
	d.does("Undone: Deadpond: training → active in Preventers\n", "undo") // the app's, by the same person
	d.does("Undone: Spider-Boy: active → training in Preventers\n", "undo")
}

// A user who names the database as for the app is told how commands want it.
func TestDatabaseNamedAsForTheApp(t *testing.T) {
	t.Parallel()
	d := newWorkspace(t)
	d.refuses(2, `roster export takes no arguments, but got "squad.db"; to choose the database, use --db squad.db`, "export", "squad.db")
	d.refuses(2, `roster list takes teams, heroes or training, not "./squad"; to choose the database, use --db ./squad`, "list", "./squad")
	d.refuses(2, `roster undo takes no arguments, but got "Deadpond"`, "undo", "Deadpond")
}
