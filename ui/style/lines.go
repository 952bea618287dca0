package style

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"roster/internal/safetext"
)

// FitStyled makes a styled line exactly width cells.
func FitStyled(line string, width int) string {
	if over := ansi.StringWidth(line); over > width {
		return ansi.Truncate(line, width, "…") + ansi.ResetStyle
	} else {
		return line + strings.Repeat(" ", width-over)
	}
}

// Wrap breaks a safe text into lines of at most width cells, at spaces if it
// can.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && safetext.Width(line)+1+safetext.Width(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for safetext.Width(word) > width && width > 1 {
			part := strings.TrimSuffix(safetext.Cut(word, width), "…")
			if part == "" {
				break
			}
			lines, word = append(lines, part), word[len(part):]
		}
		line = word
	}
	return append(lines, line)
}

// BlankLines returns empty lines.
func BlankLines(width, count int) []string {
	lines := make([]string, 0, max(0, count))
	for range count {
		lines = append(lines, safetext.Fit("", width))
	}
	return lines
}

// Splice puts a text of width cells into a line, replacing the cells there. Wide characters
// cut at its edges are removed.
func Splice(line, text string, x, width int) string {
	before := ansi.Truncate(line, x, "")
	after := ansi.TruncateLeft(line, x+width, "")
	room := ansi.StringWidth(line) - x - width
	if ansi.StringWidth(after) > room {
		after = ansi.TruncateLeft(line, x+width+1, "")
	}
	gap := x - ansi.StringWidth(before)
	missing := room - ansi.StringWidth(after)
	return before + strings.Repeat(" ", max(0, gap)) + ansi.ResetStyle + text + strings.Repeat(" ", max(0, missing)) + after
}

// Placeholder returns height lines with a few words in their upper part.
func Placeholder(st *Style, width, height int, words []string) []string {
	lines := BlankLines(width, min(1, max(0, height-2))) // a low one has no line to spare
	for i, word := range words {
		r := Muted
		if i == 0 {
			r = Plain
		}
		for _, part := range Wrap(word, width-4) {
			if len(lines) < height {
				lines = append(lines, st.Theme.Text(r, safetext.Fit("  "+part, width)))
			}
		}
	}
	return append(lines, BlankLines(width, height-len(lines))...)
}

// SideBySide joins the lines of two panes of the same height.
func SideBySide(left, right []string) []string {
	lines := make([]string, len(left))
	for i := range left {
		lines[i] = left[i] + right[i]
	}
	return lines
}
