package style

import (
	"strings"

	"roster/internal/safetext"
)

// Frame is a pane's border with its titles. Borders are drawn by hand:
// lipgloss's cost more than everything else in a frame.
type Frame struct {
	Width   int
	Title   string   // top left
	Note    string   // top right
	Feet    []string // bottom left, in the border: the first one that has room
	Place   string   // bottom right
	Focused bool
}

// Draw returns the lines with the border around them: two more, each exactly
// f.Width cells. The lines must be f.Width-2 cells wide.
func (f Frame) Draw(st *Style, lines []string) []string {
	line, title := Muted, Plain
	if f.Focused {
		line, title = Accent, Accent
	}
	b := st.Glyphs.Border
	out := make([]string, 0, len(lines)+2)
	out = append(out, f.edge(st, line, title, b.topLeft, b.topRight, f.Title, f.Note))
	side := st.Theme.Text(line, b.Vertical)
	for _, text := range lines {
		out = append(out, side+text+side)
	}
	foot := ""
	for _, text := range f.Feet { // half a legend explains nothing
		if safetext.Width(padded(text)+padded(f.Place)) <= f.room() {
			foot = text
			break
		}
	}
	return append(out, f.edge(st, line, Muted, b.bottomLeft, b.bottomRight, foot, f.Place))
}

// room is the number of cells of an edge for texts: all but the corners, and a piece of line
// beside each.
func (f Frame) room() int { return f.Width - 4 }

// MinTitle is how many cells are kept for the text at the left.
const MinTitle = 12

// edge returns a horizontal border with a text in it at either end. If both
// don't fit, the left one is cut; the right one is dropped if too little would be
// left of it.
func (f Frame) edge(st *Style, line, title Role, left, right, text, note string) string {
	room := f.room()
	note = padded(note)
	if safetext.Width(note) > room-min(MinTitle, safetext.Width(padded(text))) {
		note = ""
	}
	text = padded(safetext.Cut(text, max(0, room-safetext.Width(note)-2)))
	rest := max(0, room-safetext.Width(text)-safetext.Width(note))
	b := st.Glyphs.Border.Horizontal
	paint := st.Theme.Styles[Ground][line]
	var s strings.Builder
	s.WriteString(paint.On(left))
	if text == "" {
		s.WriteString(paint.On(b))
	} else {
		s.WriteString(st.Theme.Text(title, text))
		rest++
	}
	s.WriteString(paint.On(strings.Repeat(b, rest)))
	if note == "" {
		s.WriteString(paint.On(b + right))
	} else {
		s.WriteString(st.Theme.Text(Muted, note))
		s.WriteString(paint.On(b + right))
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
