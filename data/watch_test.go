package data_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// mustLook looks, and checks whether another program wrote.
func mustLook(t testing.TB, s *data.Store, want bool) {
	t.Helper()
	changed, err := s.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if changed != want {
		t.Errorf("another program wrote: %v, want %v", changed, want)
	}
}

// journals are the journal modes that files are found in.
var journals = []string{"delete", "wal"}

// copyIn returns the path of a copy of sqlmodel.db in that journal mode.
func copyIn(t testing.TB, journal string) string {
	t.Helper()
	return altered(t, "PRAGMA journal_mode = "+journal)
}

// Commits of others are seen, once each; those of the store's own are not, and
// nothing is that was rolled back.
func TestLook(t *testing.T) {
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			path := copyIn(t, journal)
			db, s := other(t, path), mustOpen(t, path)
			mustLook(t, s, false)
			mustExec(t, db, "UPDATE hero SET age = 30 WHERE id = 1")
			mustLook(t, s, true)
			mustLook(t, s, false)
			change := must(t, s, graduate)
			mustUndo(t, s, change.ID)
			mustLook(t, s, false)
			mustExec(t, db, "BEGIN; UPDATE hero SET age = 31 WHERE id = 1; ROLLBACK")
			mustLook(t, s, false)
			mustExec(t, db, "UPDATE hero SET age = 32 WHERE id = 1")
			mustRedo(t, s, change.ID)
			mustLook(t, s, true)
			must(t, mustOpen(t, path), intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Active}) // another roster
			mustLook(t, s, true)
			mustLook(t, s, false)
		})
	}
}

// A roster that waits is told of each write within moments, also of one right after another.
func TestWatchFile(t *testing.T) {
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			path := copyIn(t, journal)
			db, s := other(t, path), mustOpen(t, path)
			mustLook(t, s, false)
			for age := range 4 {
				mustExec(t, db, fmt.Sprintf("UPDATE hero SET age = %d WHERE id = 1", age))
				began := time.Now()
				for changed := false; !changed; {
					var err error
					if changed, err = s.Watch(t.Context()); err != nil {
						t.Fatal(err)
					}
					if time.Since(began) > 4*time.Second {
						t.Fatalf("write %d was not noticed", age)
					}
				}
			}
		})
	}
}

// A store that can't write looks with a connection of its own, and the file
// stays as it is.
func TestLookReadOnly(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db, s := other(t, path), mustOpen(t, path, readOnly)
	mustLook(t, s, true) // the first one can't know
	mustLook(t, s, false)
	mustExec(t, db, "UPDATE hero SET age = 30 WHERE id = 1")
	before := content(t, path)
	mustLook(t, s, true)
	mustLook(t, s, false)
	if content(t, path) != before {
		t.Error("the file changed")
	}
}

// A history that is kept in memory is no change of the tables.
func TestLookWithoutAHistoryTable(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db, s := other(t, path), mustOpen(t, path, keepSchema)
	change := must(t, s, graduate)
	mustLook(t, s, false)
	mustExec(t, db, "CREATE TABLE mission (id INTEGER PRIMARY KEY)")
	mustLook(t, s, true)
	mustUndo(t, s, change.ID)
	mustNext(t, s, "", change.Label)
}

// A look waits for no lock, and the writes after it wait as before.
func TestLookAtALockedFile(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	db := other(t, path)
	mustExec(t, db, "BEGIN EXCLUSIVE; UPDATE hero SET age = 30 WHERE id = 1")
	began := time.Now()
	mustLook(t, s, false)
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("it took %v", took)
	}
	go func() {
		time.Sleep(300 * time.Millisecond) // the write below has to be waiting by then, or this shows nothing
		if _, err := db.Exec("COMMIT"); err != nil {
			t.Error(err)
		}
	}()
	must(t, s, intent.Assign{Members: []model.MembershipRef{seedMember(id(1), id(3))}, Standing: model.Active})
	mustLook(t, s, true)
}

