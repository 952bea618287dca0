package data_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/data/sqllog"
	"roster/internal/pgtest"
)

// mentions returns which files of a database's folder have a text in their bytes.
func mentions(t *testing.T, path, text string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, entry := range entries {
		if strings.Contains(content(t, filepath.Join(filepath.Dir(path), entry.Name())), text) {
			files = append(files, entry.Name())
		}
	}
	return files
}

// What was deleted, by roster or by others, is not to be found in the bytes of
// the files any more, in any journal mode, while the database is still open; what
// is there stays as it is, and the history goes on.
func TestClearHistory(t *testing.T) {
	for _, mode := range []string{"delete", "truncate", "persist", "wal"} {
		t.Run(mode, func(t *testing.T) {
			path := altered(t, "PRAGMA journal_mode = "+mode+"; INSERT INTO hero VALUES (9, 'Gone', '"+hush+" of others', NULL); DELETE FROM hero WHERE id = 9")
			s, db := mustOpen(t, path), other(t, path)
			mustExec(t, db, "PRAGMA journal_mode = "+mode)
			stir(t, s)
			for _, row := range lines(t, db, "SELECT id FROM hero WHERE secret_name LIKE '"+hush+"%'") {
				mustExec(t, db, "DELETE FROM heroteamlink WHERE hero_id = "+row+"; DELETE FROM hero WHERE id = "+row)
			}
			before := dump(t, db)
			if got := mentions(t, path, hush); len(got) == 0 {
				t.Fatal("the secret is nowhere: nothing would be shown by its absence")
			}
			n, err := s.ClearHistory(t.Context())
			if err != nil || n != 4 {
				t.Errorf("%d changes were cleared (%v), want 4", n, err)
			}
			if got := mentions(t, path, hush); len(got) > 0 {
				t.Errorf("the secret is still in %q", got)
			}
			mustEqual(t, dump(t, db), before)
			mustNext(t, s, "", "")
			mustUndo(t, s, recruit(t, s, "A").ID)
			mustEqual(t, dump(t, db), before)
			if got := lines(t, db, "PRAGMA journal_mode"); got[0] != mode {
				t.Errorf("the journal mode is %s", got[0])
			}
		})
	}
}

// If there is no history, the file is not touched. If it can't be written,
// that is said.
func TestClearHistoryOfNothing(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	before := content(t, path)
	s := mustOpen(t, path)
	if n, err := s.ClearHistory(t.Context()); n != 0 || err != nil {
		t.Errorf("%d changes were cleared (%v)", n, err)
	}
	if content(t, path) != before {
		t.Error("the file was changed")
	}
	must(t, s, graduate)
	s = mustOpen(t, path, readOnly)
	_, err := s.ClearHistory(t.Context())
	mustSay(t, err, model.ReadOnly, path, "is read-only: opened with --read-only.")
}

