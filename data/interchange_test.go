package data_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// content returns the bytes of a file.
func content(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// mustBeAlone checks that nothing lies beside the file: no -wal, no -journal.
func mustBeAlone(t testing.TB, path string) {
	t.Helper()
	beside, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(beside) != 1 {
		t.Errorf("beside the file there is %v (%v)", beside, err)
	}
}

// mustClose closes the store before the test ends.
func mustClose(t testing.TB, s *data.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// readEverything reads all that can be read.
func readEverything(t testing.TB, s *data.Store) {
	t.Helper()
	for _, q := range slices.Concat(queries(query.Teams, id(0)), queries(query.Heroes, id(0)), queries(query.Members, id(2)), queries(query.Memberships, id(2))) {
		whole := listCheck{s, q, readPage(t, s, q, query.Seek{Limit: 1000}).ids}
		whole.backward(t, 9)
		if _, err := s.Reader().Count(t.Context(), q); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Reader().TeamTallies(t.Context(), ids(1, 2)); err != nil {
		t.Error(err)
	}
	if _, err := s.Reader().OtherTeams(t.Context(), ids(1, 2, 3), id(1)); err != nil {
		t.Error(err)
	}
}

// Looking changes nothing.
func TestReadingLeavesTheFileAsItIs(t *testing.T) {
	for _, name := range []string{"sqlmodel.db", "dirty.db"} {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, name)
			before := content(t, path)
			s := mustOpen(t, path)
			readEverything(t, s)
			mustNext(t, s, "", "")
			planned(t, s, intent.SetStanding{Members: seen("Z-Force", members(t, s, id(1))...), Standing: model.Active})
			mustClose(t, s)
			if content(t, path) != before {
				t.Error("the file changed")
			}
			mustBeAlone(t, path)
		})
	}
}

// The statements that SQLModel issues on the tutorial page still do what they
// did, on its own file and on one that roster created.
func TestTutorialAfterRoster(t *testing.T) {
	for name, path := range map[string]string{"sqlmodel.db": copyOf(t, "sqlmodel.db"), "created by roster": seeded(t)} {
		t.Run(name, func(t *testing.T) {
			db := other(t, path)
			mustExec(t, db, "DELETE FROM heroteamlink WHERE team_id = 1 AND hero_id = 2")
			mustExec(t, db, "UPDATE heroteamlink SET is_training = 1 WHERE team_id = 2 AND hero_id = 2")
			s := mustOpen(t, path)
			change := must(t, s, intent.SetStanding{Members: seen("Preventers", members(t, s, id(2))...), Standing: model.Active})
			mustUndo(t, s, change.ID)
			mustClose(t, s)

			const heroByName = "SELECT hero.id, hero.name, hero.secret_name, hero.age FROM hero WHERE hero.name = ?"
			const linksOf = "SELECT heroteamlink.team_id AS heroteamlink_team_id, heroteamlink.hero_id AS heroteamlink_hero_id, " +
				"heroteamlink.is_training AS heroteamlink_is_training FROM heroteamlink WHERE ? = heroteamlink.hero_id"
			mustRead := func(want []string, query string, args ...any) {
				t.Helper()
				if got := slices.Sorted(slices.Values(lines(t, db, query, args...))); !slices.Equal(got, want) {
					t.Errorf("%s %v read %q, want %q", query, args, got, want)
				}
			}
			mustRead([]string{"2 Spider-Boy Pedro Parqueador "}, heroByName, "Spider-Boy")
			mustRead([]string{"1 Z-Force Sister Margaret's Bar"}, "SELECT team.id, team.name, team.headquarters FROM team WHERE team.name = ?", "Z-Force")
			mustExec(t, db, "INSERT INTO heroteamlink (team_id, hero_id, is_training) VALUES (?, ?, ?)", 1, 2, 1)
			mustRead([]string{"1 2 1", "2 2 1"}, linksOf, 2)
			result, err := db.Exec("UPDATE heroteamlink SET is_training=? WHERE team_id=? AND hero_id=?", 0, 2, 2)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := result.RowsAffected(); err != nil || n != 1 {
				t.Errorf("updated %d rows (%v)", n, err)
			}
			mustRead([]string{"1 2 1", "2 2 0"}, linksOf, 2)
			mustLinks(t, path, "(1,1,0) (1,2,1) (2,1,1) (2,2,0) (2,3,0)")
		})
	}
}

// seeded returns the path of a file that roster created and seeded.
func seeded(t testing.TB) string {
	t.Helper()
	path := newPath(t)
	s := mustOpen(t, path, create)
	must(t, s, data.Seed())
	mustClose(t, s)
	return path
}

// A file that roster creates has exactly the columns, foreign keys and indexes
// that SQLModel gives it.
func TestCreatedFileIsWhatSQLModelMakes(t *testing.T) {
	made, want := other(t, seeded(t)), other(t, copyOf(t, "sqlmodel.db"))
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		for name, query := range map[string]string{
			"columns":      "SELECT cid, name, type, \"notnull\", quote(dflt_value), pk, hidden FROM pragma_table_xinfo(?)",
			"foreign keys": "SELECT * FROM pragma_foreign_key_list(?)",
			"indexes":      "SELECT l.name, \"unique\", origin, partial, i.* FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS i ORDER BY 1, 5",
		} {
			t.Run(table+" "+name, func(t *testing.T) {
				got, want := lines(t, made, query, table), lines(t, want, query, table)
				if !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
				if len(want) == 0 && (name != "foreign keys" || table == "heroteamlink") {
					t.Error("there is nothing to compare")
				}
			})
		}
	}
}

func TestCreatedFileIsPrivateAndWAL(t *testing.T) {
	path := seeded(t)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	mustBeAlone(t, path)
	if got := lines(t, other(t, path), "PRAGMA journal_mode"); got[0] != "wal" {
		t.Errorf("the journal mode is %s", got)
	}
}

// The journal mode stays as it was found, also after writing.
func TestJournalModeStays(t *testing.T) {
	for _, mode := range []string{"delete", "wal"} {
		t.Run(mode, func(t *testing.T) {
			path := copyOf(t, "sqlmodel.db")
			db := other(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+mode)
			s := mustOpen(t, path)
			must(t, s, graduate)
			if got := lines(t, db, "PRAGMA journal_mode"); got[0] != mode {
				t.Errorf("the journal mode is %s", got)
			}
		})
	}
}

// The empty file that another program left is set up as it is: its permissions
// are the user's.
func TestEmptyFileIsSetUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path, create)
	must(t, s, data.Seed())
	mustLinks(t, path, "(1,1,0) (2,1,1) (2,2,1) (2,3,0)")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
}

// Create does nothing where the tables exist already.
func TestCreateLeavesTablesAlone(t *testing.T) {
	path := copyOf(t, "dirty.db")
	before := content(t, path)
	mustClose(t, mustOpen(t, path, create))
	if content(t, path) != before {
		t.Error("the file changed")
	}
	if strings.Contains(before, "roster_change") {
		t.Error("testdata/dirty.db has a history")
	}
}