// Looking again and again leaves the statement log to what people did.
func TestLookIsNotLogged(t *testing.T) {
	s := mustOpen(t, copyOf(t, "sqlmodel.db"))
	before := len(s.Log().Recent(1000))
	mustLook(t, s, false)
	if logged := s.Log().Recent(1000)[before:]; len(logged) > 0 {
		t.Errorf("logged: %q", sqlOf(logged))
	}
}

// If another program altered the tables, nothing is written by what roster knew
// of them: it would lose what it does not know of. It reads them again and goes on,
// unless they are no roster any more.
func TestAlteredTables(t *testing.T) {
	for name, c := range map[string]struct{ alter, back, says string }{
		"Column": {"ALTER TABLE hero ADD COLUMN rank INTEGER", "ALTER TABLE hero DROP COLUMN rank", "Try again."},
		"Trigger": {
			"CREATE TRIGGER follow AFTER DELETE ON hero BEGIN DELETE FROM heroteamlink WHERE hero_id = old.id; END",
			"DROP TRIGGER follow", "Try again.",
		},
		"Renamed": {"ALTER TABLE heroteamlink RENAME TO link", "ALTER TABLE link RENAME TO heroteamlink", "Quit, and open it again."},
	} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db, s := other(t, path), mustOpen(t, path)
			change := planned(t, s, graduate)
			mustExec(t, db, c.alter)
			before := content(t, path)
			_, err := s.Apply(t.Context(), change)
			mustSayOf(t, err, model.SchemaChanged, "Another program altered the tables of "+path+": nothing was changed. "+c.says)
			for range 2 {
				_, err = s.Look(t.Context())
				if name == "Renamed" {
					mustSayOf(t, err, model.SchemaChanged, "Another program altered the tables of "+path+": nothing was changed. "+c.says)
				} else if err != nil {
					t.Error(err)
				}
			}
			if content(t, path) != before {
				t.Error("the file changed")
			}
			mustExec(t, db, c.back)
			mustLook(t, s, true)
			if _, err := s.Apply(t.Context(), change); err != nil {
				t.Error(err)
			}
		})
	}
}

// A watch on a file sees what another program wrote when it looks again, and ends
// with its context.
func TestWatchOnAFile(t *testing.T) {
	t.Parallel()
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	seen, stop := startWatching(t, s)
	defer stop()
	mustExec(t, other(t, path), "UPDATE hero SET age = 7 WHERE id = 1")
	eventually(t, "it sees another program", func() bool { return seen.changes.Load() > 0 })
}

// What others create beside the tables is ignored. That someone dropped
// the history is none either: the next change begins another one.
func TestTablesBesideOurs(t *testing.T) { engines(t, testTablesBesideOurs) }

func testTablesBesideOurs(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db, s := other(t, path), mustOpen(t, path)
	for _, statement := range []string{
		"CREATE INDEX by_age ON hero (age)", "CREATE TABLE mission (id INTEGER PRIMARY KEY)", "CREATE VIEW veterans AS SELECT * FROM hero",
	} {
		mustExec(t, db, statement)
		mustLook(t, s, true)
		change := must(t, s, graduate)
		mustUndo(t, s, change.ID)
	}
	mustExec(t, db, "DROP TABLE roster_change")
	change := must(t, s, graduate)
	mustUndo(t, s, change.ID)
}

// mustSayOf is [mustSay] for a sentence that does not begin with the file.
func mustSayOf(t testing.TB, err error, code model.Code, want string) {
	t.Helper()
	if model.ErrorCode(err) != code || err == nil || err.Error() != want {
		t.Errorf("code %d: %v\nwant code %d: %s", model.ErrorCode(err), err, code, want)
	}
}

