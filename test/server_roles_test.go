//go:build unix

package test

import (
	"strings"
	"testing"

	"roster/internal/pgtest"
)

// What a role may not do, roster says, and does the rest.
func TestRoles(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t, pgtest.Options{})
	name, err := pgtest.Lines(url, "SELECT current_database()")
	if err != nil {
		t.Fatal(err)
	}
	server.Exec(t, name[0], "CREATE ROLE visitor LOGIN", "GRANT SELECT ON team, hero, heroteamlink TO visitor",
		"CREATE ROLE writer LOGIN", "GRANT SELECT, INSERT, UPDATE, DELETE ON team, hero, heroteamlink TO writer")
	as := func(role string) string { return strings.Replace(url, pgtest.Superuser+"@", role+"@", 1) }

	visitor := start(t, as("visitor"))
	visitor.wait("roster · read-only · ")
	visitor.enterPreventers()
	visitor.press("t")
	visitor.wait(`Read-only: the role "visitor" can't write to its tables.`)

	writer := start(t, as("writer"))
	writer.enterPreventers()
	writer.press("t")
	writer.wait("Deadpond: training → active in Preventers", "u undoes")
	visitor.wait("▸ Deadpond", "● active", "↻")
	writer.press("u")
	writer.wait("Undone: Deadpond")
	writer.quit()
	visitor.quit()
	lines, err := pgtest.Lines(url, "SELECT count(*) FROM pg_tables WHERE tablename = 'roster_change'")
	if err != nil || lines[0] != "0" {
		t.Errorf("a history was made: %q, %v", lines, err)
	}
}

// A server that follows another one is read, and says why it can't be written.
func TestStandbyIsReadOnly(t *testing.T) {
	t.Parallel()
	first, url := ownServer(t, pgtest.Options{})
	second := first.Standby(t)
	there := strings.Replace(url, first.Host(), second.Host(), 1)
	follower, leader := start(t, there), start(t, url)
	follower.wait("roster · read-only · ")
	follower.enterPreventers()
	leader.enterPreventers()
	leader.press("t")
	follower.wait("▸ Deadpond", "● active", "↻")
	follower.press("t")
	follower.wait("Read-only: the server is a standby")
	leader.quit()
	follower.quit()
}
