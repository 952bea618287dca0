package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"roster/data"
)

// schema returns the text of schema.sql, which main embeds.
func schema(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// copyOf returns the path of a copy of a file in testdata.
func copyOf(t testing.TB, name string) string {
	t.Helper()
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

// other opens the file as another program would, past roster.
func other(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
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

// dump returns every cell of the three tables, with its type and its bytes.
func dump(t testing.TB, db *sql.DB) string {
	t.Helper()
	out := ""
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		out += dumpQuery(t, db, table, "SELECT * FROM "+table+" ORDER BY 1, 2")
	}
	return out
}

func dumpQuery(t testing.TB, db *sql.DB, name, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for rows.Next() {
		row := make([]any, len(columns))
		for i := range row {
			row[i] = new(any)
		}
		if err := rows.Scan(row...); err != nil {
			t.Fatal(err)
		}
		out += name
		for i := range row {
			out += fmt.Sprintf(" %T:%q", *row[i].(*any), fmt.Sprint(*row[i].(*any)))
		}
		out += "\n"
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// must plans and applies an intent.
func must(t testing.TB, s *data.Store, intent data.Intent) data.Change {
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
func members(t testing.TB, s *data.Store, team int64) []data.Member {
	t.Helper()
	p, err := s.Members(t.Context(), data.Query{List: data.Members, Of: team}, data.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return p.Rows
}

// memberships returns the teams of a hero, by name.
func memberships(t testing.TB, s *data.Store, hero int64) []data.Membership {
	t.Helper()
	p, err := s.Memberships(t.Context(), data.Query{List: data.Memberships, Of: hero}, data.Seek{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return p.Rows
}

// seen is what a person has before the eyes of a team's roster.
func seen(team string, rows ...data.Member) []data.Seen {
	var seen []data.Seen
	for _, m := range rows {
		seen = append(seen, data.Seen{LinkKey: m.Key(), Team: team, Hero: m.Hero.Name})
	}
	return seen
}

var _ = context.Background