// A file that is not where it was takes no change: it would be on no disk. Once
// it is back, all is well again.
func TestFileTakenAway(t *testing.T) {
	for _, journal := range journals {
		for name, c := range map[string]struct {
			harm func(t *testing.T, path string)
			says string
		}{
			"Moved":    {moveAway, "was moved or deleted while it was open: quit, and open it where it is now."},
			"Replaced": {replace, "was replaced by another file while it was open: nothing is written to either. Quit, and open it again."},
		} {
			t.Run(name+" "+journal, func(t *testing.T) {
				path := copyIn(t, journal)
				s := mustOpen(t, path)
				change := planned(t, s, graduate)
				c.harm(t, path)
				_, err := s.Look(t.Context())
				mustSay(t, err, model.FileMoved, path, c.says)
				_, err = s.Apply(t.Context(), change)
				mustSay(t, err, model.FileMoved, path, c.says)
				mustRename(t, path+".moved", path)
				mustLook(t, s, false)
				if _, err := s.Apply(t.Context(), change); err != nil {
					t.Error(err)
				}
				mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
			})
		}
	}
}

// A connection that is opened when the file is gone says so, whatever SQLite makes of it.
func TestReadOfAMissingFile(t *testing.T) {
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			path := copyIn(t, journal)
			s := mustOpen(t, path)
			moveAway(t, path)
			answers := make(chan error)
			for range 8 { // more than there are connections
				go func() {
					_, err := s.Reader().Teams(t.Context(), query.Query{List: query.Teams}, query.Seek{Limit: 10})
					answers <- err
				}()
			}
			for range 8 {
				if err := <-answers; err != nil {
					mustSay(t, err, model.FileMoved, path, "was moved or deleted while it was open: quit, and open it where it is now.")
				}
			}
		})
	}
}

