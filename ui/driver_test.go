package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/data"
	"roster/ui"
	"roster/ui/write"
)

// tb is what a helper needs of a test. That of the package rapid has no more.
type tb interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// driver is a user at the keyboard, without a terminal: it feeds messages to
// the app, runs the commands that come back, and looks at the screen after each
// message, as the program would.
type driver struct {
	t             tb
	app           *ui.App
	store         *data.Store
	other         other // another program that has the same database open
	width, height int
	checked       string              // the screen that was found sound last
	truths        map[string][]string // what members read last
	pending       []tea.Cmd           // wanted, not yet run
	answers       []tea.Msg           // of commands that were run, not yet delivered
	timers        *timers
	quit, refused bool
}

// setup is how a test wants roster to start.
type setup struct {
	width, height int
	data          data.Options
	ui            ui.Options
	timers        *timers
}

func size(width, height int) func(*setup) {
	return func(s *setup) { s.width, s.height = width, height }
}

func readOnly(s *setup) { s.data.ReadOnly = true }

func keepSchema(s *setup) { s.data.KeepSchema = true }

func inASCII(s *setup) { s.ui.ASCII = true }

func theme(name string) func(*setup) {
	return func(s *setup) { s.ui.Theme = name }
}

// newSetup returns the start that tests share: 100x30, dark, and timers that only
// the test lets run out.
func newSetup(t testing.TB, options ...func(*setup)) setup {
	t.Helper()
	timers := newTimers()
	s := setup{
		width: 100, height: 30,
		data:   data.Options{Schema: schema(t), Actor: "ana@base", Now: clock()},
		ui:     ui.Options{Theme: "dark", After: timers.after, Now: clock()},
		timers: timers,
	}
	for _, option := range options {
		option(&s)
	}
	return s
}

// start opens roster on a database and reads the first screen.
func start(t testing.TB, path string, options ...func(*setup)) *driver {
	t.Helper()
	s := newSetup(t, options...)
	store := mustOpen(t, path, s.data)
	s.ui.Watch = store.Look // now, and not when there is something to see
	d := &driver{t: t, app: ui.New(store, s.ui), store: store, other: openOther(t, path), timers: s.timers}
	d.pending = append(d.pending, d.app.Init())
	d.resize(s.width, s.height)
	return d
}

// press presses keys, and waits for all answers after each.
func (d *driver) press(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		d.hold(key)
		d.drain()
	}
}

// hold presses keys faster than any answer can come.
func (d *driver) hold(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		d.send(keyOf(d.t, key))
	}
}

// typeText types a text, and waits for all answers after each character.
func (d *driver) typeText(text string) {
	d.t.Helper()
	for _, r := range text {
		d.press(string(r))
	}
}

func (d *driver) resize(width, height int) {
	d.t.Helper()
	d.width, d.height, d.checked = width, height, ""
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	d.drain()
}

// send gives a message to the app, and checks the screen after it.
func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	if _, ok := msg.(tea.QuitMsg); ok {
		d.quit = true
		return
	}
	if done, ok := msg.(write.Done); ok {
		_, d.refused = done.Result.(write.Refused)
	}
	_, cmd := d.app.Update(msg)
	if failure := d.app.Panicked(); failure != "" {
		d.t.Fatal(failure)
	}
	d.pending = append(d.pending, cmd)
	d.screen()
}

// drain runs and delivers everything that is under way, in order, and sees the question
// that is open then.
func (d *driver) drain() {
	d.t.Helper()
	for len(d.pending)+len(d.answers)+len(d.timers.drawn) > 0 {
		if len(d.pending)+len(d.answers) == 0 {
			d.send(take(&d.timers.drawn, 0))
		}
		for len(d.pending) > 0 {
			d.run(0)
		}
		if len(d.answers) > 0 {
			d.deliver(0)
		}
	}
}

// run runs the pending command i, and keeps its answer back.
func (d *driver) run(i int) {
	cmd := take(&d.pending, i)
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		d.pending = append(d.pending, msg...)
	default:
		d.answers = append(d.answers, msg)
	}
}

// deliver gives the app answer i.
func (d *driver) deliver(i int) {
	d.t.Helper()
	d.send(take(&d.answers, i))
}

// take takes element i out of a list.
func take[T any](list *[]T, i int) T {
	taken := (*list)[i]
	*list = append((*list)[:i:i], (*list)[i+1:]...)
	return taken
}

// screen returns the lines on the screen, without their styles. Every screen
// that a test sees is a sound one.
func (d *driver) screen() []string {
	d.t.Helper()
	view := d.app.View()
	if view.Content != d.checked {
		mustHoldInvariants(d.t, view, d.width, d.height)
		d.checked = view.Content
	}
	return strings.Split(ansi.Strip(view.Content), "\n")
}

// text returns the screen as one text, with nothing at the ends of its lines.
func (d *driver) text() string {
	d.t.Helper()
	return trimmed(d.screen())
}

func trimmed(lines []string) string {
	out := ""
	for _, line := range lines {
		out += strings.TrimRight(line, " ") + "\n"
	}
	return out
}

// namedKeys are the keys that are not a character.
var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
}

// keyOf returns the press of a key as tests name it: "t", "ctrl+a", "space".
func keyOf(t tb, name string) tea.KeyPressMsg {
	t.Helper()
	if plain, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(plain)[0], Mod: tea.ModCtrl}
	}
	if plain, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: namedKeys[plain], Mod: tea.ModShift}
	}
	if code, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "space" || name == " " {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if len([]rune(name)) != 1 {
		t.Fatalf("there is no key %q", name)
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}
