package data_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
	"roster/internal/pgtest"
)

// as is an option of mustOpen: who makes the changes.
func as(actor string) func(*data.Options) {
	return func(o *data.Options) { o.Actor = actor }
}

// actorOf returns what the history has of a user of the machine who is the superuser on
// a server.
func actorOf(t testing.TB, user string) string {
	if isPostgres(t) {
		return pgtest.Superuser + " (" + user + ")"
	}
	return user
}

// keepSchema is an option of mustOpen.
func keepSchema(o *data.Options) { o.KeepSchema = true }

// recruit creates a hero, in a change labelled by the name.
func recruit(t testing.TB, s *data.Store, name string) change.Change {
	t.Helper()
	return must(t, s, intent.Create{Label: name, Heroes: []model.Hero{{Name: name, SecretName: "secret"}}})
}

// mustNext checks which changes are next to be undone and to be redone, "" for
// none.
func mustNext(t testing.TB, s *data.Store, undo, redo string) {
	t.Helper()
	for _, side := range []struct {
		word, want string
		next       func(context.Context) (change.Change, error)
	}{{"undo", undo, s.History().NextUndo}, {"redo", redo, s.History().NextRedo}} {
		change, err := side.next(t.Context())
		if change.Label != side.want || (err == nil) != (side.want != "") {
			t.Errorf("next to %s: %q (%v), want %q", side.word, change.Label, err, side.want)
		}
		if err != nil && (model.ErrorCode(err) != model.NothingToUndo || err.Error() != "Nothing to "+side.word+".") {
			t.Errorf("next to %s: %v", side.word, err)
		}
	}
}

// undoNext takes back what is next, and returns it.
func undoNext(t testing.TB, s *data.Store) change.Change {
	t.Helper()
	change, err := s.History().NextUndo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustUndo(t, s, change.ID)
	return change
}

// redoNext makes again what is next.
func redoNext(t testing.TB, s *data.Store) {
	t.Helper()
	change, err := s.History().NextRedo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustRedo(t, s, change.ID)
}

func TestUndoNewestFirstRedoOldestFirst(t *testing.T) { engines(t, testUndoNewestFirstRedoOldestFirst) }

func testUndoNewestFirstRedoOldestFirst(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	mustNext(t, s, "", "")
	states := []string{dump(t, db)}
	steps := []string{"", "A", "B", "C", ""}
	for _, name := range steps[1:4] {
		recruit(t, s, name)
		states = append(states, dump(t, db))
	}
	for range 2 {
		for i := 3; i > 0; i-- {
			mustNext(t, s, steps[i], steps[i+1])
			undoNext(t, s)
			mustEqual(t, dump(t, db), states[i-1])
		}
		mustNext(t, s, "", "A")
		for i := 1; i <= 3; i++ {
			redoNext(t, s)
			mustEqual(t, dump(t, db), states[i])
			mustNext(t, s, steps[i], steps[i+1])
		}
	}
}

func TestNewChangeDropsUndoneOnes(t *testing.T) { engines(t, testNewChangeDropsUndoneOnes) }

func testNewChangeDropsUndoneOnes(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	recruit(t, s, "A")
	undone := []int64{recruit(t, s, "B").ID, recruit(t, s, "C").ID}
	undoNext(t, s)
	undoNext(t, s)
	mustNext(t, s, "A", "B")
	recruit(t, s, "D")
	mustNext(t, s, "D", "")
	for _, id := range undone {
		if _, err := s.Redo(t.Context(), change.Ref{ID: id}); !strings.Contains(fmt.Sprint(err), "undone or redone elsewhere") {
			t.Errorf("a dropped change was redone (%v)", err)
		}
	}
	if got := lines(t, other(t, path), "SELECT label, state FROM roster_change ORDER BY id"); !slices.Equal(got, []string{"A done", "B dropped", "C dropped", "D done"}) {
		t.Errorf("the history is %q", got)
	}
	undoNext(t, s)
	mustNext(t, s, "A", "D")
}

func TestActorsUndoTheirOwn(t *testing.T) { engines(t, testActorsUndoTheirOwn) }

func testActorsUndoTheirOwn(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	ana, bo := mustOpen(t, path, as("ana@base")), mustOpen(t, path, as("bo@base"))
	recruit(t, ana, "A")
	recruit(t, bo, "B")
	mustNext(t, ana, "A", "")
	mustNext(t, bo, "B", "")
	undoNext(t, ana)
	recruit(t, bo, "B2") // drops what bo had undone, not what ana had
	mustNext(t, ana, "", "A")
	mustNext(t, bo, "B2", "")
	redoNext(t, ana)
	undoNext(t, bo)
	undoNext(t, bo)
	mustNext(t, bo, "", "B")
	mustNext(t, ana, "A", "")
}

