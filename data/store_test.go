package data_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// schemaText is read before a test goes to another folder.
var schemaText, errSchema = os.ReadFile("../schema.sql")

// schema returns the text of schema.sql, which main embeds.
func schema(t testing.TB) string {
	t.Helper()
	if errSchema != nil {
		t.Fatal(errSchema)
	}
	return string(schemaText)
}

// copyOf returns the path of a copy of a file in testdata, or the URL of what is
// the same on PostgreSQL.
func copyOf(t testing.TB, name string) string {
	t.Helper()
	if locale, is := localeOf(t); is {
		return postgresCopy(t, name, locale)
	}
	content, err := os.ReadFile(filepath.Join("../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// mustOpen opens the database and closes it when the test ends.
func mustOpen(t testing.TB, path string, change ...func(*data.Options)) *data.Store {
	t.Helper()
	opts := data.Options{Schema: schema(t), Actor: "ana@base", Now: clock()}
	for _, c := range change {
		c(&opts)
	}
	s, err := data.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// create is an option of mustOpen.
func create(o *data.Options) { o.Create = true }

// clock returns a clock that moves a second with every look.
func clock() func() time.Time {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Second)
		return now
	}
}

// other opens the database as another program would, past roster.
func other(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := openOther(t, path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// mustExec runs a statement of another program.
func mustExec(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// exactly is an SQL expression for a value with its type, and all its bytes
// where quote() would end at a NUL. The driver would read DATETIME text as a
// time and BOOLEAN 2 as true.
const exactly = `typeof(%[1]s) || ' ' || CASE WHEN instr(CAST(%[1]s AS BLOB), X'00') THEN hex(CAST(%[1]s AS BLOB)) ELSE quote(%[1]s) END`

// dump returns every cell of the three tables, a row a line, with its column,
// its type and its bytes.
func dump(t testing.TB, db *sql.DB) string {
	t.Helper()
	if isPostgres(t) {
		return postgresDump(t, db)
	}
	out := ""
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		var cells []string
		for _, column := range lines(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			cells = append(cells, "'"+column+" ' || "+fmt.Sprintf(exactly, `"`+column+`"`))
		}
		rows := lines(t, db, "SELECT '"+table+"', "+strings.Join(cells, " || ', ' || ")+" FROM "+table+" ORDER BY 2")
		out += strings.Join(rows, "\n") + "\n"
	}
	return out
}

// lines returns what a query of other programs reads, the cells of a row side
// by side.
func lines(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		cells, into := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		line := cells[0].String
		for _, cell := range cells[1:] {
			line += " " + cell.String
		}
		out = append(out, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// must plans and applies an intent.
func must(t testing.TB, s *data.Store, intent intent.Intent) change.Change {
	t.Helper()
	p, err := s.Plan(t.Context(), intent)
	if err != nil {
		t.Fatal(err)
	}
	change, err := s.Apply(t.Context(), p.Change)
	if err != nil {
		t.Fatal(err)
	}
	return change
}

// members returns the roster of a team, by name.
func members(t testing.TB, s *data.Store, team model.ID) []model.Member {
	t.Helper()
	p, err := s.Reader().Members(t.Context(), query.Query{List: query.Members, Of: team}, query.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return p.Rows
}

// memberships returns the teams of a hero, by name.
func memberships(t testing.TB, s *data.Store, hero model.ID) []model.Membership {
	t.Helper()
	p, err := s.Reader().Memberships(t.Context(), query.Query{List: query.Memberships, Of: hero}, query.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return p.Rows
}

// seen is what the user sees of a team's roster.
func seen(team string, rows ...model.Member) []model.MembershipRef {
	var seen []model.MembershipRef
	for _, m := range rows {
		seen = append(seen, model.MembershipRef{LinkKey: m.Key(), Team: team, Hero: m.Hero.Name})
	}
	return seen
}

// mustUndo takes a change back.
func mustUndo(t testing.TB, s *data.Store, id int64) {
	t.Helper()
	if _, err := s.Undo(t.Context(), change.Ref{ID: id}); err != nil {
		t.Fatal(err)
	}
}

// mustRedo makes a change again.
func mustRedo(t testing.TB, s *data.Store, id int64) {
	t.Helper()
	if _, err := s.Redo(t.Context(), change.Ref{ID: id}); err != nil {
		t.Fatal(err)
	}
}

// mustEqual compares two texts, and shows the lines that differ.
func mustEqual(t testing.TB, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	is, was := strings.Split(got, "\n"), strings.Split(want, "\n")
	for _, line := range was {
		if !slices.Contains(is, line) {
			t.Errorf("missing: %q", line)
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			t.Errorf("unwanted: %q", line)
		}
	}
	t.Error("the texts differ")
}