// Whoever reads meanwhile has a copy of what will be forgotten: that is said,
// and it can be tried again.
func TestClearHistoryWhileAnotherReads(t *testing.T) {
	t.Parallel()
	path := altered(t, "PRAGMA journal_mode = wal")
	s, db := mustOpen(t, path), other(t, path)
	must(t, s, graduate)
	mustExec(t, db, "BEGIN; SELECT * FROM hero")
	_, err := s.ClearHistory(t.Context())
	want := "The history is empty, but the bytes of what was deleted may still be in " + path + ": another program is reading it. Clear the history again when nothing else has the database open."
	if fmt.Sprint(err) != want || model.ErrorCode(err) != model.Locked {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	mustExec(t, db, "ROLLBACK")
	if n, err := s.ClearHistory(t.Context()); n != 0 || err != nil {
		t.Errorf("%d changes were cleared (%v)", n, err)
	}
	if got := mentions(t, path, "graduated"); len(got) > 0 {
		t.Error(got)
	}
}

// The history is told from the newest change to the oldest, with what is wrong
// in it.
func TestEachChange(t *testing.T) { engines(t, testEachChange) }

func testEachChange(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	s := mustOpen(t, path)
	told := func() (string, error) {
		out := ""
		err := s.History().EachChange(t.Context(), query.Query{List: query.History}, func(c change.Change) error {
			out += fmt.Sprintf("%d %s %s %s %d %s\n", c.ID, c.At.Format("15:04:05"), c.Actor, c.State, c.Count, c.Label)
			return nil
		})
		return out, err
	}
	if out, err := told(); out != "" || err != nil {
		t.Errorf("before the first change: %q, %v", out, err)
	}
	must(t, s, graduate)
	mustUndo(t, s, recruit(t, s, "A").ID)
	out, err := told()
	who := actorOf(t, "ana@base")
	if want := "2 12:00:02 " + who + " undone 1 A\n1 12:00:01 " + who + " done 1 Spider-Boy: training → active in Z-Force\n"; out != want || err != nil {
		t.Errorf("got %q (%v), want %q", out, err, want)
	}
	mustExec(t, other(t, path), "UPDATE roster_change SET at = 'yesterday' WHERE id = 2")
	if out, err := told(); err != nil || !strings.HasPrefix(out, "2 00:00:00 "+who+" undone 1 A\n1 12:00:01 ") {
		t.Errorf("got %q (%v)", out, err)
	}
}

// On a server the owner has the tables rewritten, and no one else can: that is said. A
// role that has no right to the history is not told that it is empty.
func TestPostgresClearHistory(t *testing.T) { postgresOnly(t, testPostgresClearHistory) }

func testPostgresClearHistory(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	must(t, mustOpen(t, path), graduate)
	mustExec(t, db, `DROP ROLE IF EXISTS ana, bob, eve; CREATE ROLE ana LOGIN; CREATE ROLE bob LOGIN; CREATE ROLE eve LOGIN;
		GRANT SELECT, INSERT, UPDATE, DELETE ON team, hero, heroteamlink TO ana, eve; GRANT SELECT, INSERT, UPDATE, DELETE ON roster_change TO ana; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ana;
		GRANT SELECT ON team, hero, heroteamlink, roster_change TO bob`)
	t.Cleanup(func() { mustExec(t, db, "DROP OWNED BY ana, bob, eve; DROP ROLE ana, bob, eve") })
	as := func(role string) *data.Store {
		return mustOpen(t, strings.Replace(path, pgtest.Superuser+"@", role+"@", 1))
	}

	bob := as("bob")
	if p, err := bob.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 5}); err != nil || len(p.Rows) != 1 {
		t.Errorf("a visitor who may read the history reads %d changes (%v)", len(p.Rows), err)
	}
	_, err := bob.ClearHistory(t.Context())
	mustSay(t, err, model.ReadOnly, bob.Path(), `is read-only: the role "bob" can't write to its tables.`)

	eve := as("eve")
	for what, do := range map[string]func() error{
		"list": func() error {
			return eve.History().EachChange(t.Context(), query.Query{List: query.History}, func(change.Change) error { return nil })
		},
		"clear": func() error { _, err := eve.ClearHistory(t.Context()); return err },
	} {
		if err := do(); model.ErrorCode(err) != model.ReadOnly || !strings.Contains(err.Error(), "can't be used: the role has no right to") {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, eve, intent.SetStanding{Members: spiderBoyIn, Standing: model.Training})
	if p, err := eve.History().Changes(t.Context(), query.Query{List: query.History}, query.Seek{Limit: 5}); err != nil || len(p.Rows) != 1 || p.Rows[0].Label != "Spider-Boy: active → training in Preventers" {
		t.Errorf("her own: %v (%v)", p.Rows, err)
	}

	n, err := as("ana").ClearHistory(t.Context())
	if n != 1 || err == nil || !strings.Contains(err.Error(), "The history is empty, but the bytes of what was deleted may still be in") || !strings.Contains(err.Error(), "only the owner of the tables") {
		t.Errorf("another than the owner: %d, %v", n, err)
	}
	files := func() string {
		return strings.Join(lines(t, db, "SELECT string_agg(pg_relation_filenode(c)::text, ' ') FROM unnest(ARRAY['team', 'hero', 'heroteamlink', 'roster_change']::regclass[]) AS c"), "")
	}
	before := strings.Fields(files())
	if _, err := mustOpen(t, path).ClearHistory(t.Context()); err != nil {
		t.Error(err)
	}
	for i, file := range strings.Fields(files()) {
		if file == before[i] {
			t.Errorf("file %d was not rewritten", i)
		}
	}
}