// On a server the actor is the role too: whoever shares the account of the machine has
// changes of their own. Rows of a roster that did not know the role are no one's, and
// are read.
func TestRolesUndoTheirOwn(t *testing.T) { postgresOnly(t, testRolesUndoTheirOwn) }

func testRolesUndoTheirOwn(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	owner, db := mustOpen(t, path), other(t, path)
	recruit(t, owner, "old")
	mustExec(t, db, "UPDATE roster_change SET actor = 'ana@base'")
	recruit(t, owner, "A")
	mustExec(t, db, `CREATE ROLE "roster_ann" LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO roster_ann; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO roster_ann`)
	t.Cleanup(func() { mustExec(t, db, "DROP OWNED BY roster_ann; DROP ROLE roster_ann") })
	ann := mustOpen(t, strings.Replace(path, pgtest.Superuser+"@", "roster_ann@", 1))
	mustNext(t, ann, "", "")
	recruit(t, ann, "B")
	mustNext(t, owner, "A", "")
	undoNext(t, ann)
	mustNext(t, ann, "", "B")
	undoNext(t, owner)
	mustNext(t, owner, "", "A")
	p, err := owner.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 5})
	var actors []string
	for _, c := range p.Rows {
		actors = append(actors, c.Actor)
	}
	if want := []string{"roster_ann (ana@base)", "postgres (ana@base)", "ana@base"}; err != nil || !slices.Equal(actors, want) {
		t.Errorf("the changes are by %q (%v), want %q", actors, err, want)
	}
}

// A change is this session's as long as no one else undid or redid it since.
func TestChangesOfASession(t *testing.T) { engines(t, testChangesOfASession) }

func testChangesOfASession(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	one, two := mustOpen(t, path), mustOpen(t, path)
	applied := recruit(t, one, "A")
	want := func(s *data.Store, next func(context.Context) (change.Change, error), want bool) {
		t.Helper()
		if change, err := next(t.Context()); err != nil || change.Session != want {
			t.Errorf("it is of this session: %v (%v), want %v", change.Session, err, want)
		}
	}
	want(one, one.History().NextUndo, true)
	want(two, two.History().NextUndo, false)
	mustUndo(t, two, applied.ID)
	want(one, one.History().NextRedo, false)
	want(two, two.History().NextRedo, true)
	mustRedo(t, two, applied.ID)
	want(two, two.History().NextUndo, true)
	mustUndo(t, one, applied.ID)
	want(one, one.History().NextRedo, true)
	want(two, two.History().NextRedo, false)
}

// The history outlives the program; a change of before is told by Session.
func TestHistoryAfterReopening(t *testing.T) { engines(t, testHistoryAfterReopening) }

