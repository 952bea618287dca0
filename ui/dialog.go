package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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
	// box returns what to draw, for a screen of that many cells and lines.
	box(width, height int) box
}

// outcome is what a key did to a dialog.
type outcome struct {
	done   bool   // it closes
	answer answer // what the app does next, or nil
	cmd    tea.Cmd
}

// answer is what a dialog was answered with. It runs in the app's Update.
type answer func(a *App) tea.Cmd

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

// option is one of the choices of a question.
type option struct {
	key, label string
	answer     answer
}

// question asks for one of a few options. The keys that are not an option's do
// nothing, esc leaves everything as it is. None of the options is the key that
// opened the question: a key pressed twice must not consent.
type question struct {
	deaf
	title   string
	text    []string
	options []option
	no      string // what esc is called
}

func (q question) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	for _, o := range q.options {
		if key == o.key {
			return outcome{done: true, answer: o.answer}
		}
	}
	return outcome{done: key == "esc" || key == "n"}
}

func (q question) box(width, _ int) box {
	var lines, keys []string
	for _, text := range q.text {
		lines = append(lines, wrap(text, min(60, width-6))...)
	}
	for _, o := range q.options {
		keys = append(keys, o.key+" "+o.label)
	}
	return box{title: q.title, lines: lines, keys: strings.Join(append(keys, "esc "+q.no), "  ")}
}

// scroll is which part of a text too long for its box is seen.
type scroll struct{ top, seen, long int }

// press moves the part that is seen. It returns false for other keys.
func (s *scroll) press(key string) bool {
	switch key {
	case "up":
		s.top--
	case "down":
		s.top++
	case "pgup":
		s.top -= s.seen
	case "pgdown":
		s.top += s.seen
	case "home":
		s.top = 0
	case "end":
		s.top = s.long
	default:
		return false
	}
	s.top = max(0, min(s.top, s.long-s.seen))
	return true
}

// part returns the lines that are seen where room for so many is.
func (s *scroll) part(lines []string, room int) []string {
	s.long, s.seen = len(lines), min(len(lines), max(1, room))
	s.top = max(0, min(s.top, s.long-s.seen))
	return lines[s.top : s.top+s.seen]
}

// hint says how to scroll, where there is more than is seen.
func (s *scroll) hint() string {
	if s.long > s.seen {
		return "↑ ↓ scroll  "
	}
	return ""
}

// notice is a text to be read, which may be longer than the screen.
type notice struct {
	deaf
	title string
	text  string
	scroll
}

func (n *notice) press(msg tea.KeyPressMsg) outcome {
	key := msg.String()
	n.scroll.press(key)
	return outcome{done: key == "esc" || key == "enter" || key == "q"}
}

func (n *notice) box(width, height int) box {
	lines := n.part(wrap(n.text, min(72, width-6)), height-6)
	return box{title: n.title, lines: lines, keys: n.hint() + "esc close"}
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

// fill makes a styled line exactly width cells.
func fill(line string, width int) string {
	if over := ansi.StringWidth(line); over > width {
		return ansi.Truncate(line, width, "…") + ansi.ResetStyle
	} else {
		return line + strings.Repeat(" ", width-over)
	}
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
