package data_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"roster/internal/pgtest"
)

// onPostgres is what the names of tests that run on PostgreSQL begin with, after
// that of the test itself. The rest is the locale.
const onPostgres = "postgres "

// engines runs a test on both engines, beside each other. On PostgreSQL that is in the locale
// that is the furthest from how SQLite orders text.
func engines(t *testing.T, test func(*testing.T)) { onEngines(t, test, pgtest.ICU) }

// locales runs a test on both engines, and on PostgreSQL in each locale.
func locales(t *testing.T, test func(*testing.T)) {
	onEngines(t, test, pgtest.C, pgtest.CUTF, pgtest.ICU)
}

func onEngines(t *testing.T, test func(*testing.T), locales ...pgtest.Locale) {
	t.Parallel()
	names := []string{"sqlite"}
	for _, l := range locales {
		names = append(names, onPostgres+string(l))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// localeOf returns the locale in which a test runs on PostgreSQL, and whether it
// does.
func localeOf(t testing.TB) (pgtest.Locale, bool) {
	for _, l := range []pgtest.Locale{pgtest.CUTF, pgtest.ICU, pgtest.C} {
		name := strings.ReplaceAll(onPostgres+string(l), " ", "_")
		if strings.Contains(t.Name()+"/", "/"+name+"/") || strings.Contains(t.Name(), "/"+name+"#") {
			return l, true
		}
	}
	return "", false
}

// isPostgres reports whether the test runs on PostgreSQL.
func isPostgres(t testing.TB) bool {
	_, is := localeOf(t)
	return is
}

// newPath returns a place for a database that does not exist yet, or has nothing
// in it.
func newPath(t testing.TB) string {
	t.Helper()
	if locale, is := localeOf(t); is {
		return pgtest.Database(t, locale)
	}
	return filepath.Join(t.TempDir(), "database.db")
}

// postgresCopy returns the URL of a database with what a file of testdata holds.
func postgresCopy(t testing.TB, name string, locale pgtest.Locale) string {
	t.Helper()
	if name != "sqlmodel.db" && name != "fields.db" {
		t.Fatalf("%s is a file of SQLite: nothing like it can be on PostgreSQL", name)
	}
	return pgtest.Filled(t, locale, "../testdata/"+strings.TrimSuffix(name, ".db")+"_postgres.sql")
}

// openOther opens the database as another program would, past roster. On a
// server it may issue several statements at once, as on a file.
func openOther(t testing.TB, path string) (*sql.DB, error) {
	if !isPostgres(t) {
		return sql.Open("sqlite", path)
	}
	config, err := pgx.ParseConfig(path)
	if err != nil {
		return nil, err
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	config.RuntimeParams["session_replication_role"] = "replica" // as on SQLite, no one asks for foreign keys
	return stdlib.OpenDB(*config), nil
}

// postgresDump returns every row of the three tables, a row a line.
func postgresDump(t testing.TB, db *sql.DB) string {
	t.Helper()
	out := ""
	for _, table := range []string{"team", "hero", "heroteamlink"} {
		out += strings.Join(lines(t, db, "SELECT '"+table+" ' || r::text FROM "+table+" AS r ORDER BY 1"), "\n") + "\n"
	}
	return out
}

// relations returns what holds the names of everything that was created.
func relations(t testing.TB) string {
	if isPostgres(t) {
		return "(SELECT relname AS name, relkind::text AS type FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS r"
	}
	return "sqlite_schema"
}

// qualifiedName names a table as the statements of roster do: on a server, with its schema.
func qualifiedName(t testing.TB, table string) string {
	return byEngine(t, table, "public."+table)
}

// byEngine returns what one engine says, or the other.
func byEngine(t testing.TB, sqlite, postgres string) string {
	if isPostgres(t) {
		return postgres
	}
	return sqlite
}
