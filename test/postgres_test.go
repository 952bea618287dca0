//go:build unix

package test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"roster/internal/pgtest"
)

// sqlmodel is the script of what the SQLModel program makes on PostgreSQL.
var sqlmodel = filepath.Join("testdata", "sqlmodel_postgres.sql")

// ownServer returns a server of the test's own, and a database on it that the
// SQLModel program made.
func ownServer(t testing.TB, o pgtest.Options) (*pgtest.Server, string) {
	t.Helper()
	server := pgtest.Start(t, o)
	return server, server.Filled(t, pgtest.C, sqlmodel)
}

// shown waits for roster to show the Preventers, and goes to their first.
func (p *terminal) enterPreventers() {
	p.t.Helper()
	p.wait("Deadpond", "◐ training", "Z-Force")
	p.press("\r")
	p.wait("▸ Deadpond")
}

// Two terminals on one server: what is done in one appears in the other as if by
// itself, and the server may stop and start in between.
func TestTwoTerminals(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	first, second := start(t, url), start(t, url)
	first.enterPreventers()
	second.enterPreventers()
	first.press("t")
	first.wait("Deadpond: training → active in Preventers", "u undoes")
	second.wait("▸ Deadpond", "● active", "↻")
	second.wait("3 active", "0 training")

	server.Stop(t, pgtest.Fast)
	for _, roster := range []*terminal{first, second} {
		roster.wait("roster · reconnecting · ")
		roster.wait("▸ Deadpond", "● active")
		roster.press("t")
		roster.wait("Reconnecting: nothing can be changed yet.")
	}
	server.StartAgain(t)
	for _, roster := range []*terminal{first, second} {
		roster.waitFor("no reconnecting", func() bool { return !roster.shows("reconnecting") })
		roster.wait("The server is back")
	}

	second.press("t")
	second.wait("Deadpond: active → training in Preventers", "u undoes")
	first.wait("▸ Deadpond", "◐ training", "↻")
	first.quit()
	second.quit()
}

// If every transaction is serializable, and beside a program that tells no one
// of what it writes, roster does the same.
func TestSharedWithOthers(t *testing.T) {
	t.Parallel()
	for _, isolation := range []string{"read committed", "serializable"} {
		t.Run(isolation, func(t *testing.T) {
			t.Parallel()
			_, url := ownServer(t, pgtest.Options{Settings: []string{"default_transaction_isolation = '" + isolation + "'"}})
			first, second := start(t, url), start(t, url)
			first.enterPreventers()
			second.enterPreventers()
			first.press("t")
			second.wait("▸ Deadpond", "● active", "↻")
			if err := pgtest.Exec(url, "UPDATE heroteamlink SET is_training = TRUE WHERE hero_id = 3"); err != nil {
				t.Fatal(err)
			}
			for _, roster := range []*terminal{first, second} {
				roster.wait("Rusty-Man", "◐ training") // it flashes for a moment, which may be over
				roster.quit()
			}
		})
	}
}

// Connections that are cut are made again: nothing on the screen says more than
// what is so.
func TestConnectionsCut(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	first, second := start(t, url), start(t, url)
	first.enterPreventers()
	second.enterPreventers()
	for n, state := range []string{"● active", "◐ training", "● active"} {
		server.Exec(t, pgtest.Superuser, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roster'")
		first.toggleUntil(fmt.Sprintf("change %d", n+1), state)
		second.wait("▸ Deadpond", state)
	}
	first.quit()
	second.quit()
}

// toggleUntil presses t until the row under the cursor is so. A change that a cut
// connection refused is asked for again once roster is connected: y clears what it said
// before.
func (p *terminal) toggleUntil(what, state string) {
	p.t.Helper()
	done := func() bool { return p.shows("▸ Deadpond", state) }
	refused := func() bool {
		return p.shows("Not done:") || p.shows("nothing can be changed yet") || p.shows("The server is back.")
	}
	for !done() {
		p.press("y")
		p.waitFor("the status cleared", func() bool { return !refused() })
		p.press("t")
		p.waitFor(what+" done or refused", func() bool { return done() || refused() })
		if !done() {
			p.waitFor("a connection", func() bool { return !p.shows("reconnecting") })
		}
	}
}

// A password is on no screen, in no message and in no file of roster's.
func TestPasswordIsMasked(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	const password = "Sesame%2Fopen"
	server.Exec(t, pgtest.Superuser, "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'Sesame/open'")
	guarded := strings.Replace(url, pgtest.Superuser+"@", pgtest.PasswordRole+":"+password+"@", 1)
	folder := t.TempDir()
	home := filepath.Join(folder, "home")
	roster := start(t, guarded, "--log", filepath.Join(folder, "log"), with("HOME="+home, "XDG_STATE_HOME="+home))
	roster.enterPreventers()
	roster.press("tL")
	roster.wait("╭ Statements")
	roster.wait("SELECT")
	server.Stop(t, pgtest.Fast)
	roster.wait("reconnecting")
	title, screen := roster.windowTitle(), roster.raw()
	roster.press("q")
	roster.wantExit(0)
	wrong := run(t, folder, "list", "--db", strings.Replace(guarded, "Sesame", "Wrong", 1))
	server.StartAgain(t)
	refused := run(t, folder, "list", "--db", strings.Replace(guarded, "Sesame", "Wrong", 1))
	misspelt := run(t, folder, "list", "--db", strings.Replace(guarded, "sslmode=disable", "sslmode=maybe", 1))
	misused := run(t, folder, "list", guarded)
	for name, text := range map[string]string{
		"the title": title, "the terminal": screen, "the log": read(t, filepath.Join(folder, "log")), "the server is away": wrong.said, "the password is wrong": refused.said,
		"a setting is wrong": misspelt.said, "an argument is wrong": misused.said, "the files": contents(t, home),
	} {
		if text == "" || strings.Contains(text, "esame") || strings.Contains(text, "Wrong") || strings.Contains(text, "open@") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// contents returns the names and the contents of all files in a folder.
func contents(t *testing.T, folder string) string {
	t.Helper()
	text := ""
	files, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text += file + "\n" + read(t, file) + "\n"
	}
	return text
}
