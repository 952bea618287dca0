package data_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// readOnly is an option of mustOpen.
func readOnly(o *data.Options) { o.ReadOnly = true }

// mustSay checks that an error has the code and says, in one sentence, what is
// wrong with which file.
func mustSay(t testing.TB, err error, code model.Code, path, want string) {
	t.Helper()
	if err == nil {
		t.Fatal("there is no error")
	}
	if model.ErrorCode(err) != code {
		t.Errorf("the code is %d, want %d", model.ErrorCode(err), code)
	}
	want = path + " " + want
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	if strings.ContainsAny(err.Error(), "\r\n") || !strings.HasSuffix(err.Error(), ".") {
		t.Errorf("%q is not a sentence", err)
	}
}

// writeFile makes a file, and returns its path.
func writeFile(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// altered returns the path of a copy of sqlmodel.db that another program altered.
func altered(t testing.TB, statements string) string {
	t.Helper()
	path := copyOf(t, "sqlmodel.db")
	mustExec(t, other(t, path), statements)
	return path
}

// Whatever a file is that roster can't use: it says why, in one sentence, and
// leaves it alone.
func TestOpenRefuses(t *testing.T) {
	whole := content(t, "../testdata/sqlmodel.db")
	const rename = "ALTER TABLE team RENAME TO club; "
	for _, test := range []struct {
		name string
		path string
		code model.Code
		want string
	}{
		{"missing", filepath.Join(t.TempDir(), "none.db"), model.NotFound, "does not exist."},
		{"folder", t.TempDir(), model.CantOpen, "is a folder: choose a database file in it."},
		{"below a file", filepath.Join(writeFile(t, "file", ""), "x.db"), model.CantOpen, "can't be opened: not a directory."},
		{"long name", filepath.Join(t.TempDir(), strings.Repeat("x", 300)), model.CantOpen, "can't be opened: file name too long."},
		{"empty", writeFile(t, "empty.db", ""), model.Empty, "is empty: it has no tables yet."},
		{"empty database", altered(t, "DROP TABLE heroteamlink; DROP TABLE hero; DROP TABLE team; VACUUM"), model.Empty, "is empty: it has no tables yet."},
		{"text", writeFile(t, "notes.txt", strings.Repeat("Deadpond and others.\n", 100)), model.NotARoster, "is not an SQLite database: choose another file. Nothing was changed."},
		{"short text", writeFile(t, "note.txt", "hello"), model.NotARoster, "is not an SQLite database: choose another file. Nothing was changed."},
		{"other tables", altered(t, "DROP TABLE heroteamlink; DROP TABLE hero; DROP TABLE team; CREATE TABLE invoice (id); CREATE TABLE a1 (id); CREATE TABLE a2 (id); CREATE TABLE a3 (id)"), model.NotARoster,
			`is not a roster: it has no table "team", but a1, a2, a3, …. Nothing was changed. To open the tables of another program, use roster adopt. With --create, roster adds its tables beside them.`},
		{"no link table", altered(t, "DROP TABLE heroteamlink"), model.NotARoster, `is not a roster: it has no table "heroteamlink". Nothing was changed. To open the tables of another program, use roster adopt.`},
		{"no column", altered(t, "ALTER TABLE hero DROP COLUMN secret_name"), model.NotARoster, `is not a roster: table "hero" has no column "secret_name". Nothing was changed. To open the tables of another program, use roster adopt.`},
		{"another key of the link", altered(t, "DROP TABLE heroteamlink; CREATE TABLE heroteamlink (id INTEGER PRIMARY KEY, team_id, hero_id, is_training)"), model.NotARoster,
			`is not a roster: the primary key of table "heroteamlink" is not (team_id, hero_id). Nothing was changed.`},
		{"no key of the link", altered(t, "DROP TABLE heroteamlink; CREATE TABLE heroteamlink (team_id, hero_id, is_training)"), model.NotARoster,
			`is not a roster: the primary key of table "heroteamlink" is not (team_id, hero_id). Nothing was changed.`},
		{"another key of the team", altered(t, "DROP TABLE heroteamlink; DROP TABLE team; CREATE TABLE team (id INTEGER, name TEXT PRIMARY KEY, headquarters TEXT); CREATE TABLE heroteamlink (team_id, hero_id, is_training, PRIMARY KEY (hero_id, team_id))"), model.NotARoster,
			`is not a roster: the primary key of table "team" is not (id). Nothing was changed.`},
		{"view", altered(t, rename+"CREATE VIEW team AS SELECT * FROM club"), model.NotARoster, `is not a roster: "team" is a view, not a table. Nothing was changed.`},
		{"view in upper case", altered(t, rename+"CREATE VIEW Team AS SELECT * FROM club"), model.NotARoster, `is not a roster: "team" is a view, not a table. Nothing was changed.`},
		{"truncated", writeFile(t, "half.db", whole[:len(whole)/2]), model.Corrupt, "is damaged: keep a copy of it, and restore a backup."},
		{"damaged", writeFile(t, "holes.db", whole[:100]+strings.Repeat("\x55", 4000)+whole[4100:]), model.Corrupt, "is damaged: keep a copy of it, and restore a backup."},
	} {
		for name, opts := range map[string]data.Options{"": {}, ", read-only": {ReadOnly: true}} {
			t.Run(test.name+name, func(t *testing.T) {
				before := filesAt(t, test.path)
				opts.Schema = schema(t)
				s, err := data.Open(t.Context(), test.path, opts)
				if s != nil {
					t.Error("there is a store")
				}
				mustSay(t, err, test.code, test.path, test.want)
				mustEqual(t, filesAt(t, test.path), before)
			})
		}
	}
}

// filesAt returns the files of a folder with their contents: the folder path,
// or the one that path is in.
func filesAt(t testing.TB, path string) string {
	t.Helper()
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		path = filepath.Dir(path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return "no folder"
	}
	out := ""
	for _, entry := range entries {
		out += fmt.Sprintf("%s %q\n", entry.Name(), content(t, filepath.Join(path, entry.Name())))
	}
	return out
}

func TestOpenRefusesToCreateInAMissingFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "none")
	path := filepath.Join(folder, "roster.db")
	_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), Create: true})
	mustSay(t, err, model.CantOpen, path, "can't be opened: there is no folder "+folder+". Create the folder, or choose another file.")
}

