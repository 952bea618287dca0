package ui_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"roster/internal/pgtest"
)

// driverPair are the same roster in a file and on a server, and a user who does the
// same to both.
type driverPair struct {
	t            *testing.T
	file, server *driver
}

func newDriverPair(t *testing.T, options ...func(*setup)) driverPair {
	t.Helper()
	on := engines()
	asOnServer := func(s *setup) { s.data.Actor = pgtest.Superuser + " (" + s.data.Actor + ")" }
	return driverPair{t, start(t, on["SQLite"].seed(t), append(slices.Clone(options), asOnServer)...), start(t, on["PostgreSQL"].seed(t), options...)}
}

// press presses keys, and compares the screens after each.
func (w driverPair) press(keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		w.file.press(key)
		w.server.press(key)
		w.compare(key)
	}
}

// paste pastes a text, and compares the screens.
func (w driverPair) paste(text string) {
	w.t.Helper()
	for _, d := range []*driver{w.file, w.server} {
		d.send(tea.PasteMsg{Content: text})
		d.drain()
	}
	w.compare("a paste")
}

// compare compares the screens, but for the header: that names the database.
func (w driverPair) compare(after string) {
	w.t.Helper()
	file, server := w.file.screen()[1:], w.server.screen()[1:]
	if !slices.Equal(file, server) {
		w.t.Fatalf("after %s the screen is\n%s\nwith a server, and\n%s\nwith a file", after, strings.Join(server, "\n"), strings.Join(file, "\n"))
	}
}

// Whatever the user does, the screen is the same with a file and with a server.
func TestSameScreensOnBothEngines(t *testing.T) {
	t.Parallel()
	for name, window := range map[string]func(*setup){"60x15": size(60, 15), "100x30": size(100, 30)} {
		t.Run(name, func(t *testing.T) {
			t.Run("Views", func(t *testing.T) {
				t.Parallel()
				w := newDriverPair(t, window)
				for _, view := range []string{"1", "2", "3", "4", "5"} {
					w.press(view, "enter", "down", "s", "S", "f", "f", "s", "G", "g", "esc", "esc")
				}
			})
			t.Run("Session", func(t *testing.T) {
				t.Parallel()
				w := newDriverPair(t, window)
				w.press("enter", "/", "d", "x", "backspace", "enter", "s", "esc", "space", "space", "t", "A", "u", "U", "2", ".", "d", "y", "u", "5", "down", "u", "y", "n", "esc")
				w.press("3", "down", "right", "t", "a", "t", "d", "y", "u", "u", "u", "4", "enter", "t", "R")
			})
			t.Run("Dialogs", func(t *testing.T) {
				t.Parallel()
				w := newDriverPair(t, window)
				w.press("n", "x", "ctrl+s", "esc", "y", "a", "tab", "ctrl+t", "x", "y", "esc", "d", "n", "enter", "e", "Z", "ctrl+s", "ctrl+a", "d", "n", "t", "esc", ":", "t", "e", "a", "m", "esc", "I", "x", "ctrl+t", "enter")
				w.paste(squad)
				w.press("ctrl+t", "enter", "end", "y", "2", "u")
			})
		})
	}
}
