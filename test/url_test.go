//go:build unix

package test

import (
	"strings"
	"testing"

	"roster/internal/pgtest"
)

// A mistake in a URL, and whatever is not as it should be on the server, is one
// sentence that names it.
func TestURLMistakes(t *testing.T) {
	t.Parallel()
	url := pgtest.Filled(t, pgtest.C, sqlmodel)
	other := pgtest.Database(t, pgtest.C)
	if err := pgtest.Exec(other, "CREATE TABLE mission (id INT)"); err != nil {
		t.Fatal(err)
	}
	empty := pgtest.Database(t, pgtest.C)
	host, _, _ := strings.Cut(strings.TrimPrefix(url, "postgres://postgres@"), "/")
	for name, c := range map[string]struct{ url, says string }{
		"Port":     {"postgres://me:pw@127.0.0.1:99999/heroes", "port"},
		"NoPort":   {"postgres://me@127.0.0.1:x/heroes", "port"},
		"SSLMode":  {strings.Replace(url, "disable", "maybe", 1), "sslmode"},
		"Timeout":  {url + "&connect_timeout=soon", "connect_timeout"},
		"Session":  {url + "&target_session_attrs=best", "target_session_attrs"},
		"Unknown":  {url + "&nonsense=1", "nonsense"},
		"Database": {"postgres://postgres@" + host + "/nowhere?sslmode=disable", "there is no such database"},
		"Role":     {"postgres://nobody@" + host + "/postgres?sslmode=disable", "nobody"},
		"Refused":  {"postgres://me@127.0.0.1:1/heroes", "can't be reached"},
		"Host":     {"postgres://me@nowhere.invalid/heroes", "nowhere.invalid"},
		"Others":   {other, "--create"},
		"Empty":    {empty, "is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, t.TempDir(), "list", "--db", c.url)
			t.Log(r.said)
			if r.code != 1 || strings.Count(r.said, "\n") != 1 || !strings.Contains(r.said, c.says) {
				t.Errorf("exit code %d, without %q: %s", r.code, c.says, r.said)
			}
		})
	}
}

// Beside the tables of other programs roster makes its own when it is told to.
func TestCreateBesideOtherTables(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, folder+"/squad.csv", "team,headquarters\nPreventers,Sharp Tower\n")
	for name, args := range map[string][]string{
		"Add": {"add", "team", "Preventers", "--headquarters", "Sharp Tower"}, "Import": {"import", "squad.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := pgtest.Database(t, pgtest.C)
			if err := pgtest.Exec(url, "CREATE TABLE mission (id INT)"); err != nil {
				t.Fatal(err)
			}
			args = append(args, "--db", url)
			if r := run(t, folder, args...); r.code != 1 || !strings.Contains(r.said, "--create") {
				t.Errorf("without --create: exit code %d: %s", r.code, r.said)
			}
			if r := run(t, folder, append(args, "--create")...); r.code != 0 || !strings.Contains(r.said, "beside the tables of another program") {
				t.Fatalf("exit code %d: %s", r.code, r.said)
			}
			lines, err := pgtest.Lines(url, "SELECT name FROM team")
			if err != nil || len(lines) != 1 || lines[0] != "Preventers" {
				t.Errorf("the teams are %q, %v", lines, err)
			}
		})
	}
}