// What a server knows of the values of columns is forgotten too, also of a table that is
// empty by then. Columns keep their types.
func TestClearHistoryClearsStatistics(t *testing.T) {
	postgresOnly(t, testClearHistoryClearsStatistics)
}

func testClearHistoryClearsStatistics(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	db := other(t, path)
	mustExec(t, db, `ALTER TABLE team ADD COLUMN motto VARCHAR(40) COLLATE "C"; CREATE STATISTICS both_names (mcv) ON name, headquarters FROM team`)
	s := mustOpen(t, path)
	for _, name := range []string{"Nobody Else", "Nobody Else"} {
		must(t, s, intent.NewTeam(model.Team{Name: name, Headquarters: "Nowhere Else"}, nil, model.Training))
	}
	must(t, s, intent.NewHero(model.Hero{Name: "Nobody Else", SecretName: "No Secret"}, nil, model.Training))
	known := func() []string {
		return lines(t, db, `SELECT DISTINCT tablename FROM (
			SELECT tablename, concat(most_common_vals, histogram_bounds) AS known FROM pg_stats UNION ALL SELECT tablename, concat(most_common_vals) FROM pg_stats_ext) AS s
			WHERE known LIKE '%Nobody Else%' OR known LIKE '%No Secret%' ORDER BY 1`)
	}
	columns := func() []string {
		return lines(t, db, "SELECT attrelid::regclass, attname, format_type(atttypid, atttypmod), attcollation::regcollation::text FROM pg_attribute WHERE attrelid IN ('team'::regclass, 'roster_change'::regclass) AND attnum > 0 ORDER BY 1, attnum")
	}
	mustExec(t, db, "ANALYZE; DELETE FROM heroteamlink; DELETE FROM hero WHERE name = 'Nobody Else'; DELETE FROM team")
	if got := known(); !slices.Equal(got, []string{"hero", "roster_change", "team"}) {
		t.Fatalf("known before: %q", got)
	}
	before := columns()
	if _, err := s.ClearHistory(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := known(); len(got) > 0 {
		t.Errorf("still known of: %q", got)
	}
	if got := columns(); !slices.Equal(got, before) {
		t.Errorf("the columns are %q, and were %q", got, before)
	}
}

// ANALYZE leaves names in its samples: those of the tables of roster are cleared too.
func TestClearHistoryClearsSamples(t *testing.T) {
	path := altered(t, "INSERT INTO hero VALUES (9, '"+hush+" by name', 'x', NULL); ANALYZE; DELETE FROM hero WHERE id = 9; CREATE TABLE mine (name); CREATE INDEX mine_by_name ON mine (name); INSERT INTO mine VALUES ('mine'); ANALYZE mine")
	s, db := mustOpen(t, path), other(t, path)
	must(t, s, graduate)
	if got := mentions(t, path, hush); len(got) == 0 {
		t.Fatal("the name is nowhere: nothing would be shown by its absence")
	}
	mine := lines(t, db, "SELECT * FROM sqlite_stat4 WHERE tbl = 'mine'")
	if _, err := s.ClearHistory(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := mentions(t, path, hush); len(got) > 0 {
		t.Errorf("the name is still in %q", got)
	}
	if got := lines(t, db, "SELECT * FROM sqlite_stat4 WHERE tbl = 'mine'"); fmt.Sprint(got) != fmt.Sprint(mine) || len(mine) == 0 {
		t.Errorf("of another table: %q, not %q", got, mine)
	}
}

// endingAfter ends a context when the log has been told this.
type endingAfter struct {
	text string
	end  func()
}

func (e endingAfter) Write(p []byte) (int, error) {
	if strings.Contains(string(p), e.text) {
		e.end()
	}
	return len(p), nil
}

// Clearing that ends before the file is rewritten says that the bytes are still there.
func TestClearHistoryInterrupted(t *testing.T) {
	path := copyOf(t, "sqlmodel.db")
	ctx, cancel := context.WithCancel(t.Context())
	s := mustOpen(t, path, func(o *data.Options) { o.Log = sqllog.New(endingAfter{"sqlite_stat3", cancel}) })
	must(t, s, graduate)
	_, err := s.ClearHistory(ctx)
	want := "The history is empty, but the bytes of what was deleted may still be in " + path + ": clearing was interrupted. Clear the history again."
	if fmt.Sprint(err) != want || !s.HasWritten() {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