func testHistoryAfterReopening(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	before := dump(t, db)
	session := func(want bool, do func(*data.Store)) {
		t.Helper()
		s := mustOpen(t, path)
		if change, err := s.History().NextUndo(t.Context()); err == nil && change.Session {
			t.Error("a change of before passes for one of this session")
		}
		do(s)
		if change, err := s.History().NextUndo(t.Context()); (err == nil) != want || change.Session != want {
			t.Errorf("next to undo: %+v (%v), want one of this session: %v", change, err, want)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	session(true, func(s *data.Store) { recruit(t, s, "A") })
	after := dump(t, db)
	session(false, func(s *data.Store) {
		change := undoNext(t, s)
		if change.Label != "A" || change.Actor != actorOf(t, "ana@base") || change.Count != 1 || change.At.IsZero() || change.Session {
			t.Errorf("undid %+v", change)
		}
	})
	mustEqual(t, dump(t, db), before)
	session(true, func(s *data.Store) { redoNext(t, s) })
	mustEqual(t, dump(t, db), after)
}

func TestHistoryKeepsTheNewest(t *testing.T) { engines(t, testHistoryKeepsTheNewest) }

func testHistoryKeepsTheNewest(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	first := recruit(t, s, "A")
	count := func() []string { return lines(t, db, "SELECT count(*), min(id), max(id) FROM roster_change") }
	mustExec(t, db, `WITH RECURSIVE n (i) AS (SELECT $1 + 0 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
		INSERT INTO roster_change SELECT i, 'token ' || i, '2026-11-22T12:00:00.000000Z', $2 || '', 'B', 'done', 0, NULL FROM n`, first.ID+1, actorOf(t, "ana@base"))
	if isPostgres(t) { // who gives the ids must know
		mustExec(t, db, "SELECT setval('roster_change_id_seq', 10000)")
	}
	if got := count(); !slices.Equal(got, []string{"10000 1 10000"}) {
		t.Fatalf("the history has %q", got)
	}
	recruit(t, s, "C")
	recruit(t, s, "D")
	if got := count(); !slices.Equal(got, []string{"10000 3 10002"}) {
		t.Errorf("the history has %q", got)
	}
	mustNext(t, s, "D", "")
}

func TestChangeTooLargeToKeep(t *testing.T) { engines(t, testChangeTooLargeToKeep) }

func testChangeTooLargeToKeep(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	hero := model.Row{int64(3), "Rusty-Man", "Tommy Sharp", int64(48)}
	edits := slices.Repeat([]change.Edit{{Table: "hero", Before: hero, After: hero}}, change.DefaultMaxKept) // nothing changes
	if !(change.Change{Edits: edits}).Kept() {
		t.Error("the largest change is not kept")
	}
	older := change.Edit{Table: "hero", Before: hero, After: model.Row{int64(3), "Rusty-Man", "Tommy Sharp", int64(49)}}
	large := change.Change{Label: "Everybody", Edits: append(edits, older)}
	if large.Kept() {
		t.Error("a larger change is kept")
	}
	change, err := s.Apply(t.Context(), large)
	if err != nil {
		t.Fatal(err)
	}
	heroes := []string{"Deadpond ", "Spider-Boy ", "Rusty-Man 49"}
	const query = "SELECT name, age FROM hero ORDER BY id"
	if got := lines(t, db, query); !slices.Equal(got, heroes) {
		t.Errorf("the heroes are %q", got)
	}
	if got := lines(t, db, "SELECT label, state, count, coalesce(edits, 'NULL') FROM roster_change"); !slices.Equal(got, []string{"Everybody done 250001 NULL"}) {
		t.Errorf("the history is %q", got)
	}
	_, err = s.Undo(t.Context(), change.Ref())
	if want := "“Everybody” changed 250001 rows, too many to be kept for undo."; model.ErrorCode(err) != model.TooLarge || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if got := lines(t, db, query); !slices.Equal(got, heroes) {
		t.Errorf("then the heroes are %q", got)
	}
}

// The first write adds roster_change and its index; nothing else changes.
func TestFirstWriteAddsTheHistory(t *testing.T) {
	const rest = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name <> 'roster_change' ORDER BY name"
	const added = "SELECT type, name FROM sqlite_schema WHERE tbl_name = 'roster_change' ORDER BY name"
	path := copyOf(t, "dirty.db")
	db := other(t, path)
	before := lines(t, db, rest)
	for range 2 {
		s := mustOpen(t, path)
		planned(t, s, intent.SetStanding{Members: seen("Z-Force", members(t, s, id(1))...), Standing: model.Active})
		if got := lines(t, db, added); len(got) > 0 {
			t.Errorf("looking added %q", got)
		}
	}
	s := mustOpen(t, path)
	for _, name := range []string{"A", "B"} {
		recruit(t, s, name)
		undoNext(t, s)
	}
	if got := lines(t, db, added); !slices.Equal(got, []string{"table roster_change", "index roster_change_actor", "index sqlite_autoindex_roster_change_1"}) {
		t.Errorf("the first write added %q", got)
	}
	if got := lines(t, db, rest); !slices.Equal(got, before) {
		t.Errorf("the schema became %q, was %q", got, before)
	}
}

func TestKeepSchema(t *testing.T) { engines(t, testKeepSchema) }

func testKeepSchema(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	schemaOf := func() []string { return lines(t, db, "SELECT * FROM "+relations(t)+" ORDER BY name") }
	before, rows := schemaOf(), dump(t, db)
	s := mustOpen(t, path, keepSchema)
	mustNext(t, s, "", "")
	recruit(t, s, "A")
	recruit(t, s, "B")
	mustNext(t, s, "B", "")
	undoNext(t, s)
	undoNext(t, s)
	mustNext(t, s, "", "A")
	mustEqual(t, dump(t, db), rows)
	redoNext(t, s)
	if got := schemaOf(); !slices.Equal(got, before) {
		t.Errorf("the schema became %q", got)
	}
	t.Run("another session has another history", func(t *testing.T) {
		mustNext(t, mustOpen(t, path, keepSchema), "", "")
	})
}

// The temporary history lives on one connection, which an interrupted statement
// must not cost.
func TestKeepSchemaOutlivesInterruptedChanges(t *testing.T) {
	engines(t, testKeepSchemaOutlivesInterruptedChanges)
}

func testKeepSchemaOutlivesInterruptedChanges(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	var log tripwire
	s := mustOpen(t, path, keepSchema, func(o *data.Options) { o.Log = sqllog.New(&log) })
	recruit(t, s, "A")
	before := dump(t, other(t, path))
	change := planned(t, s, graduate)
	history := byEngine(t, "roster_change", "pg_temp.roster_change")
	for _, statement := range []string{"BEGIN", "SELECT 'team', id", "UPDATE " + qualifiedName(t, "heroteamlink"), "UPDATE " + history, "INSERT INTO " + history, "DELETE FROM " + history} {
		t.Run("interrupted after "+statement, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			log.set(statement, cancel)
			if _, err := s.Apply(ctx, change); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want %v", err, context.Canceled)
			}
			mustNext(t, s, "A", "")
			mustEqual(t, dump(t, other(t, path)), before)
		})
	}
}

