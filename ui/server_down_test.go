package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roster/internal/pgtest"
)

// ownServer returns a server of the test's own, and a database on it that is what
// seedFile is.
func ownServer(t testing.TB) (*pgtest.Server, string) {
	t.Helper()
	server := pgtest.Start(t, pgtest.Options{Durable: true})
	return server, server.Filled(t, pgtest.C, filepath.Join("..", "testdata", "sqlmodel_postgres.sql"))
}

// lookUntil lets the app look until the screen has a text, or has it no more.
func (d *driver) lookUntil(text string, there bool) {
	d.t.Helper()
	for deadline := time.Now().Add(busyIndicator); strings.Contains(d.text(), text) != there; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.t.Fatalf("%q on the screen is not %v:\n%s", text, there, d.text())
		}
		d.look()
	}
}

// While the server is away the page stays, with the cursor and the marks; what
// would be written is refused with that reason. Then all is live again.
func TestServerGoneAndBack(t *testing.T) {
	t.Parallel()
	for name, window := range map[string]func(*setup){"60x15": size(60, 15), "100x30": size(100, 30)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, url := ownServer(t)
			d := start(t, url, window)
			d.press("enter", "down", "space")
			before := d.screen()
			server.Stop(t, pgtest.Fast)
			d.lookUntil("reconnecting", true)
			if header := d.screen()[0]; !strings.HasPrefix(header, " roster · reconnecting · ") {
				t.Errorf("the header is %q", header)
			}
			d.wantBody(before)
			for _, key := range []string{"t", "n", "a", "e", "d", "u", "U", "I"} {
				d.press(key)
				d.wantStatus("Reconnecting: nothing can be changed yet.")
			}
			d.press("R")
			d.wantStatus("Reconnecting: the screen may be out of date.")
			d.press("up", "down", "tab", "tab")
			d.wantBody(before)
			server.StartAgain(t)
			d.lookUntil("reconnecting", false)
			d.wantBody(before)
			d.want("1 marked")
			if err := pgtest.Exec(url, "UPDATE hero SET age = 49 WHERE id = 3"); err != nil {
				t.Fatal(err)
			}
			d.lookUntil("49", true)
			d.press("t")
			d.wantStatusHolds("u undoes")
		})
	}
}

// wantBody checks that the screen between header and status line is what it was.
func (d *driver) wantBody(before []string) {
	d.t.Helper()
	last := len(before) - 2
	if got, want := trimmed(d.screen()[1:last]), trimmed(before[1:last]); got != want {
		d.t.Fatalf("the screen is\n%s\nand was\n%s", got, want)
	}
}

// wantStatusHolds checks that the status line has a text in it.
func (d *driver) wantStatusHolds(text string) {
	d.t.Helper()
	lines := d.screen()
	if status := lines[len(lines)-2]; !strings.Contains(status, text) {
		d.t.Fatalf("the status is %q, without %q", status, text)
	}
}

// What is typed in a form stays while the server is away, and is saved once it is
// back.
func TestFormWhileTheServerIsGone(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t)
	d := start(t, url)
	d.press("e")
	d.typeText("!")
	server.Kill(t)
	d.lookUntil("reconnecting", true)
	d.typeText("?")
	d.press("ctrl+s")
	d.want("Edit", "Preventers!?")
	d.wantNot("saving…")
	server.StartAgain(t)
	d.lookUntil("reconnecting", false)
	d.want("Preventers!?")
	d.wantNot("server can't be reached")
	d.press("ctrl+s")
	d.wantStatusHolds("u undoes")
	lines, err := pgtest.Lines(url, "SELECT name FROM team WHERE id = 2")
	if err != nil || len(lines) != 1 || lines[0] != "Preventers!?" {
		t.Errorf("on disk: %q, %v", lines, err)
	}
}

// So does the filter that is typed; its rows come when they can be read.
func TestFilterWhileTheServerIsGone(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t)
	d := start(t, url)
	d.press("2")
	server.Stop(t, pgtest.Immediate)
	d.lookUntil("reconnecting", true)
	d.press("/")
	d.typeText("rus")
	d.want("/rus")
	server.StartAgain(t)
	d.lookUntil("reconnecting", false)
	d.want("/rus", "▸ Rusty-Man")
	d.wantNot("Deadpond")
}

