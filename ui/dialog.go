package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"roster/data"
	"roster/internal/safetext"
)

// dialog is a box over the screen that has all the keys while it is open. Its
// answer is a value: what the app does next.
type dialog interface {
	// press takes a key.
	press(msg tea.KeyPressMsg) outcome
	// receive takes in what is pasted, and answers to what the dialog asked for.
	// Those of others pass by.
	receive(msg tea.Msg) tea.Cmd
	// refresh reads anew what the dialog shows of the database, because another
	// program wrote.
	refresh(s *data.Store) tea.Cmd
	// box returns what to draw, for a screen of that many cells and lines.
	box(width, height int) box
}

// outcome is what a key did to a dialog.
type outcome struct {
	done   bool   // it closes
	writes bool   // what the app does next writes: while it can't, the dialog stays
	answer answer // what the app does next, or nil
	cmd    tea.Cmd
}

// answer is what a dialog was answered with. It runs in the app's Update.
type answer func(h dialogHost) tea.Cmd

// dialogHost is what an answer may ask of the app.
type dialogHost interface {
	// ask opens a dialog over the others.
	ask(d dialog)
	// want queues a write.
	want(intent data.Intent) tea.Cmd
	// write queues a job, and the form that waits for it, or nil.
	write(f *form, j job) tea.Cmd
	// choose does an action that was chosen by its name.
	choose(act action) tea.Cmd
	// interrupt quits, but asks first if typed text would be lost.
	interrupt() tea.Cmd
}

// box is what a dialog looks like.
type box struct {
	title string
	lines []string // safe text, which may be styled
	keys  string   // the keys that work
	// The terminal's cursor, where typed is set: a cell of a line.
	typed bool
	x, y  int
}

// deaf is a dialog that asks for nothing.
type deaf struct{}

func (deaf) receive(tea.Msg) tea.Cmd { return nil }

// fixed is a dialog that shows nothing of the database, or what it was when it
// opened: that is what is written only if it is so still.
type fixed struct{}

func (fixed) refresh(*data.Store) tea.Cmd { return nil }

// option is one of the choices of a question.
type option struct {
	key, label string
	answer     answer
}

// scroller is a text of a dialog that may be longer than the screen.
type scroller struct {
	top  int
	seen int // lines on screen when it was drawn last
	long int // lines there are
}

// press scrolls; keys that don't are none of its business.
func (s *scroller) press(key string) {
	last := max(0, s.long-s.seen)
	switch key {
	case "up", "k":
		s.top--
	case "down", "j":
		s.top++
	case "pgup", "ctrl+u":
		s.top -= s.seen
	case "pgdown", "ctrl+d", "space":
		s.top += s.seen
	case "g", "home":
		s.top = 0
	case "G", "end":
		s.top = last
	}
	s.top = max(0, min(s.top, last))
}

// read scrolls a text that is there to be read, or closes it: with the key that opened
// it too, if there is one.
func (s *scroller) read(msg tea.KeyPressMsg, opened ...string) outcome {
	key := msg.String()
	s.press(key)
	return outcome{done: slices.Contains(append(opened, "esc", "enter", "q"), key)}
}

// window returns the lines that fit on a screen of that height beside a border
// and the keys, and the keys that work.
func (s *scroller) window(lines []string, height int, keys string) ([]string, string) {
	s.long, s.seen = len(lines), min(len(lines), max(1, height-6))
	s.top = max(0, min(s.top, s.long-s.seen))
	if s.long > s.seen {
		keys = "↑ ↓ scroll  " + keys
	}
	return lines[s.top : s.top+s.seen], keys
}

// question asks for one of a few options. The keys that are not an option's do
// nothing, esc and n leave everything as it is. None of the options is the key
// that opened the question: a key pressed twice must not consent.
type question struct {
	deaf
	fixed
	title    string
	text     []string
	options  []option
	no       string // what esc is called
	declined answer // what esc does, or nil
	scroller
}

func (q *question) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	for _, o := range q.options {
		if key == o.key {
			return outcome{done: true, answer: o.answer}
		}
	}
	q.scroller.press(key)
	if key == "esc" || key == "n" {
		return outcome{done: true, answer: q.declined}
	}
	return outcome{}
}

// answers returns the keys that answer the question. esc is one where it decides
// something.
func (q *question) answers() []string {
	keys := append(each(q.options, func(o option) string { return o.key }), "n")
	if q.declined != nil {
		keys = append(keys, "esc")
	}
	return keys
}

func (q *question) box(width, height int) box {
	var lines, keys []string
	for _, text := range q.text {
		lines = append(lines, wrap(text, min(60, width-6))...)
	}
	for _, o := range q.options {
		keys = append(keys, o.key+" "+o.label)
	}
	shown, help := q.window(lines, height, strings.Join(append(keys, "esc "+q.no), "  "))
	return box{title: q.title, lines: shown, keys: help}
}

// notice is a text to be read.
type notice struct {
	deaf
	fixed
	title string
	text  string
	scroller
}

func newNotice(title, text string) *notice { return &notice{title: title, text: text} }

func (n *notice) press(msg tea.KeyPressMsg) outcome { return n.read(msg) }

func (n *notice) box(width, height int) box {
	shown, keys := n.window(wrap(n.text, min(72, width-6)), height, "esc close")
	return box{title: n.title, lines: shown, keys: keys}
}

// placed is a box that was drawn, and where.
type placed struct {
	lines []string
	x, y  int // of the terminal's cursor; x is -1 where there is none
}

// overlay draws a dialog's box over the middle of the lines.
func overlay(l *look, lines []string, width int, d dialog) placed {
	b := d.box(width, len(lines))
	keys := l.plainKeys(b.keys)
	inner := max(safetext.Width(b.title)+4, safetext.Width(keys))
	for _, line := range b.lines {
		inner = max(inner, ansi.StringWidth(line))
	}
	inner = min(inner+2, width-2)
	body := make([]string, 0, len(b.lines)+2)
	for _, line := range b.lines {
		body = append(body, " "+fill(line, inner-1))
	}
	body = append(body, safetext.Fit("", inner), l.theme.text(accent, safetext.Fit(" "+keys, inner)))
	framed := frame{width: inner + 2, title: b.title, focused: true}.around(l, body)
	out := append([]string(nil), lines...)
	x, y := (width-inner-2)/2, max(0, (len(lines)-len(framed))/2)
	for i, line := range framed {
		if y+i < len(out) {
			out[y+i] = splice(out[y+i], line, x, inner+2)
		}
	}
	p := placed{lines: out, x: -1}
	if b.typed {
		p.x, p.y = x+2+b.x, y+1+b.y
	}
	return p
}

// latecomer is a dialog that can be open before what it shows has come.
type latecomer interface {
	// awaits reports whether an input has to wait for what the dialog has yet to show.
	awaits(msg tea.Msg) bool
}

// keyName returns the name of the key of a message, "" if it is not of a key.
func keyName(msg tea.Msg) string {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return key.String()
	}
	return ""
}

// asker is a dialog that asks for a decision, now or later.
type asker interface {
	// answers returns the keys that decide what is asked now, nil if nothing is.
	answers() []string
}
