package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Locale is the default sort order of text in a database.
type Locale string

// The locales that tests have databases in.
const (
	C    Locale = "C"
	CUTF Locale = "C.UTF-8"
	ICU  Locale = "ICU en-US"
)

// clause returns how a new database is given the locale.
func (l Locale) clause() string {
	if l == ICU {
		return "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"
	}
	return "LOCALE '" + string(l) + "'"
}

// patience is how long a statement of this package may take. None takes this long
// unless something is broken.
const patience = 60 * time.Second

// Database returns a URL for a fresh and empty database on the [Shared] server. It
// is dropped at the end of the test.
func Database(t testing.TB, in Locale) string {
	t.Helper()
	return Shared(t).Database(t, in)
}

// Database returns a URL for a fresh and empty database. It is dropped at the end of the test,
// even if there are connections to it.
func (s *Server) Database(t testing.TB, in Locale) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", s.made.Add(1))
	s.Exec(t, Superuser, fmt.Sprintf("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' %s", name, in.clause()))
	if !s.alone {
		t.Cleanup(func() { s.Exec(t, Superuser, "DROP DATABASE "+name+" WITH (FORCE)") })
	}
	return s.URL(name)
}

// Filled returns a URL for a database on the [Shared] server in which the script of
// a file was run. It is dropped at the end of the test.
func Filled(t testing.TB, in Locale, file string) string {
	t.Helper()
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	url := Database(t, in)
	if err := Exec(url, string(script)); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return url
}

// Exec runs statements in a database as the [Superuser], each by itself.
func (s *Server) Exec(t testing.TB, database string, statements ...string) {
	t.Helper()
	if err := Exec(s.URL(database), statements...); err != nil {
		t.Fatal(err)
	}
}

// Exec runs statements in the database at a URL on a connection of their own,
// each by itself, as any other program would.
func Exec(url string, statements ...string) error {
	return connected(url, func(ctx context.Context, c *pgx.Conn) error {
		for _, statement := range statements {
			if _, err := c.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
}

// Lines returns what a query finds in the database at a URL: a line for a row, its
// values as PostgreSQL writes them with "|" between, NULL for none.
func Lines(url, query string) (lines []string, err error) {
	err = connected(url, func(ctx context.Context, c *pgx.Conn) error {
		results, err := c.PgConn().Exec(ctx, query).ReadAll()
		if err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		for _, result := range results {
			for _, row := range result.Rows {
				lines = append(lines, joinValues(row))
			}
		}
		return nil
	})
	return lines, err
}

// joinValues joins the values of a row.
func joinValues(row [][]byte) string {
	text := ""
	for i, value := range row {
		if i > 0 {
			text += "|"
		}
		if value == nil {
			text += "NULL"
		} else {
			text += string(value)
		}
	}
	return text
}

// connected does something on a connection of its own.
func connected(url string, do func(context.Context, *pgx.Conn) error) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close(ctx)) }()
	return do(ctx, c)
}
