package data_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/check"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/snapshot"
)

// mustCheck returns what a check finds, a line for each kind and for each row.
func mustCheck(t testing.TB, s *data.Store) string {
	t.Helper()
	report, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, f := range report {
		out += fmt.Sprintf("%s: %d\n", f.Kind, f.Count)
		for _, row := range f.Rows {
			out += "  " + row + "\n"
		}
	}
	return out
}

func TestCheckOfASoundRoster(t *testing.T) { engines(t, testCheckOfASoundRoster) }

func testCheckOfASoundRoster(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	mustEqual(t, mustCheck(t, s), "")
}

// One row of each kind, beside sound ones.
func TestCheckFindsEachKind(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	for _, statement := range []string{
		"INSERT INTO heroteamlink VALUES (1, 9, 0), (7, 1, 1), ('x', 4.5, 1)",
		"UPDATE heroteamlink SET is_training = '100%s' WHERE team_id = 2 AND hero_id = 2",
		"UPDATE hero SET age = '4 or 5' WHERE id = 3",
		"INSERT INTO team VALUES (3, X'41', 'Moon'), (4, 'Idle', 'Tab' || char(9) || 'bed'), (5, 'Idle', 7)",
		"INSERT INTO hero VALUES (4, 'Deadpond', 'a' || char(0), 151), (5, 'Old', 'Tab' || char(9) || 'bed', -1)",
		"INSERT INTO heroteamlink VALUES (3, 4, 1), (4, 4, 2)",
	} {
		mustExec(t, db, statement)
	}
	mustEqual(t, mustCheck(t, s), `ids of the wrong type: 1
  a membership: the team_id is 'x', not a whole number; the hero_id is 4.5, not a whole number
memberships of a team or a hero that does not exist: 2
  hero id:9 (does not exist) in team Z-Force id:1
  hero Deadpond id:1 in team id:7 (does not exist)
memberships whose is_training is neither 0 nor 1: 2
  hero Spider-Boy id:2 in team Preventers id:2: is_training is '100%s', shown as training
  hero Deadpond id:4 in team Idle id:4: is_training is 2, shown as training
ages that are not whole numbers: 1
  hero Rusty-Man id:3: the age is '4 or 5'
texts that are not stored as text, are not valid UTF-8, or have a NUL: 2
  team A id:3: the name is a blob
  hero Deadpond id:4: the secret name has a NUL
texts that are blank, too long, or have control characters: 2
  team Idle id:4: The headquarters has a control character, such as a tab or a line break: remove it.
  hero Old id:5: The secret name has a control character, such as a tab or a line break: remove it.
heroes with the same name as another: 2
  hero Deadpond id:1
  hero Deadpond id:4
teams with the same name as another: 2
  team Idle id:4
  team Idle id:5
ages outside 0 to 150: 2
  hero Deadpond id:4: the age is 151
  hero Old id:5: the age is -1
heroes on no team: 1
  hero Old id:5
teams without members: 1
  team Idle id:5
teams with no one active: 2
  team A id:3
  team Idle id:4
`)
}

// The first fifty are named, all are counted.
func TestCheckCounts(t *testing.T) { engines(t, testCheckCounts) }

func testCheckCounts(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	mustExec(t, db, "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i+1 FROM n WHERE i<99) INSERT INTO hero SELECT i, 'N'||i, 'S', 7 FROM n")
	report, err := s.Check(t.Context())
	if err != nil || len(report) != 1 {
		t.Fatalf("%v, %v", report, err)
	}
	f := report[0]
	if f.Kind != check.FreeHero || f.Count != 90 || len(f.Rows) != 50 || f.Rows[49] != "hero N59 id:59" || report.HasErrors() {
		t.Errorf("%+v", f)
	}
}

// An index that does not have what is in its table is damage.
func TestCheckOfDamage(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, "PRAGMA writable_schema = ON")
	mustExec(t, db, "UPDATE sqlite_schema SET sql = 'CREATE INDEX ix_hero_name ON hero (secret_name)' WHERE name = 'ix_hero_name'")
	report, err := mustOpen(t, path).Check(t.Context())
	if err != nil || len(report) != 1 || report[0].Kind != check.Damage || !report.HasErrors() || !strings.Contains(report[0].Rows[0], "ix_hero_name") {
		t.Errorf("%v, %v", report, err)
	}
}

