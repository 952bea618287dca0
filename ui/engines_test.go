package ui_test

import (
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"roster/data"
	"roster/data/address"
	"roster/internal/pgtest"
)

// engine is what a roster is kept in.
type engine struct {
	seed  func(testing.TB) string // a database that the SQLModel program wrote
	empty func(testing.TB) string // one that roster created
	role  string                  // as whom the server knows the user of the machine
}

// engines are a file, and a server.
func engines() map[string]engine {
	return map[string]engine{"SQLite": {seed: seedFile, empty: emptyFile}, "PostgreSQL": {seedServer, emptyServer, pgtest.Superuser}}
}

// actor returns how the screen names a user of the machine who made a change.
func (e engine) actor(user string) string {
	if e.role == "" {
		return user
	}
	return e.role + " (" + user + ")"
}

// onBoth runs a test on each engine, beside each other: roster is the same on both.
func onBoth(t *testing.T, test func(t *testing.T, on engine)) {
	t.Helper()
	t.Parallel()
	for name, on := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, on)
		})
	}
}

// seedServer returns a database on a server that is what seedFile is.
func seedServer(t testing.TB) string {
	t.Helper()
	return pgtest.Filled(t, pgtest.C, filepath.Join("..", "testdata", "sqlmodel_postgres.sql"))
}

// emptyServer returns a database on a server that is what emptyFile is.
func emptyServer(t testing.TB) string {
	t.Helper()
	url := pgtest.Database(t, pgtest.C)
	store, err := data.Open(t.Context(), url, data.Options{Schema: schema(t), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return url
}

// flag returns the expression for a flag as a number.
func (o other) flag() string {
	if o.onServer {
		return "is_training::integer"
	}
	return "is_training+0"
}

// tables returns the query for how many tables have a name like that.
func (o other) tables(like string) string {
	if o.onServer {
		return "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '" + like + "'"
	}
	return "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE '" + like + "'"
}

// driverOf returns the name under which the other program opens a database.
func driverOf(path string) string {
	if address.IsURL(path) {
		return "pgx"
	}
	return "sqlite"
}

// What a role may not read is not asked for again and again.
func TestUnreadableHistory(t *testing.T) {
	url := seedServer(t)
	d := start(t, url)
	d.press("enter", "t") // makes the history
	for _, statement := range []string{"DROP ROLE IF EXISTS eve", "CREATE ROLE eve LOGIN", "GRANT SELECT ON team, hero, heroteamlink TO eve", "GRANT SET ON PARAMETER session_replication_role TO eve"} {
		d.other.exec(statement)
	}
	t.Cleanup(func() {
		d.other.exec("DROP OWNED BY eve")
		d.other.exec("DROP ROLE eve")
	})
	e := start(t, strings.Replace(url, pgtest.Superuser+"@", "eve@", 1))
	e.press("5")
	e.want("can't be used")
	newest := func() int64 { return e.store.Log().Recent(1)[0].Seq }
	e.look()
	before := newest()
	for range 10 {
		e.look()
	}
	if n := newest() - before; n > 0 {
		t.Errorf("%d statements, and no one wrote", n)
	}
}
