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
	foot := f.foot
	if safetext.Width(padded(foot)+padded(f.place)) > f.room() {
		foot = "" // half a legend explains nothing
	}
	return append(out, f.edge(l, line, muted, b.bottomLeft, b.bottomRight, foot, f.place))
}

// room is how many cells of an edge are there for texts: all but the corners,
// and a line's stretch beside each.
func (f frame) room() int { return f.width - 4 }

// minTitle is how many cells are kept for the text at the left.
const minTitle = 12

// edge returns a horizontal border with a text in it at either end. Where both
// don't fit, the left one is cut; the right one goes where too little would be
// left of it.
func (f frame) edge(l *look, line, title role, left, right, text, note string) string {
	room := f.room()
	note = padded(note)
	if safetext.Width(note) > room-min(minTitle, safetext.Width(padded(text))) {
		note = ""
	}
	text = padded(safetext.Cut(text, max(0, room-safetext.Width(note)-2)))
	rest := max(0, room-safetext.Width(text)-safetext.Width(note))
	b := l.glyphs.border.horizontal
	border := l.theme.styles[ground][line]
	var s strings.Builder
	s.WriteString(border.on(left))
	if text == "" {
		s.WriteString(border.on(b))
	} else {
		s.WriteString(l.theme.text(title, text))
		rest++
	}
	s.WriteString(border.on(strings.Repeat(b, rest)))
	if note == "" {
		s.WriteString(border.on(b + right))
	} else {
		s.WriteString(l.theme.text(muted, note))
		s.WriteString(border.on(b + right))
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