// A file that could not be set up is not left behind.
func TestOpenLeavesNoHalfMadeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	_, err := data.Open(t.Context(), path, data.Options{Schema: "CREATE TABLE team (id);\nCREATE nonsense;\n", Create: true})
	if err == nil {
		t.Error("nonsense is a schema")
	}
	mustEqual(t, filesAt(t, path), "")
}

func TestOpenNamesThatLookLikeURLs(t *testing.T) {
	for _, name := range []string{"a?mode=memory", "a#b", "a%41", "a b", "é", "a&b=c", "file:a", ":memory:", "a'b", `a\b`, "a\nb"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s := mustOpen(t, path, create)
			must(t, s, data.Seed())
			mustClose(t, s)
			if got := filesAt(t, path); !strings.HasPrefix(got, name+" \"SQLite format 3") || strings.Count(got, "\n") != 1+strings.Count(name, "\n") {
				t.Errorf("the folder has %.60q", got)
			}
			if got := members(t, mustOpen(t, path, readOnly), id(2)); len(got) != 3 {
				t.Errorf("read %v", got)
			}
		})
	}
}

// A relative path is where the program stands, whatever comes later.
func TestOpenRelativePath(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	t.Chdir(filepath.Dir(path))
	s := mustOpen(t, "sqlmodel.db")
	if s.Path() != "sqlmodel.db" {
		t.Errorf("the path is %q", s.Path())
	}
	t.Chdir(t.TempDir())
	must(t, s, graduate)
	mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
}

func TestReadOnly(t *testing.T) {
	for _, mode := range []string{"delete", "wal"} {
		t.Run(mode, func(t *testing.T) {
			path := altered(t, "PRAGMA journal_mode = "+mode)
			first := mustOpen(t, path)
			done := must(t, first, graduate)
			undone := recruit(t, first, "A")
			mustUndo(t, first, undone.ID)
			mustClose(t, first)
			before := content(t, path)
			s := mustOpen(t, path, readOnly)
			if s.ReadOnly() != "opened with --read-only" {
				t.Errorf("read-only, because %q", s.ReadOnly())
			}
			readEverything(t, s)
			mustNext(t, s, done.Label, "A")
			change := planned(t, s, intent.SetStanding{Members: seen("Z-Force", members(t, s, id(1))...), Standing: model.Training})
			for name, write := range map[string]func() error{
				"apply": func() error { _, err := s.Apply(t.Context(), change); return err },
				"undo":  func() error { _, err := s.Undo(t.Context(), done.Ref()); return err },
				"redo":  func() error { _, err := s.Redo(t.Context(), undone.Ref()); return err },
			} {
				t.Run(name, func(t *testing.T) {
					mustSay(t, write(), model.ReadOnly, path, "is read-only: opened with --read-only.")
				})
			}
			mustClose(t, s)
			if content(t, path) != before {
				t.Error("the file changed")
			}
		})
	}
}

// hold has another program take a lock, and returns what gives it back.
func hold(t testing.TB, path, statements string) func() {
	t.Helper()
	db := other(t, path)
	mustExec(t, db, statements)
	return func() { mustExec(t, db, "ROLLBACK") }
}

// A file that another program keeps locked fails after five seconds, whole:
// when it is opened, when a write begins, or when it is committed while someone
// reads. The three wait at the same time.
func TestLockedFile(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() { t.Run("opening", openLocked) })
	all.Go(func() { t.Run("reading", readLocked) })
	for name, statements := range map[string]string{
		"beginning a write": "BEGIN IMMEDIATE",
		"committing":        "BEGIN; SELECT * FROM hero",
	} {
		all.Go(func() { t.Run(name, func(t *testing.T) { writeLocked(t, statements) }) })
	}
}

const isLocked = "is locked by another program: wait until it is done, or close it, and try again."

