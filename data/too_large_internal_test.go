package data

import (
	"testing"

	"roster/data/internal/cell"
)

// A change that is larger than one value of SQLite can be says so.
func TestTooLarge(t *testing.T) {
	s, err := OpenScratch(t.Context(), Options{Schema: "CREATE TABLE team (id INTEGER PRIMARY KEY, name, headquarters);\n" +
		"CREATE TABLE hero (id INTEGER PRIMARY KEY, name, secret_name, age);\nCREATE TABLE heroteamlink (team_id, hero_id, is_training, PRIMARY KEY (team_id, hero_id));\n"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.db.Read("Test").Exec(t.Context(), "SELECT zeroblob(2000000000)")
	err = s.db.Engine.Failure(err)
	if want := "A value is too large for SQLite: nothing was changed in " + s.db.Path + ". Change fewer rows at once, or shorter texts."; err == nil || err.Error() != want {
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
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(40000000) FROM n": "This needs too much memory: the texts of the rows are larger than 256 MB. Choose fewer rows.",
		"SELECT hex(zeroblob(300000000))": s.db.Path + " needs more memory than roster lets a database take (512 MB): a text, a blob or a computed column of it is too large. Look for it with another program.",
	} {
		err := s.db.Engine.Failure(s.db.Read("Test").Query(t.Context(), 1, func(cell.Row) error { return nil }, sql))
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", sql, err, want)
		}
	}
}
