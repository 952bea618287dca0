package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
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
	return s.copy(t, emptyIn(in))
}

// emptyIn returns what an empty database is a copy of.
func emptyIn(in Locale) string { return "template0 ENCODING 'UTF8' " + in.clause() }

// copy returns a URL for a fresh copy of a template, dropped at the end of the test.
func (s *Server) copy(t testing.TB, template string) string {
	t.Helper()
	name, err := s.createDatabase(template)
	if err != nil {
		t.Fatal(err)
	}
	if !s.alone {
		t.Cleanup(func() {
			if err := s.administer("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		})
	}
	return s.URL(name)
}

// createDatabase creates a database as a copy of a template, and returns its name.
func (s *Server) createDatabase(template string) (string, error) {
	version, err := os.ReadFile(filepath.Join(s.data(), "PG_VERSION"))
	if err != nil {
		return "", err
	}
	if major, err := strconv.Atoi(strings.TrimSpace(string(version))); err == nil && major >= 15 {
		template += " STRATEGY FILE_COPY" // takes a tenth of the time of the other one
	}
	name := fmt.Sprintf("test_%d", s.made.Add(1))
	return name, s.administer("CREATE DATABASE " + name + " TEMPLATE " + template)
}

// administer runs a statement as the [Superuser]. On a shared server that is on one connection
// for all: to connect takes longer than to create a database.
func (s *Server) administer(statement string) error {
	if s.alone {
		return Exec(s.URL(Superuser), statement)
	}
	s.admin.Lock()
	defer s.admin.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if s.admin.conn == nil {
		var err error
		if s.admin.conn, err = pgx.Connect(ctx, s.URL(Superuser)); err != nil {
			return err
		}
	}
	if _, err := s.admin.conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// Filled returns a URL for a database on the [Shared] server in which the script of
// a file was run. It is dropped at the end of the test.
func Filled(t testing.TB, in Locale, file string) string {
	t.Helper()
	return Shared(t).Filled(t, in, file)
}

// Filled returns a URL for a database in which the script of a file was run. The script
// runs once for all tests that share the server.
func (s *Server) Filled(t testing.TB, in Locale, file string) string {
	t.Helper()
	if s.alone {
		url := s.Database(t, in)
		if err := runScript(url, file); err != nil {
			t.Fatal(err)
		}
		return url
	}
	made, _ := s.templates.LoadOrStore(string(in)+" "+file, sync.OnceValues(func() (string, error) { return s.template(in, file) }))
	name, err := made.(func() (string, error))()
	if err != nil {
		t.Fatal(err)
	}
	return s.copy(t, name)
}

// template creates a database in which the script of a file was run, and returns its name.
func (s *Server) template(in Locale, file string) (string, error) {
	name, err := s.createDatabase(emptyIn(in))
	if err == nil {
		err = runScript(s.URL(name), file)
	}
	return name, err
}

// runScript runs the script of a file in the database at a URL.
func runScript(url, file string) error {
	script, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := Exec(url, string(script)); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
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
