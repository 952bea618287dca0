//go:build unix

package test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/cli"
	"roster/data"
	"roster/ui"
)

// panics is the variable that makes this test program a roster that panics: in a
// "command", or in the "update" of its screen.
const panics = "ROSTER_TEST_PANICS"

// panicking is roster, but for a timer of its screen that panics.
func panicking(where string) int {
	screen := func(ctx context.Context, store *data.Store, opts ui.Options) (ui.State, error) {
		timers := 0
		opts.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			if timers++; where == "update" && timers > 1 {
				panic("a test panics in Update")
			}
			return func() tea.Msg {
				time.Sleep(d)
				if _, quits := msg.(tea.QuitMsg); where == "command" && !quits {
					panic("a test panics in a command")
				}
				return msg
			}
		}
		return ui.Run(ctx, store, opts)
	}
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		panic(err)
	}
	return cli.Main(cli.Program{Schema: string(schema), Screen: screen})
}

// thatPanics runs the roster that panics.
func thatPanics(where string) option {
	return func(p *terminal) {
		program, err := os.Executable()
		if err != nil {
			p.t.Fatal(err)
		}
		p.cmd.Path, p.cmd.Args[0] = program, program
		p.cmd.Env = append(p.cmd.Env, panics+"="+where)
	}
}

// measured runs roster under a shell that prints the settings of the terminal
// before and after it, and roster's process id.
func measured(p *terminal) {
	under(`echo "settings $(stty -g)"; sh -c 'echo "pid $$"; exec "$@"' sh "$@"; code=$?; echo "settings $(stty -g)"; exit $code`)(p)
}

var pidLine = regexp.MustCompile(`(?m)^pid (\d+)\r$`)

// send sends a signal to the roster under the shell.
func (p *terminal) send(s syscall.Signal) {
	p.t.Helper()
	found := pidLine.FindStringSubmatch(p.raw())
	if found == nil {
		p.t.Fatalf("roster's process id is not among what was written")
	}
	pid, err := strconv.Atoi(found[1])
	if err != nil {
		p.t.Fatal(err)
	}
	if err := syscall.Kill(pid, s); err != nil {
		p.t.Fatal(err)
	}
}

var settingsLine = regexp.MustCompile(`settings (\S+)`)

// wantSettings checks that the terminal's settings are those from before.
func (p *terminal) wantSettings() {
	p.t.Helper()
	lines := settingsLine.FindAllString(p.raw(), -1)
	if len(lines) != 2 {
		p.t.Fatalf("the settings were printed %d times, not twice", len(lines))
	}
	if lines[0] != lines[1] {
		p.t.Errorf("the settings are\n%s\nand were\n%s", lines[1], lines[0])
	}
}

// However roster ends, what it said is done is on disk and the terminal is as it
// was: its settings, its screen, and every mode.
func TestEnds(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*terminal){
		"Quit":        func(p *terminal) { p.press("q") },
		"CtrlC":       func(p *terminal) { p.press("\x03") },
		"Terminated":  func(p *terminal) { p.send(syscall.SIGTERM) },
		"Interrupted": func(p *terminal) { p.send(syscall.SIGINT) },
		"HungUp":      func(p *terminal) { p.send(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			roster := start(t, path, measured)
			roster.toggleDeadpond()
			roster.wait("training → active", "u undoes")
			end(roster)
			roster.wantExit(0)
			roster.wantRestored()
			roster.wantSettings()
			wantWhole(t, path, "0")
		})
	}
}

// A signal that ends a program with its stacks does so, after the terminal is as it was.
func TestEndsByFatalSignals(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"Quit": syscall.SIGQUIT, "Abort": syscall.SIGABRT} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			roster := start(t, path, measured)
			roster.toggleDeadpond()
			roster.wait("training → active", "u undoes")
			roster.send(signal)
			roster.wantExit(2)
			roster.wantRestored()
			roster.wantSettings()
			if !strings.Contains(roster.raw(), "goroutine 1 ") {
				t.Errorf("the stacks are missing:\n%s", roster.shown())
			}
			wantWhole(t, path, "0")
		})
	}
}

