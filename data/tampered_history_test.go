package data_test

import (
	"math"
	"strings"
	"testing"

	"roster/data"
	"roster/data/address"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// wantRefused checks that a change is refused with these words, and that nothing of it,
// nor of its entry in the history, is written.
func wantRefused(t *testing.T, s *data.Store, path string, intent intent.Intent, words string) {
	t.Helper()
	db := other(t, path)
	const entries = "SELECT id, token, state FROM roster_change ORDER BY id"
	before, listed := dump(t, db), strings.Join(lines(t, db, entries), "\n")
	plan, err := s.Plan(t.Context(), intent)
	if err == nil {
		_, err = s.Apply(t.Context(), plan.Change)
	}
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("%T: got %v, want %s", intent, err, words)
	}
	mustEqual(t, dump(t, db), before)
	mustEqual(t, strings.Join(lines(t, db, entries), "\n"), listed)
}

// What a trigger leaves out without an error is never told as done.
func TestTriggerThatDropsRows(t *testing.T) { engines(t, testTriggerThatDropsRows) }

func testTriggerThatDropsRows(t *testing.T) {
	for _, test := range []struct {
		event  string
		intent intent.Intent
		words  string
	}{
		{"INSERT ON hero", intent.NewHero(model.Hero{Name: "Newcomer", SecretName: "x"}, nil, model.Training), `a trigger of the table "hero" skipped the new row`},
		{"INSERT ON heroteamlink", intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training}, `a trigger of the table "heroteamlink" skipped the new row`},
		{"UPDATE ON heroteamlink", graduate, "is kept as it is by a trigger of the database"},
	} {
		t.Run(test.event, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			s := mustOpen(t, path)
			must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(2))}, Standing: model.Training})
			mustExec(t, other(t, path), ignoring(path, test.event))
			if _, err := s.Look(t.Context()); err != nil { // else the change is refused as one of other tables
				t.Fatal(err)
			}
			wantRefused(t, s, path, test.intent, test.words)
			plain := mustOpen(t, path)
			wantRefused(t, plain, path, test.intent, test.words)
		})
	}
}

// ignoring returns statements that make a trigger which leaves every row out.
func ignoring(path, event string) string {
	if address.IsURL(path) {
		return "CREATE FUNCTION ignore() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER i BEFORE " + event + " FOR EACH ROW EXECUTE FUNCTION ignore()"
	}
	return "CREATE TRIGGER i BEFORE " + event + " BEGIN SELECT RAISE(IGNORE); END"
}

// A history that others wrote: what roster can't go on from is refused in a sentence,
// the list stays readable, and clearing it mends it.
func TestTamperedHistory(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	must(t, s, graduate)
	const forge = "INSERT INTO roster_change SELECT ?, 'forged', 'yesterday', actor, 'forged', state, count, edits FROM roster_change"
	if _, err := db.Exec(forge, int64(math.MaxInt64)); err != nil {
		t.Fatal(err)
	}
	next := intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Training}
	wantRefused(t, s, path, next, "another program wrote an entry with the largest id into the history")
	page, err := s.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 10})
	if err != nil || len(page.Rows) != 2 || !page.Rows[0].At.IsZero() || page.Rows[1].At.IsZero() {
		t.Errorf("the list is %v (%v)", page.Rows, err)
	}
	if _, err := s.ClearHistory(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustUndo(t, s, must(t, s, next).ID)
}

// A trigger that writes to the history is refused, wherever it stands, at opening and
// when it is made later: it could have undo take another change than it names.
func TestTriggerOnHistory(t *testing.T) {
	for name, trigger := range map[string]string{
		"on the links":  "CREATE TRIGGER t AFTER UPDATE ON heroteamlink BEGIN UPDATE roster_change SET edits = '{}'; END",
		"that replaces": "CREATE TRIGGER t AFTER UPDATE ON heroteamlink BEGIN INSERT OR REPLACE INTO Roster_Change SELECT id, token, at, actor, 'other', 'done', count, edits FROM roster_change; END",
		"on itself":     "CREATE TRIGGER t BEFORE INSERT ON roster_change BEGIN SELECT RAISE(IGNORE); END",
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			s := mustOpen(t, path)
			made := must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(2))}, Standing: model.Training})
			mustExec(t, other(t, path), trigger)
			wantRefused(t, s, path, graduate, "altered the tables")
			if _, err := s.Undo(t.Context(), made.Ref()); model.ErrorCode(err) != model.SchemaChanged {
				t.Errorf("undo: %v", err)
			}
			if _, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)}); err == nil || !strings.Contains(err.Error(), `has the trigger "t"`) {
				t.Errorf("opening: %v", err)
			}
		})
	}
}

// On a server, so is one whose function names the history.
func TestTriggerOnPostgresHistory(t *testing.T) {
	postgresOnly(t, func(t *testing.T) {
		path := copyOf(t, "sqlmodel.db")
		s := mustOpen(t, path)
		made := must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(2))}, Standing: model.Training})
		db := other(t, path)
		mustExec(t, db, "CREATE FUNCTION rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE Roster_Change SET edits = '{}'; RETURN NULL; END $$")
		mustExec(t, db, "CREATE TRIGGER t AFTER UPDATE ON heroteamlink EXECUTE FUNCTION rewrite()")
		if _, err := s.Undo(t.Context(), made.Ref()); model.ErrorCode(err) != model.SchemaChanged {
			t.Errorf("undo: %v", err)
		}
		if _, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)}); err == nil || !strings.Contains(err.Error(), `has the trigger "t"`) {
			t.Errorf("opening: %v", err)
		}
	})
}