// A statement that never ends is interrupted while it runs.
func TestKeepSchemaOutlivesAnInterruptedStatement(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	var log tripwire
	s, db := mustOpen(t, path, keepSchema, withLog(sqllog.New(&log))), other(t, path)
	recruit(t, s, "A")
	change := planned(t, s, graduate)
	mustExec(t, db, `CREATE TRIGGER endless AFTER UPDATE ON heroteamlink BEGIN
		SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END`)
	before := dump(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	log.set("BEGIN", func() { time.AfterFunc(50*time.Millisecond, cancel) }) // not before it runs
	if _, err := s.Apply(ctx, change); err == nil {
		t.Error("an endless statement ended")
	}
	mustEqual(t, dump(t, db), before)
	mustNext(t, s, "A", "")
	recruit(t, s, "B")
	mustNext(t, s, "B", "")
}

// tripwire is a log file that calls something when a statement is logged.
type tripwire struct {
	mu        sync.Mutex
	statement string
	call      func()
}

func (w *tripwire) set(statement string, call func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.statement, w.call = statement, call
}

func (w *tripwire) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.call != nil && strings.Contains(string(line), w.statement) {
		w.call()
	}
	return len(line), nil
}

// A file that has a history goes on with it, also when the schema must be kept.
func TestKeepSchemaUsesTheHistoryThatIsThere(t *testing.T) {
	engines(t, testKeepSchemaUsesTheHistoryThatIsThere)
}

func testKeepSchemaUsesTheHistoryThatIsThere(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	before := mustOpen(t, path)
	recruit(t, before, "A")
	s := mustOpen(t, path, keepSchema)
	mustNext(t, s, "A", "")
	recruit(t, s, "B")
	mustNext(t, before, "B", "")
	undoNext(t, s)
	mustNext(t, before, "A", "B")
}

// Redo gives the ids back that undo freed, and the memberships that hang on
// them.
func TestRedoReusesIDs(t *testing.T) { engines(t, testRedoReusesIDs) }

func testRedoReusesIDs(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	change := must(t, s, data.Seed())
	if got := fmt.Sprint(change.Edits[1].After, change.Edits[4].After, change.Edits[8].After); got != "[4 Preventers Sharp Tower] [6 Rusty-Man Tommy Sharp 48] [4 6 "+byEngine(t, "0", "false")+"]" {
		t.Errorf("the change has the rows %s", got)
	}
	after := dump(t, db)
	mustUndo(t, s, change.ID)
	mustExec(t, db, "INSERT INTO hero VALUES (7, 'another', 'x', NULL), (8, 'one', 'x', NULL)")
	mustRedo(t, s, change.ID)
	mustExec(t, db, "DELETE FROM hero WHERE id > 6")
	mustEqual(t, dump(t, db), after)
}

