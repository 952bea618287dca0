//go:build unix

package test

import (
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/pgtest"
)

// A password that is in the file of psql's need not be in the URL.
func TestPasswordFile(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	server.Exec(t, pgtest.Superuser, "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'Sesame/open'")
	file := filepath.Join(t.TempDir(), "passwords")
	write(t, file, "127.0.0.1:*:*:guarded:Sesame/open\n")
	guarded := strings.Replace(url, pgtest.Superuser+"@", pgtest.PasswordRole+"@", 1)
	cmd := command(t, t.TempDir(), "list", "--db", guarded)
	cmd.Env = append(cmd.Env, "PGPASSFILE="+file)
	if got := finish(t, cmd).wantDone(t); !strings.Contains(got, "Preventers") {
		t.Errorf("it printed %q", got)
	}
	if r := run(t, t.TempDir(), "list", "--db", guarded); r.code != 1 || !strings.Contains(r.said, "refuses the role or its password") {
		t.Errorf("without the file: exit code %d: %s", r.code, r.said)
	}
}

// The certificate of the server is checked where the URL, or the environment, says
// so.
func TestTLS(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	root := server.Encrypt(t)
	host := strings.Replace(url, "127.0.0.1", "localhost", 1)
	checked := strings.Replace(host, "sslmode=disable", "sslmode=verify-full&sslrootcert="+root, 1)
	if got := run(t, t.TempDir(), "list", "--db", checked).wantDone(t); !strings.Contains(got, "Preventers") {
		t.Errorf("it printed %q", got)
	}
	cmd := command(t, t.TempDir(), "list", "--db", strings.Replace(host, "?sslmode=disable", "", 1))
	cmd.Env = append(cmd.Env, "PGSSLMODE=verify-full", "PGSSLROOTCERT="+root)
	if got := finish(t, cmd).wantDone(t); !strings.Contains(got, "Preventers") {
		t.Errorf("by the environment it printed %q", got)
	}
	other := pgtest.Start(t, pgtest.Options{}).Encrypt(t)
	for says, url := range map[string]string{
		"signed by unknown authority": strings.Replace(checked, root, other, 1), "for 127.0.0.1": strings.Replace(checked, "localhost", "127.0.0.1", 1),
		"unable to read CA file": checked + ".missing",
	} {
		if r := run(t, t.TempDir(), "list", "--db", url); r.code != 1 || strings.Count(r.said, "\n") != 1 || !strings.Contains(r.said, "can't be opened") || !strings.Contains(r.said, says) {
			t.Errorf("exit code %d, without %q: %s", r.code, says, r.said)
		}
	}
}
