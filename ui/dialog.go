package ui

import (
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

// question asks for one of a few options. The keys that are not an option's do
// nothing, esc leaves everything as it is. None of the options is the key that
// opened the question: a key pressed twice must not consent.
type question struct {
	title   string
	text    []string
	options []option
	no      string // what esc is called
}

func (q question) press(key string) (bool, answer) {
	if key == "esc" {
		return true, nil
	}
	for _, o := range q.options {
		if key == o.key {
			return true, o.answer
		}
	}
	return false, nil
}

func (q question) box(width, _ int) (string, []string, string) {
	var lines, keys []string
	for _, text := range q.text {
		lines = append(lines, wrap(text, min(60, width-6))...)
	}
	for _, o := range q.options {
		keys = append(keys, o.key+" "+o.label)
	}
	return q.title, lines, strings.Join(append(keys, "esc "+q.no), "  ")
}

// notice is a text to be read, which may be longer than the screen.
type notice struct {
	title string
	text  func(width int) []string
	top   int
	seen  int // lines on screen when it was drawn last
	long  int // lines there are
}

func (n *notice) press(key string) (bool, answer) {
	last := max(0, n.long-n.seen)
	switch key {
	case "esc", "enter", "q", "?":
		return true, nil
	case "up", "k":
		n.top--
	case "down", "j":
		n.top++
	case "pgup", "ctrl+u":
		n.top -= n.seen
	case "pgdown", "ctrl+d", "space":
		n.top += n.seen
	case "g", "home":
		n.top = 0
	case "G", "end":
		n.top = last
	}
	n.top = max(0, min(n.top, last))
	return false, nil
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
	n.long, n.seen = len(lines), min(len(lines), max(1, height-6))
	n.top = max(0, min(n.top, n.long-n.seen))
	keys := "esc close"
	if n.long > n.seen {
		keys = "↑ ↓ scroll  esc close"
	}
	return n.title, lines[n.top : n.top+n.seen], keys
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