// What the database fills in belongs to the change: redo brings it back even
// where the defaults have changed.
func TestDefaultsAreRecorded(t *testing.T) {
	path := copyOf(t, "dirty.db")
	db := other(t, path)
	mustExec(t, db, "ALTER TABLE heroteamlink ADD COLUMN since TEXT DEFAULT 'long ago'")
	mustExec(t, db, "CREATE TRIGGER fill AFTER INSERT ON team BEGIN SELECT 1; END")
	s := mustOpen(t, path)
	before := dump(t, db)
	change := must(t, s, intent.Create{
		Label: "Create", Heroes: []model.Hero{{Name: "Ghost", SecretName: "G"}},
		Links: []intent.NewLink{{Team: intent.Existing(id(1)), Hero: intent.Created(0), Standing: model.Active}, {Team: intent.Existing(id(2)), Hero: intent.Created(0), Standing: model.Training}},
	})
	if got := fmt.Sprint(change.Edits[0].After, change.Edits[1].After, change.Edits[2].After); got != "[25 Ghost new G <nil>] [1 25 <nil> 0 long ago] [2 25 <nil> 1 long ago]" {
		t.Errorf("the change has the rows %s", got)
	}
	after := dump(t, db)
	mustUndo(t, s, change.ID)
	mustEqual(t, dump(t, db), before)
	mustRedo(t, s, change.ID)
	mustEqual(t, dump(t, db), after)
}

func TestColumnsChangeBetweenChangeAndUndo(t *testing.T) {
	for _, test := range []struct {
		name, alter string
		intent      intent.Intent
		want        string // the error, "" for none
	}{
		{"added before undoing an update", "ALTER TABLE heroteamlink ADD COLUMN since TEXT DEFAULT 'now'", graduate, ""},
		{"added before undoing a creation", "ALTER TABLE hero ADD COLUMN cape TEXT DEFAULT 'red'", data.Seed(), ""},
		{"dropped before undoing an update", "ALTER TABLE heroteamlink DROP COLUMN joined", graduate, `Column "joined" of table "heroteamlink" is gone: this change can't be undone.`},
		{"dropped before undoing a creation", "ALTER TABLE hero DROP COLUMN note", data.Seed(), `Column "note" of table "hero" is gone: this change can't be undone.`},
		{"renamed before undoing a creation", "ALTER TABLE team RENAME COLUMN badge TO sign", data.Seed(), `Column "badge" of table "team" is gone: this change can't be undone.`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := copyOf(t, "dirty.db")
			db := other(t, path)
			before := dump(t, db)
			change := must(t, mustOpen(t, path), test.intent)
			after := dump(t, db)
			mustExec(t, db, test.alter)
			altered := dump(t, db)
			s := mustOpen(t, path)
			_, err := s.Undo(t.Context(), change.Ref())
			if test.want != "" {
				if fmt.Sprint(err) != test.want {
					t.Errorf("got %v, want %s", err, test.want)
				}
				mustEqual(t, dump(t, db), altered)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			mustRedo(t, s, change.ID)
			mustEqual(t, dump(t, db), altered)
			mustUndo(t, s, change.ID)
			mustExec(t, db, strings.NewReplacer("ADD COLUMN", "DROP COLUMN", " TEXT DEFAULT 'now'", "", " TEXT DEFAULT 'red'", "").Replace(test.alter))
			mustEqual(t, dump(t, db), before)
			mustRedo(t, mustOpen(t, path), change.ID)
			mustEqual(t, dump(t, db), after)
		})
	}
}

// The history is written for other programs to read: UTC, and the names of the
// columns.
func TestHistoryAsStored(t *testing.T) { engines(t, testHistoryAsStored) }

func testHistoryAsStored(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	change := must(t, s, graduate)
	got := lines(t, other(t, path), "SELECT id, token, at, actor, label, state, count, edits FROM roster_change")
	want := "1 " + change.Token + " 2026-11-22T12:00:01.000000Z " + actorOf(t, "ana@base") + " Spider-Boy: training → active in Z-Force done 1 " +
		`{"v":1,"columns":{"heroteamlink":["team_id","hero_id","is_training"]},` +
		`"names":[["team",1,"Z-Force"],["hero",2,"Spider-Boy"]],"edits":[{"t":"heroteamlink","b":[1,2,` + byEngine(t, "1", "true") + `],"a":[1,2,` + byEngine(t, "0", "false") + `]}]}`
	if len(got) != 1 || got[0] != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(change.Token) != 32 {
		t.Errorf("the token is %q", change.Token)
	}
}

func TestHistoryThatCantBeRead(t *testing.T) { engines(t, testHistoryThatCantBeRead) }

