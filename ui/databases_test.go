package ui_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"roster/data"
	"roster/data/address"
	"roster/internal/hostile"
)

func schema(t testing.TB) string {
	t.Helper()
	return string(mustRead(t, "../schema.sql"))
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// clock moves a second with every look.
func clock() func() time.Time {
	seconds := 0
	return func() time.Time {
		seconds++
		return time.Date(2026, time.November, 22, 12, 0, seconds, 0, time.UTC)
	}
}

// seedFile returns a copy of the database that the SQLModel program wrote.
func seedFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "database.db")
	mustWrite(t, path, mustRead(t, "../testdata/sqlmodel.db"))
	return path
}

// emptyFile returns a database that roster created, without any rows.
func emptyFile(t testing.TB) string {
	t.Helper()
	return newFile(t, "empty.db", func(other) {})
}

// built are the databases that builtOnce made before, by name.
var built = struct {
	sync.Mutex
	files map[string][]byte
}{files: map[string][]byte{}}

// newFile creates a database and fills it. The next one of that name is a copy.
func newFile(t testing.TB, name string, fill func(other)) string {
	t.Helper()
	return builtOnce(t, name, func(path string) {
		store, err := data.Open(t.Context(), path, data.Options{Schema: schema(t), Create: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		o := other{t, mustConnect(t, path), address.IsURL(path)}
		fill(o)
		if err := o.db.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// builtOnce returns a new file that build makes, or a copy of the one of that name
// that it made before.
func builtOnce(t testing.TB, name string, build func(path string)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	built.Lock()
	defer built.Unlock()
	if built.files[name] != nil {
		mustWrite(t, path, built.files[name])
		return path
	}
	build(path)
	built.files[name] = mustRead(t, path)
	return path
}

func mustWrite(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// mustOpen opens a database, and closes it when the test ends.
func mustOpen(t testing.TB, path string, opts data.Options) *data.Store {
	t.Helper()
	store, err := data.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// other is another program that has the database open.
type other struct {
	t        tb
	db       *sql.DB
	onServer bool
}

func openOther(t testing.TB, path string) other {
	t.Helper()
	db := mustConnect(t, path)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return other{t, db, address.IsURL(path)}
}

func mustConnect(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driverOf(path), path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	setting := "PRAGMA busy_timeout = 60000" // roster may be reading
	if address.IsURL(path) {
		setting = "SET session_replication_role = replica" // as to a file, references are nothing to it
	}
	if _, err := db.Exec(setting); err != nil {
		t.Fatal(err)
	}
	return db
}

// exec runs a statement.
func (o other) exec(statement string, args ...any) {
	o.t.Helper()
	if _, err := o.db.Exec(statement, args...); err != nil {
		o.t.Fatalf("%s: %v", statement, err)
	}
}

// rows returns what a query reads, the cells of a row with a space between them.
func (o other) rows(query string, args ...any) []string {
	o.t.Helper()
	rows, err := o.db.Query(query, args...)
	if err != nil {
		o.t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		cells, into := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			o.t.Fatal(err)
		}
		line := ""
		for _, cell := range cells {
			line += " " + cell.String
		}
		out = append(out, line[1:])
	}
	if err := rows.Err(); err != nil {
		o.t.Fatal(err)
	}
	return out
}

// insert writes many rows with one statement.
func (o other) insert(table string, width int, values ...any) {
	o.t.Helper()
	row := "(?" + strings.Repeat(", ?", width-1) + ")"
	o.exec("INSERT INTO "+table+" VALUES "+row+strings.Repeat(", "+row, len(values)/width-1), values...)
}

// hostileFile returns a database whose every text is hostile: a team of each
// name, a hero of each name, and a team of all heroes.
func hostileFile(t testing.TB) string {
	t.Helper()
	return newFile(t, "hostile \u009b31m 日\u202e.db", func(o other) {
		var teams, heroes, links []any
		names := hostile.Names()
		for i, name := range names {
			id := i + 1
			teams = append(teams, id, name, names[(i+3)%len(names)])
			heroes = append(heroes, id, name, names[(i+5)%len(names)], nil)
			links = append(links, 1, id, id%2)
			if id > 1 {
				links = append(links, id, id, 1-id%2, id, id%7+30, 0)
			}
		}
		heroes = append(heroes, 31, "plain", "plain", 31, 32, "plainer", "plain", 7, 33, "wide 日", "plain", nil,
			34, "x", "y", 1, 35, "y", "z", 2, 36, "z", "x", 3)
		o.insert("team", 3, teams...)
		o.insert("hero", 4, heroes...)
		o.insert("heroteamlink", 3, links...)
	})
}

// manyHeroes is how many members the team of manyFile has.
const manyHeroes = 2000

// manyFile returns a database with a team of 2,000 members and a few small
// ones. Cases are mixed, and every tenth name occurs twice.
func manyFile(t testing.TB) string {
	t.Helper()
	return newFile(t, "many.db", func(o other) {
		o.insert("team", 3, 1, "Crowd", "Stadium", 2, "Few", "Hut", 3, "Nobody", "Nowhere")
		var heroes, links []any
		for id := 1; id <= manyHeroes; id++ {
			heroes = append(heroes, id, crowdName(id), fmt.Sprintf("secret %d", id), crowdAge(id))
			links = append(links, 1, id, id%3%2)
		}
		links = append(links, 2, 1, 1, 2, 2, 0, 2, 3, 0)
		o.insert("hero", 4, heroes...)
		o.insert("heroteamlink", 3, links...)
	})
}

// crowdName spreads the names over the ids, so that no order is that of another.
func crowdName(id int) string {
	if id%10 == 0 {
		id--
	}
	n := id * 7919 % 10007
	return fmt.Sprintf("%s %04d", []string{"hero", "Hero", "HERO", "mage"}[n%4], n)
}

func crowdAge(id int) any {
	if id%4 == 0 {
		return nil
	}
	return id * 31 % 90
}