func openLocked(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	release := hold(t, path, "BEGIN EXCLUSIVE")
	before := content(t, path)
	_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t)})
	mustSay(t, err, model.Locked, path, isLocked)
	if content(t, path) != before {
		t.Error("the file changed")
	}
	release()
	mustClose(t, mustOpen(t, path))
}

// Several readings, which open a connection each, wait once, not for each of their
// steps.
func readLocked(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	release := hold(t, path, "BEGIN EXCLUSIVE")
	var all sync.WaitGroup
	var errs [3]error
	began := time.Now()
	all.Go(func() {
		_, errs[0] = s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes}, query.Seek{Limit: 10})
	})
	all.Go(func() {
		_, errs[1] = s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 10})
	})
	all.Go(func() {
		_, errs[2] = s.Reader().Standings(t.Context(), ids(1), ids(1))
	})
	all.Wait()
	if took := time.Since(began); took < 5*time.Second || took > 8*time.Second {
		t.Errorf("they waited for %v", took)
	}
	for _, err := range errs {
		mustSay(t, err, model.Locked, path, isLocked)
	}
	release()
	readEverything(t, s)
}

func writeLocked(t *testing.T, statements string) {
	path := copyOf(t, "sqlmodel.db")
	s, db := mustOpen(t, path), other(t, path)
	change, before := planned(t, s, graduate), dump(t, db)
	release := hold(t, path, statements)
	_, err := s.Apply(t.Context(), change)
	mustSay(t, err, model.Locked, path, isLocked)
	release()
	mustEqual(t, dump(t, db), before)
	mustNext(t, s, "", "")
	if _, err := s.Apply(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	mustNext(t, s, change.Label, "")
	mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
}

// Someone who writes does not keep roster from opening and reading.
func TestOpenWhileAnotherWrites(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	release := hold(t, path, "BEGIN IMMEDIATE; UPDATE hero SET name = 'x'")
	s := mustOpen(t, path)
	if s.ReadOnly() != "" {
		t.Errorf("read-only, because %q", s.ReadOnly())
	}
	readEverything(t, s)
	release()
	must(t, s, graduate)
}

// crashed returns the path of a file that a program left in the middle of a
// change: with a hot journal, and pages of the change in the file already.
func crashed(t testing.TB) string {
	t.Helper()
	path, _ := largeTeam(t, 1200)
	db := other(t, path)
	mustExec(t, db, "PRAGMA cache_size = 2")
	mustExec(t, db, "BEGIN; UPDATE hero SET name = 'spilled ' || id")
	copied := writeFile(t, "crashed.db", content(t, path))
	journal := content(t, path+"-journal")
	mustExec(t, db, "ROLLBACK")
	if content(t, copied) == content(t, path) || !strings.Contains(content(t, copied), "spilled") {
		t.Fatal("no page was spilled")
	}
	if err := os.WriteFile(copied+"-journal", []byte(journal), 0o600); err != nil {
		t.Fatal(err)
	}
	return copied
}

func TestOpenAfterACrash(t *testing.T) {
	path := crashed(t)
	s := mustOpen(t, path)
	heroes, err := s.Reader().Heroes(t.Context(), query.Query{List: query.Heroes, Filter: []string{"spilled"}}, query.Seek{Limit: 1})
	if err != nil || len(heroes.Rows) > 0 {
		t.Errorf("what was not committed is there: %v (%v)", heroes.Rows, err)
	}
	if n, err := s.Reader().Count(t.Context(), query.Query{List: query.Heroes}); err != nil || n != 1203 {
		t.Errorf("there are %d heroes (%v)", n, err)
	}
	must(t, s, graduate)
	mustClose(t, s)
	mustBeAlone(t, path)
}

func TestOpenAfterACrashReadOnly(t *testing.T) {
	path := crashed(t)
	before := filesAt(t, path)
	_, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), ReadOnly: true})
	mustSay(t, err, model.ReadOnly, path, "was left in the middle of a change by a program that crashed ("+path+
		"-journal is still there): open it once where it can be written, without --read-only, and the change is rolled back.")
	if filesAt(t, path) != before {
		t.Error("the files changed")
	}
}

// The file is moved away while it is open.
func TestWriteMovedFile(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	change := planned(t, s, graduate)
	before := content(t, path)
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Apply(t.Context(), change)
	mustSay(t, err, model.FileMoved, path, "was moved or deleted while it was open: quit, and open it where it is now.")
	if content(t, path+".moved") != before {
		t.Error("the file changed")
	}
}

// Several who make the same new roster at once all have it.
func TestConcurrentCreate(t *testing.T) { engines(t, testConcurrentCreate) }

func testConcurrentCreate(t *testing.T) {
	for range 3 {
		path := newPath(t)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				s, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), Create: true, Actor: "ana@base"})
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				p, err := s.Plan(t.Context(), intent.NewTeam(model.Team{Name: fmt.Sprint("Team ", i), Headquarters: "x"}, nil, model.Training))
				if err == nil {
					_, err = s.Apply(t.Context(), p.Change)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := lines(t, other(t, path), "SELECT count(*) FROM team"); got[0] != "4" {
			t.Errorf("%s teams are there", got)
		}
	}
}
