package ui_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"roster/ui"
)

// terminal is roster as a program, in an emulated terminal.
type terminal struct {
	t       testing.TB
	program *tea.Program
	done    chan error
	sent    int // keys
	app     *watched

	mu     sync.Mutex
	screen *vt.Emulator
	title  string
	bell   bool
	blind  bool // what is written to it is not drawn
}

// openTerminal runs roster on a database until the test ends.
func openTerminal(t testing.TB, path string, options ...func(*setup)) *terminal {
	t.Helper()
	s := newSetup(t, options...)
	store := mustOpen(t, path, s.data)
	screen := vt.NewEmulator(s.width, s.height)
	e := &terminal{t: t, screen: screen, done: make(chan error, 1), app: &watched{App: ui.New(store, s.ui)}}
	screen.SetCallbacks(vt.Callbacks{Title: func(title string) { e.title = title }, Bell: func() { e.bell = true }})
	answers := make(chan struct{})
	go func() { // what the terminal answers to questions, unread, would block it
		defer close(answers)
		_, _ = io.Copy(io.Discard, screen)
	}()
	e.program = tea.NewProgram(e.app,
		tea.WithInput(nil), tea.WithOutput(e), tea.WithWindowSize(s.width, s.height), tea.WithoutSignals(),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color", "LANG=C.UTF-8"}))
	go func() {
		_, err := e.program.Run()
		e.done <- err
	}()
	t.Cleanup(func() {
		e.program.Quit()
		e.waitForEnd()
		if err := screen.InputPipe().(io.Closer).Close(); err != nil {
			t.Error(err)
		}
		<-answers
	})
	return e
}

// waitForEnd waits until the program has ended.
func (e *terminal) waitForEnd() {
	e.t.Helper()
	select {
	case err := <-e.done:
		e.done <- nil
		if err != nil {
			e.t.Error(err)
		}
	case <-time.After(busyIndicator):
		e.t.Fatalf("the program does not end:\n%s", joined(e.app.screen()))
	}
}

// Write takes what the program writes to its terminal. The kernel would turn a
// line feed into a carriage return and a line feed.
func (e *terminal) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.blind {
		return len(p), nil
	}
	if _, err := e.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// press presses keys, without waiting.
func (e *terminal) press(keys ...string) {
	e.t.Helper()
	for _, key := range keys {
		e.sent++
		e.program.Send(keyOf(e.t, key))
	}
}

func (e *terminal) resize(width, height int) {
	e.mu.Lock()
	e.screen.Resize(width, height)
	e.mu.Unlock()
	e.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// lines returns what the terminal shows, by its cells.
func (e *terminal) lines() [][]string {
	lines := make([][]string, e.screen.Height())
	for y := range lines {
		for x := range e.screen.Width() {
			lines[y] = append(lines[y], baseOf(e.screen.CellAt(x, y).Content))
		}
	}
	return lines
}

// want waits until every key is taken and the terminal shows these texts, and
// cell by cell what the app drew.
func (e *terminal) want(texts ...string) {
	e.t.Helper()
	await(e.t, func() string {
		if complaint := e.app.lacks(e.sent, texts...); complaint != "" {
			return complaint
		}
		return e.differs()
	})
}

// differs tells where the terminal does not show what the app drew.
func (e *terminal) differs() string {
	painted := e.app.screen()
	e.mu.Lock()
	defer e.mu.Unlock()
	lines := e.lines()
	if len(lines) != len(painted) {
		return fmt.Sprintf("the app drew %d lines for %d", len(painted), len(lines))
	}
	for y := range lines {
		if !slices.Equal(lines[y], painted[y]) {
			return fmt.Sprintf("line %d of the terminal is\n%q\nand the app drew\n%q", y, lines[y], painted[y])
		}
	}
	return ""
}

// mustHaveBorders checks that on every row of the body the borders stand in the
// columns in which they begin.
func (e *terminal) mustHaveBorders() {
	e.t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	lines := e.lines()
	height := len(lines)
	for x, corner := range lines[1] {
		if corner != "╭" && corner != "╮" {
			continue
		}
		for y := 2; y < height-3; y++ {
			if lines[y][x] != "│" {
				e.t.Fatalf("in column %d of line %d there is %q instead of a border:\n%s", x, y, lines[y][x], joined(lines))
			}
		}
		if bottom := lines[height-3][x]; bottom != "╰" && bottom != "╯" {
			e.t.Fatalf("in column %d the border ends in %q:\n%s", x, bottom, joined(lines))
		}
	}
}

// reportMode is what a terminal says that has grapheme clusters, or that has
// not.
func reportMode(hasGraphemes bool) tea.Msg {
	if hasGraphemes {
		return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}
	}
	return tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized}
}

// In a terminal that counts grapheme clusters and in one that counts runes, the
// borders stand where they should, whatever the names, and after every change
// of the screen.
func TestBordersStandStill(t *testing.T) {
	for name, hasGraphemes := range map[string]bool{"Graphemes": true, "Runes": false} {
		t.Run(name, func(t *testing.T) {
			e := openTerminal(t, hostileFile(t), size(100, 24))
			e.program.Send(reportMode(hasGraphemes))
			e.want("▸ team 21", "hero 21")
			e.mustHaveBorders()
			for _, step := range []struct{ key, text string }{
				{"G", "▸ ﷺ"}, {"up", "▸ 日本"}, {"enter", "1 of 30"}, {"pgdown", "19 of 30"}, {"G", "30 of 30"},
				{"t", "u undoes"}, {"u", "U redoes"}, {"ctrl+a", "30 marked"}, {".", "30 marked"}, {"2", "▸ hero 21"},
				{"pgdown", "▸ plainer"}, {"G", "▸ ﷺ"}, {"?", "esc close"}, {"esc", "▸ ﷺ"}, {"L", "Statements"},
				{"L", "▸ ﷺ"},
			} {
				e.press(step.key)
				e.want(step.text)
				if step.key != "?" && step.key != "L" {
					e.mustHaveBorders()
				}
			}
			for _, window := range [][2]int{{60, 15}, {40, 10}, {200, 60}, {81, 20}} {
				e.resize(window[0], window[1])
				e.want("╭ Heroes")
				e.mustHaveBorders()
			}
			e.mu.Lock()
			defer e.mu.Unlock()
			if graphemes := e.screen.WidthMethod() == ansi.GraphemeWidth; graphemes != hasGraphemes {
				t.Errorf("the terminal counts grapheme clusters: %v", graphemes)
			}
		})
	}
}

// What names the window is as plain as the screen, whatever the file is called.
func TestWindowTitle(t *testing.T) {
	e := openTerminal(t, hostileFile(t))
	e.want("▸ team 21")
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.title != "roster · hostile �31m 日�.db" {
		t.Errorf("the title is %q", e.title)
	}
	mustBePlain(t, "the window's title", e.title)
	if e.bell {
		t.Error("the bell rang")
	}
}