func testHistoryThatCantBeRead(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	change := must(t, s, graduate)
	for _, test := range []struct{ name, edits, want string }{
		{"newer version", `{"v":2,"edits":{}}`, "Change 1 was written by a newer roster: use that one to undo it."},
		{"newer version with the old fields", `{"v":2,"edits":[]}`, "Change 1 was written by a newer roster: use that one to undo it."},
		{"unknown table", `{"v":1,"columns":{"weapon":["id"]},"edits":[{"t":"weapon","b":[1]}]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"more values than columns", `{"v":1,"columns":{"hero":["id"]},"edits":[{"t":"hero","b":[1,2]}]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"a name without its parts", `{"v":1,"columns":{},"names":[["team"]],"edits":[]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"an edit of no row", `{"v":1,"columns":{"team":["name"]},"edits":[{"t":"team"}]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"a row without a key", `{"v":1,"columns":{"hero":["name"]},"edits":[{"t":"hero","b":["x"]}]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"a row with half a key", `{"v":1,"columns":{"heroteamlink":["team_id","is_training"]},"edits":[{"t":"heroteamlink","b":[1,true],"a":[1,false]}]}`, "Change 1 can't be read: its entry in the history is damaged."},
		{"not JSON", `{`, "Change 1 can't be read: its entry in the history is damaged."},
		{"unknown value", `{"v":1,"columns":{"hero":["id"]},"edits":[{"t":"hero","b":[{"moon":"x"}]}]}`, "Change 1 can't be read: its entry in the history is damaged."},
	} {
		t.Run(test.name, func(t *testing.T) {
			mustExec(t, db, "UPDATE roster_change SET edits = $1", test.edits)
			before := dump(t, db)
			_, err := s.Undo(t.Context(), change.Ref())
			if fmt.Sprint(err) != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			mustEqual(t, dump(t, db), before)
		})
	}
}

func TestDemoLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	s, err := data.OpenDemo(t.Context(), data.Options{Schema: schema(t), Actor: "ana@base"})
	if err != nil {
		t.Fatal(err)
	}
	mustNext(t, s, "", "")
	mustHoldSeed(t, s)
	recruit(t, s, "A")
	mustNext(t, s, "A", "")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left %v (%v)", left, err)
	}
}

// A history that another roster began is found, also by a store that was open
// before.
func TestHistoryCreatedByAnotherRoster(t *testing.T) { engines(t, testHistoryCreatedByAnotherRoster) }

func testHistoryCreatedByAnotherRoster(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	early := mustOpen(t, path)
	mustNext(t, early, "", "")
	recruit(t, mustOpen(t, path), "Newcomer")
	mustNext(t, early, "Newcomer", "")
	p, err := early.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 10})
	if err != nil || len(p.Rows) != 1 {
		t.Errorf("listed %d changes, %v", len(p.Rows), err)
	}
}

// mustHoldSeed fails unless the seed's teams, heroes and memberships are as the
// tutorial's program makes them, among more teams and heroes.
func mustHoldSeed(t *testing.T, s *data.Store) {
	t.Helper()
	db := other(t, s.Path())
	for query, want := range map[string]string{
		"SELECT id || name || headquarters FROM team WHERE id < 3 ORDER BY id":                                   "1Z-ForceSister Margaret's Bar 2PreventersSharp Tower",
		"SELECT id || name || secret_name || coalesce(age, '') FROM hero WHERE id < 4 ORDER BY id":               "1DeadpondDive Wilson 2Spider-BoyPedro Parqueador 3Rusty-ManTommy Sharp48",
		"SELECT team_id || hero_id || is_training FROM heroteamlink WHERE hero_id < 4 ORDER BY team_id, hero_id": "110 211 221 230",
		"SELECT count(*) >= 6 FROM team UNION ALL SELECT count(*) >= 13 FROM hero":                               "1 1",
		"SELECT count(*) FROM heroteamlink WHERE team_id NOT IN (SELECT id FROM team)":                           "0",
	} {
		if got := strings.Join(lines(t, db, query), " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// A change is undone only if it is still the one that was shown: another program may
// have given its id to another change meanwhile.
func TestUndoOfAReplacedChange(t *testing.T) { engines(t, testUndoOfAReplacedChange) }

func testUndoOfAReplacedChange(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	shown := must(t, s, graduate)
	mustExec(t, other(t, path), "UPDATE roster_change SET token = 'another' WHERE id = $1", shown.ID)
	for name, undo := range map[string]func() error{
		"undo":   func() error { _, err := s.Undo(t.Context(), shown.Ref()); return err },
		"revert": func() error { _, err := s.Plan(t.Context(), intent.Revert{Change: shown.Ref()}); return err },
	} {
		if err := undo(); model.ErrorCode(err) != model.NothingToUndo {
			t.Errorf("%s: got %v, want that the change is no longer in the history", name, err)
		}
	}
}