func mustRename(t testing.TB, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func moveAway(t *testing.T, path string) {
	t.Helper()
	mustRename(t, path, path+".moved")
}

// replace puts another database in the file's place, as a backup program does.
func replace(t *testing.T, path string) {
	t.Helper()
	moveAway(t, path)
	if err := os.WriteFile(path, []byte(content(t, copyOf(t, "sqlmodel.db"))), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A file that was cut short is damaged, and takes no change.
func TestFileCutShort(t *testing.T) {
	const damaged = "is damaged: keep a copy of it, and restore a backup."
	for _, journal := range journals {
		for name, c := range map[string]struct {
			left int64
			code model.Code
			says string
		}{
			"Emptied":    {0, model.FileMoved, "was emptied by another program while it was open: nothing is written to it any more. Quit every roster that has it open, then restore a backup with roster restore."},
			"InAPage":    {6000, model.Corrupt, damaged},
			"AfterAPage": {8192, model.Corrupt, damaged},
		} {
			t.Run(name+" "+journal, func(t *testing.T) {
				path := copyIn(t, journal)
				s := mustOpen(t, path)
				change := planned(t, s, graduate)
				if err := os.Truncate(path, c.left); err != nil {
					t.Fatal(err)
				}
				for range 2 {
					_, err := s.Look(t.Context())
					mustSay(t, err, c.code, path, c.says)
				}
				_, err := s.Apply(t.Context(), change)
				mustSay(t, err, c.code, path, c.says)
			})
		}
	}
}

// A file that another program made smaller, as it may, is whole.
func TestFileMadeSmaller(t *testing.T) {
	for _, journal := range journals {
		t.Run(journal, func(t *testing.T) {
			path, _ := largeTeam(t, 1200)
			db := other(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+journal)
			s := mustOpen(t, path)
			size := len(content(t, path))
			mustExec(t, db, "DELETE FROM heroteamlink WHERE hero_id > 3; DELETE FROM hero WHERE id > 3; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
			mustLook(t, s, true)
			if len(content(t, path)) >= size {
				t.Fatal("the file did not shrink: this tests nothing")
			}
			mustLook(t, s, false)
			must(t, s, graduate)
		})
	}
}

// overwrite writes another content into the file, as cp does: the file stays the same one.
func overwrite(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0); err != nil {
		t.Fatal(err)
	}
}

// backupsOf returns the content of a backup that roster makes of a database, and of one
// that cp makes.
func backupsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	s := mustOpen(t, path)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	return map[string]string{"roster backup": content(t, copied), "cp": content(t, path), "no database": strings.Repeat("text\n", 4000)}
}

// A backup that is copied over a file in WAL mode while that is open: nothing more is
// written, and what was in the WAL is never laid over the backup, neither by roster nor
// by another program that has it open too.
func TestFileOverwritten(t *testing.T) {
	path, _ := largeTeam(t, 1200)
	db := other(t, path)
	mustExec(t, db, "PRAGMA journal_mode = WAL")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	backups := backupsOf(t, path)
	original := content(t, path)
	for name, backup := range backups {
		for _, looks := range []bool{true, false} {
			t.Run(fmt.Sprint(name, ", it looks ", looks), func(t *testing.T) {
				folder := t.TempDir()
				path := filepath.Join(folder, "a.db")
				overwriteNew(t, path, original)
				s, db := mustOpen(t, path), other(t, path)
				mustExec(t, db, "CREATE TABLE filler AS SELECT hex(randomblob(2000)) FROM hero") // it is checkpointed
				mustLook(t, s, true)
				change := must(t, s, graduate)
				mustExec(t, db, "UPDATE hero SET name = 'in the WAL ' || id")
				overwrite(t, path, backup)
				const says = "was overwritten by another program while it was open: nothing is written to it any more. Quit every roster that has it open, then restore a backup with roster restore."
				if looks {
					_, err := s.Look(t.Context())
					mustSay(t, err, model.FileMoved, path, says)
				}
				_, err := s.Undo(t.Context(), change.Ref())
				mustSay(t, err, model.FileMoved, path, says)
				mustClose(t, s)
				_ = db.Close() // it can't read its WAL any more
				if content(t, path) != backup {
					t.Error("the backup was written to")
				}
				if name == "no database" {
					return
				}
				again := other(t, path)
				if got := lines(t, again, "PRAGMA integrity_check"); got[0] != "ok" {
					t.Errorf("it is damaged: %.3q", got)
				}
				if got := lines(t, again, "SELECT count(*) FROM hero WHERE name LIKE 'in the WAL%'"); got[0] != "0" {
					t.Errorf("%s heroes are from the WAL", got[0])
				}
			})
		}
	}
}

func overwriteNew(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Another file that is put in the place of one in WAL mode is not given what the WAL of
// that has; it goes where it belongs.
func TestFileReplacedBeforeItsEnd(t *testing.T) {
	path := copyIn(t, "wal")
	s := mustOpen(t, path)
	must(t, s, graduate)
	replace(t, path)
	before := content(t, path)
	mustClose(t, s)
	if content(t, path) != before {
		t.Error("the new file was written to")
	}
	mustLinks(t, path, "(1,1,0) (1,2,1) (2,1,1) (2,2,0) (2,3,0)")
	mustRename(t, path+".moved", path)
	mustLinks(t, path, "(1,1,0) (1,2,0) (2,1,1) (2,2,0) (2,3,0)")
}

// What others write to a file in WAL mode, and check into it, is no other content.
func TestCheckpointsAreNotOverwrites(t *testing.T) {
	path := copyIn(t, "wal")
	s, db := mustOpen(t, path), other(t, path)
	for i := range 200 {
		mustExec(t, db, fmt.Sprintf("CREATE TABLE t%d AS SELECT hex(randomblob(9000)) AS a", i))
		switch i % 5 {
		case 0:
			mustExec(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
		case 1:
			mustExec(t, db, "PRAGMA wal_checkpoint(PASSIVE)")
		case 2:
			mustExec(t, db, "VACUUM")
		case 3:
			mustExec(t, db, fmt.Sprintf("DROP TABLE t%d", i/2))
		}
		mustLook(t, s, true)
		mustUndo(t, s, must(t, s, graduate).ID)
	}
}
