package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
)

// dialog is a box over the screen that has all the keys while it is open. Its
// answer is a value: what the app does next, or nil for nothing.
type dialog interface {
	// press takes a key. With done, the dialog closes and answer is its answer.
	press(key string) (done bool, answer answer)
	// box returns the title, the lines and the keys that work, for a screen of
	// that many cells and lines.
	box(width, height int) (title string, lines []string, keys string)
}

// answer is what a dialog was answered with. It runs in the app's Update.
type answer func(a *App) tea.Cmd

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
	title   string
	text    []string
	options []option
	no      string // what esc is called
	scroller
}

func (q *question) press(key string) (bool, answer) {
	for _, o := range q.options {
		if key == o.key {
			return true, o.answer
		}
	}
	q.scroller.press(key)
	return key == "esc" || key == "n", nil
}

func (q *question) box(width, height int) (string, []string, string) {
	var lines, keys []string
	for _, text := range q.text {
		lines = append(lines, wrap(text, min(60, width-6))...)
	}
	for _, o := range q.options {
		keys = append(keys, o.key+" "+o.label)
	}
	shown, help := q.window(lines, height, strings.Join(append(keys, "esc "+q.no), "  "))
	return q.title, shown, help
}

// notice is a text to be read.
type notice struct {
	title string
	text  func(width int) []string
	scroller
}

func (n *notice) press(key string) (bool, answer) {
	n.scroller.press(key)
	return slices.Contains([]string{"esc", "enter", "q", "?"}, key), nil
}

func (n *notice) box(width, height int) (string, []string, string) {
	lines := n.text(min(76, width-6))
	widest := 0
	for _, line := range lines {
		widest = max(widest, safetext.Width(line))
	}
	for i, line := range lines { // the box keeps its width while it scrolls
		lines[i] = safetext.Fit(line, widest)
	}
	shown, keys := n.window(lines, height, "esc close")
	return n.title, shown, keys
}

// overlay draws the dialog's box over the middle of the lines.
func overlay(l *look, lines []string, width int, d dialog) []string {
	title, text, keys := d.box(width, len(lines))
	inner := safetext.Width(title) + 4
	for _, line := range append([]string{keys}, text...) {
		inner = max(inner, safetext.Width(line))
	}
	inner = min(inner+2, width-4)
	body := make([]string, 0, len(text)+2)
	for _, line := range text {
		body = append(body, safetext.Fit(" "+line, inner))
	}
	body = append(body, safetext.Fit("", inner), l.theme.text(accent, safetext.Fit(" "+l.plainKeys(keys), inner)))
	box := frame{width: inner + 2, title: title, focused: true}.around(l, body)
	out := append([]string(nil), lines...)
	x, y := (width-inner-2)/2, max(0, (len(lines)-len(box))/2)
	for i, line := range box {
		if y+i < len(out) {
			out[y+i] = splice(out[y+i], line, x, inner+2)
		}
	}
	return out
}

// wrap breaks a safe text into lines of at most width cells, at spaces where it
// can.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		for line == "" && safetext.Width(word) > width && width > 1 {
			part := strings.TrimSuffix(safetext.Cut(word, width), "…")
			if part == "" {
				break
			}
			lines, word = append(lines, part), word[len(part):]
		}
		switch {
		case line == "":
			line = word
		case safetext.Width(line)+1+safetext.Width(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}
