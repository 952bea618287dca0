package data_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// The machine's clock may be set back: what was done last is still what is undone
// first.
func TestClockSetBack(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s := mustOpen(t, path, func(o *data.Options) {
		o.Now = func() time.Time { now = now.Add(-time.Hour); return now }
	})
	db := other(t, path)
	before := dump(t, db)
	first := must(t, s, graduate)
	second := must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training})
	if !second.At.Before(first.At) {
		t.Fatal("the clock was not set back: this tests nothing")
	}
	mustNext(t, s, second.Label, "")
	undoNext(t, s)
	mustNext(t, s, first.Label, second.Label)
	undoNext(t, s)
	mustEqual(t, dump(t, db), before)
	page, err := s.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 10})
	if err != nil || len(page.Rows) != 2 || page.Rows[0].ID != second.ID {
		t.Errorf("the history is %v (%v)", page.Rows, err)
	}
}

// spillFile is set for a process that dies in the middle of a change to this
// database, with pages of it in the file.
const spillFile = "ROSTER_SPILL_FILE"

func spill(t *testing.T, path string) {
	t.Helper()
	db := other(t, path)
	mustExec(t, db, "PRAGMA cache_size = 2")
	mustExec(t, db, "BEGIN; UPDATE hero SET name = 'spilled ' || id")
	os.Exit(3) // as dead as by a signal: nothing is rolled back
}

// Another program dies in the middle of a change while roster has the database
// open: after the next look its change is rolled back, and all goes on.
func TestCrashOfAnotherProgram(t *testing.T) {
	if path := os.Getenv(spillFile); path != "" {
		spill(t, path)
	}
	path, members := largeTeam(t, 1200)
	s := mustOpen(t, path)
	if _, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 10}); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run", "^TestCrashOfAnotherProgram$")
	cmd.Env = append(os.Environ(), spillFile+"="+path)
	if out, err := cmd.CombinedOutput(); err == nil || cmd.ProcessState.ExitCode() != 3 {
		t.Fatalf("it did not die: %v\n%s", err, out)
	}
	if !strings.Contains(content(t, path), "spilled") {
		t.Fatal("no page was spilled: this tests nothing")
	}
	if _, err := s.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	page, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Filter: []string{"spilled"}}, query.Seek{Limit: 1})
	if err != nil || len(page.Rows) > 0 {
		t.Errorf("what was not committed is there: %v (%v)", page.Rows, err)
	}
	must(t, s, intent.SetStanding{Members: members[:3], Standing: model.Active})
}

// A damaged page is told, and costs nothing that does not stand on it.
func TestDamagedPage(t *testing.T) {
	path, members := largeTeam(t, 3000)
	s := mustOpen(t, path)
	mustLook(t, s, false)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	size := int64(len(content(t, path)))
	garbage := []byte(strings.Repeat("\xff", 4096))
	for at := size / 2 / 4096 * 4096; at < size; at += 4096 {
		if _, err := file.WriteAt(garbage, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	const damaged = "is damaged: keep a copy of it, and restore a backup."
	_, err = s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Place: query.Last, Limit: 3000})
	mustSay(t, err, model.Corrupt, path, damaged)
	plan, err := s.Plan(t.Context(), intent.SetStanding{Members: members, Standing: model.Active})
	if err == nil {
		_, err = s.Apply(t.Context(), plan.Change)
	}
	mustSay(t, err, model.Corrupt, path, damaged)
	if teams, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 10}); err != nil || len(teams.Rows) != 3 {
		t.Errorf("the teams are %v (%v)", teams.Rows, err)
	}
}