// A write that is under way when the server goes is refused with that reason, or
// done: what the screen says is so.
func TestServerGoneBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t)
	d := start(t, url)
	d.press("enter")
	server.Kill(t)
	d.press("t")
	d.want("▸ Deadpond      —  ◐ training", "roster · reconnecting · ")
	d.wantStatus("Not done: the server can't be reached.")
	server.StartAgain(t)
	d.lookUntil("reconnecting", false)
	d.press("t")
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
}

// thousand gives the Preventers so many members more that the last ones have yet to
// be read.
const thousand = `INSERT INTO hero SELECT i, 'Hero ' || i, 'secret ' || i, i % 90 FROM generate_series(10, 1009) AS i;
	INSERT INTO heroteamlink SELECT 2, i, i % 3 = 0 FROM generate_series(10, 1009) AS i`

// A key that needs rows while the server is away is answered when it is back.
func TestKeyWhileTheServerIsGone(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t)
	if err := pgtest.Exec(url, thousand); err != nil {
		t.Fatal(err)
	}
	d := start(t, url)
	d.press("enter")
	server.Stop(t, pgtest.Immediate)
	d.press("G")
	d.lookUntil("reconnecting", true)
	d.want("▸ Deadpond")
	server.StartAgain(t)
	d.lookUntil("reconnecting", false)
	d.want("▸ Spider-Boy", "1,003 of 1,003")
}

// A server that has no connection for a write is there: roster says what is wrong, goes
// on showing what changes, and writes when it gets one.
func TestNoFreeConnection(t *testing.T) {
	t.Parallel()
	server, url := ownServer(t)
	name, err := pgtest.Lines(url, "SELECT current_database()")
	if err != nil {
		t.Fatal(err)
	}
	server.Exec(t, name[0], "CREATE ROLE ana LOGIN", "GRANT ALL ON ALL TABLES IN SCHEMA public TO ana", "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ana", "GRANT CREATE ON SCHEMA public TO ana",
		"GRANT SET ON PARAMETER session_replication_role TO ana") // for the other program of the driver
	d := start(t, strings.Replace(url, pgtest.Superuser+"@", "ana@", 1))
	d.press("enter")
	d.look() // it listens
	server.Exec(t, name[0], "ALTER ROLE ana CONNECTION LIMIT 1")
	d.press("t")
	d.wantStatus("Not done: the server has no free connection.")
	d.wantNot("reconnecting")
	server.Exec(t, name[0], "UPDATE hero SET age = 49 WHERE id = 3")
	d.lookUntil("49  ● active", true)
	server.Exec(t, name[0], "ALTER ROLE ana CONNECTION LIMIT -1")
	d.press("t")
	d.wantStatus("Deadpond: training → active in Preventers · u undoes")
}

// What was picked, or pasted to be imported, waits until the server is back.
func TestDialogsWhileTheServerIsGone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		open, yes, does string
		more            func(d *driver)
	}{
		"Picker": {"a", "enter", "Rusty-Man joins Z-Force in training", func(d *driver) { d.typeText("Rus") }},
		"Import": {"I", "y", "Import pasted text: 1 membership added", func(d *driver) {
			d.paste("hero,team,is_training\nRusty-Man,Z-Force,yes\n")
			d.press("enter")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, url := ownServer(t)
			d := start(t, url)
			d.press("down", c.open)
			c.more(d)
			shown := d.text()
			server.Stop(t, pgtest.Fast)
			d.lookUntil("reconnecting", true)
			d.press(c.yes)
			d.wantStatus("Reconnecting: nothing can be changed yet.")
			if !strings.Contains(d.text(), "Rus") {
				t.Errorf("it is gone:\n%s\nwas\n%s", d.text(), shown)
			}
			server.StartAgain(t)
			d.lookUntil("reconnecting", false)
			d.press(c.yes)
			d.wantStatus(c.does + " · u undoes")
		})
	}
}
