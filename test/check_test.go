//go:build unix

package test

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	path := sample(t)
	check := untouched(t, filepath.Dir(path))
	if got := run(t, t.TempDir(), "check", "--db", path).wantDone(t); got != "No errors.\n" {
		t.Errorf("said %q", got)
	}
	if got := run(t, t.TempDir(), "check", "--repair", "--db", path).wantDone(t); got != "No errors.\n" {
		t.Errorf("the repair said %q", got)
	}
	check()
	mustExec(t, open(t, path), "INSERT INTO hero (name, secret_name, age) VALUES ('Old', 'Very', 151)")
	want := "Worth knowing:\n  ages outside 0 to 150: 1\n    hero Old id:4: the age is 151\n  heroes on no team: 1\n    hero Old id:4\nNo errors.\n"
	if got := run(t, t.TempDir(), "check", "--db", path).wantDone(t); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

// A repair mends what it can, says what it takes away, and the rest stays an
// error.
func TestCheckAndRepair(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "a.db")
	write(t, path, read(t, filepath.Join("testdata", "dirty.db")))
	check := untouched(t, folder)
	found := run(t, folder, "check", "--db", "a.db")
	wantSentence(t, found.said, 1, "a.db has errors")
	wantNoEscapes(t, found.out)
	for _, part := range []string{
		"Errors:\n  memberships of a team or a hero that does not exist: 6\n    hero id:404 (does not exist) in team Z-Force id:1\n",
		"\n    roster check --repair removes them, which can't be undone.\n", "\nWorth knowing:\n  heroes with the same name as another: 2\n",
	} {
		if found.code != 1 || !strings.Contains(found.out, part) {
			t.Errorf("exit code %d; %q is missing in\n%s", found.code, part, found.out)
		}
	}
	check()

	db := open(t, path)
	const flag = "SELECT quote(is_training + 0) FROM heroteamlink WHERE team_id = 2 AND hero_id = 1"
	if got := ask(t, db, flag); got != "2" {
		t.Fatalf("the flag to mend is %s", got)
	}
	mended := run(t, folder, "check", "--db", "a.db", "--repair")
	wantNoEscapes(t, mended.out)
	for _, part := range []string{
		"  heroteamlink: team_id=404, hero_id=14, joined='a team that does not exist', is_training=2\n",
		"Repair: removed 6 memberships with a missing team or hero.\nRepair: 9 flags set to 0 or 1, as shown; roster undo reverts it.\nErrors:\n  ages",
	} {
		if mended.code != 1 || !strings.Contains(mended.out, part) {
			t.Errorf("exit code %d; %q is missing in\n%s", mended.code, part, mended.out)
		}
	}
	if got := ask(t, db, flag); got != "1" {
		t.Errorf("the flag was mended to %s", got)
	}

	// Now that the flags come last, the screen's undo takes them back.
	roster := start(t, path)
	roster.wait("▸ ")
	roster.press("u")
	roster.wait("Undo an earlier change?")
	roster.wait("Repair: 9 flags set to 0 or 1")
	roster.press("y")
	roster.wait("Undone: Repair: 9 flags")
	roster.quit()
	if got := ask(t, db, flag); got != "2" {
		t.Errorf("undo left the flag %s", got)
	}
}
