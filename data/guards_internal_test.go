package data

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
)

// Every connection is guarded, those that a pool opens later too: a schema is
// not trusted, and none can be made to write into the file's own tables.
func TestEveryConnectionIsGuarded(t *testing.T) {
	file := newSQLiteFile(filepath.Join(t.TempDir(), "a.db"), Options{})
	if _, err := prepareFile(file.path, true); err != nil {
		t.Fatal(err)
	}
	p, err := file.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, pool := range map[string]*sql.DB{"writer": p.writer, "reader": p.reader, "aside": p.aside, "indexer": p.indexer} {
		t.Run(name, func(t *testing.T) {
			mustBeGuarded(t, t.Context(), pool)
		})
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}
}

func mustBeGuarded(t *testing.T, ctx context.Context, pool *sql.DB) {
	for range pool.Stats().MaxOpenConnections {
		c, err := pool.Conn(ctx) // each is kept, so that the next one is another
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for pragma, want := range map[string]int{"trusted_schema": 0, "cell_size_check": 1, "foreign_keys": 1} {
			var got int
			if err := c.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %d (%v), want %d", pragma, got, err, want)
			}
		}
		for _, statement := range []string{"PRAGMA query_only = OFF", "PRAGMA writable_schema = ON"} {
			if _, err := c.ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.ExecContext(ctx, "DELETE FROM sqlite_schema"); err == nil || err.Error() != "SQL logic error: table sqlite_master may not be modified (1)" {
			t.Errorf("the schema could be written: %v", err)
		}
	}
}

// A change that is larger than one value of SQLite can be says so.
func TestTooLarge(t *testing.T) {
	s, err := OpenScratch(t.Context(), Options{Schema: "CREATE TABLE team (id INTEGER PRIMARY KEY, name, headquarters);\n" +
		"CREATE TABLE hero (id INTEGER PRIMARY KEY, name, secret_name, age);\nCREATE TABLE heroteamlink (team_id, hero_id, is_training, PRIMARY KEY (team_id, hero_id));\n"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.read("Test").exec(t.Context(), "SELECT zeroblob(2000000000)")
	err = s.dialect.failure(err)
	if want := "A value is too large for SQLite: nothing was changed in " + s.path + ". Change fewer rows at once, or shorter texts."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Rows that are kept in memory are refused once they are too large together, whatever
// made them so; a row alone, once it needs more than SQLite may take.
func TestMemoryOfRows(t *testing.T) {
	s, err := OpenScratch(t.Context(), Options{Schema: "CREATE TABLE team (id INTEGER PRIMARY KEY, name, headquarters);\n" +
		"CREATE TABLE hero (id INTEGER PRIMARY KEY, name, secret_name, age);\nCREATE TABLE heroteamlink (team_id, hero_id, is_training, PRIMARY KEY (team_id, hero_id));\n"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for sql, want := range map[string]string{
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(40000000) FROM n": "This needs more memory than roster takes: the texts of the rows have more than 256 MB. Choose fewer rows.",
		"SELECT hex(zeroblob(300000000))": s.path + " needs more memory than roster lets a database take (512 MB): a text, a blob or a computed column of it is too large. Look for it with another program.",
	} {
		err := s.dialect.failure(s.read("Test").query(t.Context(), 1, func(cells) error { return nil }, sql))
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", sql, err, want)
		}
	}
}
