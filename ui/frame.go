package ui

import (
	"strings"

	"roster/internal/safetext"
)

// frame is a pane's border with its titles. Borders are drawn by hand:
// lipgloss's cost more than everything else in a frame.
type frame struct {
	width   int
	title   string // top left
	note    string // top right
	foot    string // bottom left, in the border
	place   string // bottom right
	focused bool
}

// around returns the lines with the border around them: two more, each exactly
// f.width cells. The lines must be f.width-2 cells wide.
func (f frame) around(l *look, lines []string) []string {
	line, title := muted, plain
	if f.focused {
		line, title = accent, accent
	}
	b := l.glyphs.border
	out := make([]string, 0, len(lines)+2)
	out = append(out, f.edge(l, line, title, b.topLeft, b.topRight, f.title, f.note))
	side := l.theme.text(line, b.vertical)
	for _, text := range lines {
		out = append(out, side+text+side)
	}
	return append(out, f.edge(l, line, muted, b.bottomLeft, b.bottomRight, f.foot, f.place))
}

// edge returns a horizontal border with a text in it at either end. The right
// one goes first where both don't fit.
func (f frame) edge(l *look, line, title role, left, right, text, note string) string {
	room := f.width - 4 // the corners, and a line's stretch beside each
	text = padded(safetext.Cut(text, max(0, room-2)))
	note = padded(note)
	if safetext.Width(text)+safetext.Width(note) > room {
		note = ""
	}
	rest := max(0, room-safetext.Width(text)-safetext.Width(note))
	b := l.glyphs.border.horizontal
	style := l.theme.styles[ground][line]
	var s strings.Builder
	s.WriteString(style.on(left))
	if text == "" {
		s.WriteString(style.on(b))
	} else {
		s.WriteString(l.theme.text(title, text))
		rest++
	}
	s.WriteString(style.on(strings.Repeat(b, rest)))
	if note == "" {
		s.WriteString(style.on(b + right))
	} else {
		s.WriteString(l.theme.text(muted, note))
		s.WriteString(style.on(b + right))
	}
	return s.String()
}

// padded puts a space on both sides of a text, unless there is none.
func padded(text string) string {
	if text == "" {
		return ""
	}
	return " " + text + " "
}

// beside joins the lines of two panes of the same height.
func beside(left, right []string) []string {
	lines := make([]string, len(left))
	for i := range left {
		lines[i] = left[i] + right[i]
	}
	return lines
}
