//go:build unix

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The lists of people and the matrix of a new user come in as they are, from CSV, XLSX,
// and ODS, from files and through a pipe. The second time there is nothing to do.
func TestImportTables(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const active = "--answer=sign:x=active"
	for db, files := range map[string][]string{
		"people.db": {"tabular/testdata/people.csv", "sheet/testdata/people.xlsx", "sheet/testdata/people.ods"},
		"matrix.db": {"tabular/testdata/matrix.csv", "sheet/testdata/matrix.xlsx", "sheet/testdata/matrix.ods"},
		"paste.db":  {"tabular/testdata/paste.tsv", "tabular/testdata/paste.tsv"},
	} {
		for i, file := range files {
			text, err := os.ReadFile(filepath.Join("internal", file))
			if err != nil {
				t.Fatal(err)
			}
			cmd := command(t, folder, "import", "--db", db, "-", active)
			cmd.Stdin = strings.NewReader(string(text))
			r := finish(t, cmd)
			if r.code != 0 || strings.HasSuffix(r.out, "Nothing to import: everything is there already.\n") != (i > 0) {
				t.Errorf("%s: exit code %d, printed %s, said %s", file, r.code, r.out, r.said)
			}
		}
	}
	if got := ask(t, open(t, filepath.Join(folder, "people.db")), "SELECT count(*) || ' ' || sum(is_training) FROM heroteamlink"); got != "12 5" {
		t.Errorf("memberships of people: %s", got)
	}
	if got := ask(t, open(t, filepath.Join(folder, "matrix.db")), "SELECT count(*) || ' ' || sum(is_training) FROM heroteamlink"); got != "21 7" {
		t.Errorf("memberships of the matrix: %s", got)
	}
}

