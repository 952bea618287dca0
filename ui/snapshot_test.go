package ui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"roster/internal/pgtest"
)

// snapshots collects screens, each under a heading, for one golden file.
type snapshots struct {
	*driver
	text strings.Builder
}

func newSnapshots(t *testing.T, path string, options ...func(*setup)) *snapshots {
	t.Helper()
	return &snapshots{driver: start(t, path, options...)}
}

// durationText is how long a statement took, in the statement log.
var durationText = regexp.MustCompile(`[ \d]{6}\.\d\d ms`)

// shot presses keys and takes a picture.
func (a *snapshots) shot(heading string, keys ...string) {
	a.t.Helper()
	a.press(keys...)
	screen := durationText.ReplaceAllString(a.driver.text(), "     ?.?? ms")
	fmt.Fprintf(&a.text, "=== %s\n%s\n", heading, screen)
}

// compare compares the pictures with the golden file.
func (a *snapshots) compare(t *testing.T) {
	t.Helper()
	golden.RequireEqual(t, a.text.String())
}

// The databases that the screens are drawn of.
var databases = map[string]func(testing.TB) string{
	"seed": seedFile, "empty": emptyFile, "hostile": hostileFile,
}

func TestViews(t *testing.T) {
	for name, file := range databases {
		for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, window[0], window[1]), func(t *testing.T) {
				a := newSnapshots(t, file(t), size(window[0], window[1]))
				a.shot("Teams")
				a.shot("Teams, in the roster", "enter")
				a.shot("Heroes", "2")
				a.shot("Heroes, in the teams of a hero", "enter")
				a.shot("Matrix", "3", "down", "right")
				a.shot("Training", "4")
				a.shot("History", "5")
				a.compare(t)
			})
		}
	}
}

func TestScreensOfASession(t *testing.T) {
	for _, window := range [][2]int{{60, 15}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			path := seedFile(t)
			a := newSnapshots(t, path, size(window[0], window[1]))
			a.shot("a filter is being typed", "enter", "/", "d")
			a.shot("a filter that matches nothing", "x")
			a.shot("a filter and a sort, kept", "backspace", "enter", "s")
			a.shot("marks", "esc", "space", "space")
			a.shot("the marks are mixed", "t")
			a.shot("toggled", "A")
			a.shot("undone", "u")
			a.shot("the statement log", "U", "L")
			a.shot("the secrets revealed", "L", "2", ".")
			a.shot("help", "?")
			a.shot("help, scrolled to its end", "end")
			a.compare(t)
		})
	}
}

// Every dialog in every size.
func TestDialogs(t *testing.T) {
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, seedFile(t), size(window[0], window[1]))
			a.shot("a new team", "n")
			a.shot("what is wrong with it", "space", "ctrl+s")
			a.shot("discard it?", "esc")
			a.shot("the picker", "y", "a")
			a.shot("the picker, one marked, as active", "tab", "ctrl+t")
			a.shot("the picker, nobody found", "x", "y")
			a.shot("a deletion", "esc", "d")
			a.shot("a hero, edited", "n", "enter", "e")
			a.shot("a removal of several", "esc", "ctrl+a", "d")
			a.shot("which way", "n", "t")
			a.shot("the palette", "esc", ":", "t", "e", "a", "m")
			a.shot("the help", "esc", "?")
			a.shot("an import", "esc", "I")
			a.shot("of no file, by id", "x", "ctrl+t", "enter")
			a.send(tea.PasteMsg{Content: squad})
			a.shot("a paste", "ctrl+t")
			a.shot("what it would do", "enter")
			a.shot("scrolled to its end", "end")
			a.send(tea.PasteMsg{Content: "unseen"})
			a.press("n", "I")
			a.send(tea.PasteMsg{Content: squad + "Nobody,,1x,maybe,\n"})
			a.shot("another one, with words of its own", "enter")
			a.compare(t)
		})
	}
}

func TestScreensOfAnEarlierUndo(t *testing.T) {
	path := hostileFile(t)
	start(t, path).press("enter", "t")
	for _, window := range [][2]int{{40, 10}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			a := newSnapshots(t, path, size(window[0], window[1]))
			a.shot("a change of an earlier session", "u")
			a.compare(t)
		})
	}
}

func TestScreensReadOnly(t *testing.T) {
	a := newSnapshots(t, seedFile(t), size(60, 15), readOnly)
	a.shot("read-only", "enter", "t")
	a.resize(40, 10)
	a.shot("read-only, in the smallest window")
	a.resize(20, 5)
	a.shot("too small")
	a.compare(t)
}

func TestScreensInASCII(t *testing.T) {
	a := newSnapshots(t, hostileFile(t), inASCII)
	a.shot("Teams")
	a.shot("a member toggled, marks", "G", "enter", "t", "space")
	a.shot("secrets revealed", "2", ".")
	a.shot("the statement log", "1", "L")
	a.shot("a filter of wide characters", "L", "/", "日", "本")
	a.resize(60, 15)
	a.shot("help", "esc", "?")
	a.press("esc", "I")
	a.send(tea.PasteMsg{Content: "hero_id,hero,secret_name\n1,日本,“”\n88,é,·\n"})
	a.shot("an import", "ctrl+t", "enter")
	if text := a.text.String(); strings.ContainsFunc(text, func(r rune) bool { return r > '~' }) {
		t.Errorf("there is more than ASCII:\n%s", text)
	}
	a.compare(t)
}

// port is that of a server on this machine, which differs from run to run.
var port = regexp.MustCompile(`127\.0\.0\.1:\d{5}`)

// What is on screen while the server is away, and after that.
func TestScreensWithoutAServer(t *testing.T) {
	t.Parallel()
	for _, window := range [][2]int{{40, 10}, {60, 15}, {100, 30}} {
		t.Run(fmt.Sprintf("%dx%d", window[0], window[1]), func(t *testing.T) {
			t.Parallel()
			server, url := ownServer(t)
			a := newSnapshots(t, url, size(window[0], window[1]))
			a.press("2", "3", "1", "enter", "space")
			server.Stop(t, pgtest.Fast)
			a.lookUntil("reconn", true)
			a.shot("the server is away")
			a.shot("nothing can be changed", "t")
			a.shot("a view that was read before", "3")
			a.shot("one that was not", "5")
			a.shot("a filter", "2", "/", "d")
			server.StartAgain(t)
			a.lookUntil("reconn", false)
			a.shot("the server is back", "enter")
			golden.RequireEqual(t, port.ReplaceAllString(a.text.String(), "127.0.0.1:00000"))
		})
	}
}