func TestRepair(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s, db := mustOpen(t, path), other(t, path)
	count := func(where string) string { return lines(t, db, "SELECT count(*) FROM heroteamlink WHERE "+where)[0] }
	const nobody = "team_id NOT IN (SELECT id FROM team) OR hero_id NOT IN (SELECT id FROM hero)"
	const strange = "is_training IS NULL OR typeof(is_training) <> 'integer' OR is_training NOT IN (0, 1)"
	before := dump(t, db)

	p, err := s.Plan(t.Context(), intent.RemoveDangling{})
	if err != nil || len(p.Change.Edits) != 6 || len(p.Final) != 6 {
		t.Fatalf("%d edits, %d final, %v", len(p.Change.Edits), len(p.Final), err)
	}
	rows := s.History().Literals(p.Change)
	if want := "heroteamlink: team_id=404, hero_id=14, joined='a team that does not exist', is_training=2"; !slices.Contains(rows, want) {
		t.Errorf("%q is not among %q", want, rows)
	}
	removed, err := s.Apply(t.Context(), p.Change)
	if err != nil {
		t.Fatal(err)
	}
	if got := count(nobody); got != "0" {
		t.Errorf("%s memberships of no hero are left", got)
	}
	clean := dump(t, db)

	shown := walk(t, s)
	mended := must(t, s, intent.RepairFlags{})
	if got := count(strange); got != "0" || mended.Count != 9 {
		t.Errorf("%s strange flags are left, %d were mended", got, mended.Count)
	}
	mustEqual(t, walk(t, s), shown)
	for _, done := range []intent.Intent{intent.RemoveDangling{}, intent.RepairFlags{}} {
		if p, err := s.Plan(t.Context(), done); err != nil || !p.Empty() {
			t.Errorf("%T is not done: %v, %v", done, p, err)
		}
	}

	next, err := s.History().NextUndo(t.Context())
	if err != nil || next.ID != mended.ID {
		t.Fatalf("undo takes back %v (%v), not the flags", next, err)
	}
	mustUndo(t, s, mended.ID)
	mustEqual(t, dump(t, db), clean)
	if _, err := s.Undo(t.Context(), removed.Ref()); !isConflict(err) {
		t.Errorf("bringing back the memberships of no hero: %v", err)
	}
	mustEqual(t, dump(t, db), clean)
	if before == clean {
		t.Error("nothing was removed")
	}
}

func isConflict(err error) bool {
	_, ok := errors.AsType[*model.Conflict](err)
	return ok
}

// Exact names what JSON and CSV could not give back, and nothing else.
func TestExact(t *testing.T) {
	exact := func(s *data.Store) error {
		return s.Snapshot(t.Context(), "Test", func(snapshot *snapshot.Snapshot) error { return check.Exact(t.Context(), snapshot) })
	}
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	for _, fine := range []string{"''", "'  '", "char(9)", "char(13, 10)", "char(8232)", "'=1'"} {
		mustExec(t, db, "UPDATE hero SET name = "+fine+", secret_name = "+fine+", age = -9223372036854775808 WHERE id = 2")
		if err := exact(s); err != nil {
			t.Errorf("%s: %v", fine, err)
		}
	}
	for _, bad := range []string{"CAST(X'FF' AS TEXT)", "'a' || char(0)", "X'41'"} {
		mustExec(t, db, "UPDATE hero SET secret_name = "+bad+" WHERE id = 2")
		if err := exact(s); model.ErrorCode(err) != model.Invalid || !strings.Contains(err.Error(), "1 place would") || !strings.Contains(err.Error(), "roster check") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	err := exact(mustOpen(t, copyOf(t, "dirty.db")))
	if model.ErrorCode(err) != model.Invalid || !strings.Contains(err.Error(), "44 places would") || strings.Count(err.Error(), ";") < 19 || !strings.Contains(err.Error(), "and 24 more") {
		t.Errorf("dirty.db: %v", err)
	}
}

func TestBackup(t *testing.T) {
	path := copyOf(t, "dirty.db")
	s := mustOpen(t, path)
	must(t, s, intent.RepairFlags{})
	copied := empty(t) + ".copy"
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	db, twin := other(t, path), other(t, copied)
	mustEqual(t, dump(t, twin), dump(t, db))
	const history = "SELECT id, token, edits FROM roster_change"
	mustEqual(t, strings.Join(lines(t, twin, history), "\n"), strings.Join(lines(t, db, history), "\n"))
	if next, err := mustOpen(t, copied).History().NextUndo(t.Context()); err != nil || !strings.HasPrefix(next.Label, "Repair: ") {
		t.Errorf("the next to undo in the copy is %v, %v", next, err)
	}
}

// Of a large roster it says what would make it faster, and nothing where all of
// that is so.
func TestCheckNamesMissingIndexes(t *testing.T) {
	path := sizeable(t)
	mustExec(t, other(t, path), "PRAGMA journal_mode = DELETE")
	s := mustOpen(t, path)
	slow := func() string {
		t.Helper()
		report, err := s.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report {
			if f.Kind == check.Slow {
				return strings.Join(f.Rows, "\n")
			}
		}
		return ""
	}
	mustEqual(t, slow(), "the journal mode is delete, in which lists wait while many rows are written. In WAL mode they don't: sqlite3 DATABASE 'PRAGMA journal_mode = WAL'\n"+
		"4 of roster's indexes are missing: press X in the app to add them")
	mustIndex(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustExec(t, other(t, path), "PRAGMA journal_mode = WAL")
	s = mustOpen(t, path)
	mustEqual(t, slow(), "")
}