// What is not certain is asked, and nothing is made before it is answered.
func TestImportAsks(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "m.csv"), "Who,Red,Blue\nAnn,A,x\n")
	write(t, filepath.Join(folder, "old.csv"), "hero,team,is_training\nAnn,Red,trainee\n")
	check := untouched(t, folder)
	r := run(t, folder, "import", "--db", "new.db", "m.csv", "--map", "who=hero")
	const want = "roster: What does \"x\" mean in the table? It appears 1 time, first in line 2.\n" +
		"roster:   --answer sign:x=active   active\nroster:   --answer sign:x=training   in training\nroster:   --answer sign:x=none   not a member\n" +
		"roster: Nothing was imported. Run it again with the flags of your answers.\n"
	if r.code != 1 || !strings.HasSuffix(r.said, want) {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	run(t, folder, "import", "--db", "new.db", "m.csv", "--map", "who").wantRefused(t, 2, "--map must be COLUMN=FIELD, not \"who\"")
	check()
	if r := run(t, folder, "import", "--db", "new.db", "m.csv", "--map", "who=hero", "--answer", "sign:x=training"); r.code != 0 {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	if r := run(t, folder, "import", "--db", "new.db", "m.csv", "--map", "who=hero", "--answer", "sign:x=active", "--only-add"); r.code != 0 || !strings.Contains(r.out, "Nothing to import") {
		t.Errorf("exit code %d, printed\n%s, said\n%s", r.code, r.out, r.said)
	}
	if r := run(t, folder, "import", "--db", "old.db", "old.csv"); r.code != 0 || !strings.Contains(r.out, "1 membership added") {
		t.Errorf("a header of export with other words: exit code %d, printed\n%s, said\n%s", r.code, r.out, r.said)
	}
}

// Whom a name means is asked, and never decided in silence; a changed membership is listed,
// one that goes back into training first.
func TestImportOfNearNames(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.csv"), "name,team,status\nJosé Álvarez,Medics,active\nAnn Lee,Medics,training\n")
	write(t, filepath.Join(folder, "b.csv"), "hero,team,is_training\nAnn Leee,Medcis,false\njose alvarez,medics,true\n")
	if r := run(t, folder, "import", "--db", "x.db", "a.csv"); r.code != 0 {
		t.Fatalf("exit code %d, said\n%s", r.code, r.said)
	}
	const asks = "b.csv, line 3: using Medics (id 1) for “medics”\nb.csv, line 3: using José Álvarez (id 1) for “jose alvarez”\n" +
		"roster: line 2: team “Medcis” may be the same as Medics (id 1): one letter off\n" +
		"roster:   --answer team:Medcis=same   the same\nroster:   --answer team:Medcis=new   another one\n" +
		"roster: line 2: hero “Ann Leee” may be the same as Ann Lee (id 2): one letter off\n" +
		"roster:   --answer 'hero:Ann Leee=same'   the same\nroster:   --answer 'hero:Ann Leee=new'   another one\n" +
		"roster: --same or --new answer for all such names.\nroster: Nothing was imported. Run it again with the flags of your answers.\n"
	if r := run(t, folder, "import", "--db", "x.db", "b.csv"); r.code != 1 || r.said != asks {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	run(t, folder, "import", "--db", "x.db", "b.csv", "--same", "--new").wantRefused(t, 2, "")
	const plan = "  José Álvarez in Medics: active → training\n  Ann Lee in Medics: training → active\nDry run: nothing was changed.\n"
	for _, flags := range [][]string{{"--same"}, {"--answer", "team:Medcis=same", "--answer", "hero:Ann Leee=same"}} {
		if r := run(t, folder, append([]string{"import", "--db", "x.db", "b.csv", "--dry-run"}, flags...)...); r.code != 0 || !strings.HasSuffix(r.out, plan) {
			t.Errorf("%v: exit code %d, printed\n%s, said\n%s", flags, r.code, r.out, r.said)
		}
	}
	if r := run(t, folder, "import", "--db", "x.db", "b.csv", "--new"); r.code != 0 || !strings.Contains(r.out, "1 team, 1 hero, 1 membership added; 1 membership changed") {
		t.Errorf("exit code %d, printed\n%s, said\n%s", r.code, r.out, r.said)
	}
}

// What the flags say of columns and signs is known of the next file with these headers, and
// said in the plan.
func TestImportRemembersColumns(t *testing.T) {
	t.Parallel()
	folder, home := t.TempDir(), t.TempDir()
	run := func(args ...string) result {
		t.Helper()
		cmd := command(t, folder, append([]string{"import", "--db"}, args...)...)
		cmd.Env = append(cmd.Env, "HOME="+home)
		return finish(t, cmd)
	}
	write(t, filepath.Join(folder, "a.csv"), "Wer,Einheit,Stand\nAnn,Red,yep\n")
	write(t, filepath.Join(folder, "b.csv"), "Wer,Einheit,Stand\nBen,Blue,yep\n")
	flags := []string{"--map", "wer=hero", "--map", "einheit=team", "--map", "stand=status", "--answer", "sign:yep=training"}
	if r := run(append([]string{"x.db", "a.csv", "--dry-run"}, flags...)...); r.code != 0 {
		t.Fatalf("exit code %d, said\n%s", r.code, r.said)
	}
	if r := run("x.db", "b.csv"); r.code != 1 {
		t.Errorf("kept by a dry run: exit code %d, said\n%s", r.code, r.said)
	}
	run(append([]string{"x.db", "a.csv"}, flags...)...)
	if r := run("x.db", "b.csv"); r.code != 0 || !strings.HasPrefix(r.said, "Columns as last time.\n") {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	if got := ask(t, open(t, filepath.Join(folder, "x.db")), "SELECT count(*) || ' ' || sum(is_training) FROM heroteamlink"); got != "2 2" {
		t.Errorf("memberships: %s", got)
	}
	if r := run("other.db", "b.csv"); r.code != 1 {
		t.Errorf("kept for another database: exit code %d, said\n%s", r.code, r.said)
	}
}

// Columns that mean nothing to roster become fields, also of a new roster, but only with an
// import that can be carried out. The next file with such a column finds the field.
func TestImportAddsFields(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.csv"), "Name,Team,Home Phone\nAnn,Red,1\n")
	write(t, filepath.Join(folder, "b.csv"), "Name,Team,home-phone\nBen,Red,2\n")
	write(t, filepath.Join(folder, "doubtful.csv"), "Name,Team,E-Mail\nBenn Smith,Red,x\nBen Smith,Red,y\nAnn,Red,3\n")
	check := untouched(t, folder)
	r := run(t, folder, "import", "--db", "new.db", "a.csv", "--add-fields", "--dry-run")
	if r.code != 0 || !strings.Contains(r.said, "The text field home_phone would be added to every hero.\n") {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	run(t, folder, "import", "--db", "new.db", "-", "--add-fields").wantRefused(t, 2, "--add-fields reads the file twice: use a file, not standard input")
	check()
	for _, file := range []string{"a.csv", "b.csv"} {
		r := run(t, folder, "import", "--db", "new.db", file, "--add-fields")
		if added := strings.Count(r.said, "Added the text field home_phone to every hero. This can't be undone.\n"); r.code != 0 || (added == 1) != (file == "a.csv") {
			t.Errorf("%s: exit code %d, said\n%s", file, r.code, r.said)
		}
	}
	if r := run(t, folder, "import", "--db", "new.db", "doubtful.csv", "--add-fields"); r.code != 1 || strings.Contains(r.said, "Added") {
		t.Errorf("exit code %d, said\n%s", r.code, r.said)
	}
	write(t, filepath.Join(folder, "twice.csv"), "Name,Team,Role\nAnn,Red,x\nAnn,Blue,y\n")
	r = run(t, folder, "import", "--db", "new.db", "twice.csv", "--add-fields")
	if r.code != 1 || !strings.Contains(r.said, "twice.csv, line 3: role of “Ann” is different in line 2") || strings.Contains(r.said, "Added") {
		t.Errorf("a field that can't be filled: exit code %d, said\n%s", r.code, r.said)
	}
	if got := ask(t, open(t, filepath.Join(folder, "new.db")), "SELECT group_concat(name || ' ' || home_phone, ', ') FROM hero"); got != "Ann 1, Ben 2" {
		t.Errorf("heroes: %s", got)
	}
}

// Whom the file does not say to be in training is active, as in the model, or in training
// with --training; who is there already stays.
func TestImportOfNewMembers(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.csv"), "Name,Team\nAnn,Red\n")
	write(t, filepath.Join(folder, "b.csv"), "Name,Team\nAnn,Red\nBen,Red\n")
	for args, said := range map[string]string{"a.csv": "new members are active.", "b.csv --training": "new members are in training."} {
		if r := run(t, folder, append([]string{"import", "--db", said[:5] + ".db"}, strings.Fields(args)...)...); !strings.Contains(r.said, said) {
			t.Errorf("%s said %s", args, r.said)
		}
	}
	run(t, folder, "import", "--db", "m.db", "a.csv")
	run(t, folder, "import", "--db", "m.db", "b.csv", "--training")
	if got := ask(t, open(t, filepath.Join(folder, "m.db")), "SELECT group_concat(is_training, ' ') FROM heroteamlink"); got != "0 1" {
		t.Errorf("in training: %s", got)
	}
}