// wantWhole checks that the database is sound, and what it says of Deadpond.
func wantWhole(t *testing.T, path, training string) {
	t.Helper()
	db := open(t, path)
	if got := ask(t, db, deadpond); got != training {
		t.Errorf("is_training = %s, want %s", got, training)
	}
	if got := ask(t, db, "PRAGMA integrity_check"); got != "ok" {
		t.Errorf("integrity check: %s", got)
	}
	if got := ask(t, db, "SELECT count(*) FROM pragma_foreign_key_check"); got != "0" {
		t.Errorf("%s rows refer to nothing", got)
	}
}

// A panic ends roster with a sentence, and after it with what helps to mend it.
func TestEndsByPanic(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"command", "update"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			roster := start(t, path, thatPanics(where), measured)
			roster.wantExit(1)
			roster.wantRestored()
			roster.wantSettings()
			// An answer of the terminal that came late may stand before it, and the line go on below.
			if !roster.shows("roster: it crashed.") {
				t.Errorf("it does not say so on the screen to which it came back:\n%s", roster.shown())
			}
			// The library prints the panic of an update before more than fits the window.
			if where == "command" && !roster.shows("panic: a test panics in a command") || !strings.Contains(roster.raw(), "a test panics") {
				t.Errorf("it does not say with what it failed:\n%s", roster.shown())
			}
			wantWhole(t, path, "1")
		})
	}
}

// The window is closed over it, with a change on disk.
func TestEndsWithTheWindow(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, path)
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	if err := roster.tty.Close(); err != nil {
		t.Fatal(err)
	}
	roster.waitForEnd()
	wantWhole(t, path, "0")
}

// Killed, roster can't put the terminal back. What it said is done is on disk.
func TestEndsByKill(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, path, measured)
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	roster.send(syscall.SIGKILL)
	roster.wantExit(137)
	wantWhole(t, path, "0")
}

// While another program keeps the database locked, a change waits and says so,
// and gives up in the end with a sentence; roster goes on.
func TestLockKeptWhileOpen(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, "database.db", in(filepath.Dir(path)))
	roster.wait("Deadpond", "◐ training", "Z-Force")
	began := time.Now()
	release := lock(t, path)
	roster.press("\rt")
	roster.wait("Waiting for the database…")
	roster.wait("database.db is locked by another program: wait until it is done, or close it, and try again.")
	if took := time.Since(began); took < 5*time.Second {
		t.Errorf("gave up after %v", took)
	}
	roster.press("?")
	roster.wait("esc close")
	roster.press("\x1b")
	roster.waitFor("no help", func() bool { return !roster.shows("esc close") })
	release()
	roster.waitFor("the rows that the lock kept back", func() bool { return !roster.shows("Press R to try again.") })
	roster.press("t")
	roster.wait("training → active", "u undoes")
	roster.quit()
	wantWhole(t, path, "0")
}

// No one has to wait for the lock who does not want to: what was not written is
// said on leaving.
func TestEndsWhileLocked(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*terminal){
		"CtrlCTwice": func(p *terminal) {
			p.press("\x03")
			p.wait("Quitting as soon as the last change is on disk: press ctrl+c again to quit at once.")
			p.press("\x03")
		},
		"Terminated": func(p *terminal) { p.send(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := sample(t)
			roster := start(t, path, measured)
			roster.wait("Deadpond", "◐ training", "Z-Force")
			release := lock(t, path)
			roster.press("\rtjt")
			roster.wait("Waiting for the database…")
			began := time.Now()
			end(roster)
			roster.wantExit(1)
			if took := time.Since(began); took > 4*time.Second {
				t.Errorf("it took %v to end", took)
			}
			roster.wantRestored()
			roster.wantSettings()
			if said := roster.raw(); !strings.Contains(said, "roster: the last change ") || !strings.Contains(said, "1 change after that were not started, and are not on disk") {
				t.Errorf("it did not say what is not on disk:\n%s", roster.shown())
			}
			release()
			wantWhole(t, path, "1")
		})
	}
}
