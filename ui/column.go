package ui

// span is how wide a column may be, in cells.
type span struct {
	min, max int // a max of 0 takes all that is left
	drop     int // where the pane is narrow, the column with the highest goes first; 0 never goes
}

// column is one column of a list.
type column[R any] struct {
	span
	title string
	right bool // aligned
	cell  func(R) cell
}

// cell is a text that is safe for the screen, and how it looks.
type cell struct {
	text string
	role role
}

// gap is the space between two columns.
const gap = 2

// lay returns the width of each column so that together, with the gaps between
// them, they fill width cells; -1 for one that is left out. natural is how wide
// each column's content is.
func lay(spans []span, natural []int, width int) []int {
	out := make([]int, len(spans))
	for i, s := range spans {
		out[i] = max(s.min, natural[i])
		if s.max > 0 {
			out[i] = min(out[i], s.max)
		}
		if out[i] == 0 {
			out[i] = -1 // there is nothing in it
		}
	}
	for total(out) > width && (narrow(spans, out, total(out)-width) || leaveOut(spans, out)) {
	}
	for i, s := range spans {
		if rest := width - total(out); rest > 0 && s.max == 0 && out[i] >= 0 {
			out[i] += rest
		}
	}
	return out
}

func total(widths []int) int {
	sum := -gap
	for _, w := range widths {
		if w >= 0 {
			sum += w + gap
		}
	}
	return sum
}

// narrow takes up to excess cells from the column that is widest above its
// minimum. It returns false where none is.
func narrow(spans []span, widths []int, excess int) bool {
	widest := -1
	for i, w := range widths {
		if w > spans[i].min && (widest < 0 || w > widths[widest]) {
			widest = i
		}
	}
	if widest < 0 {
		return false
	}
	// One step at a time, so that two wide columns end up alike.
	widths[widest] -= min(excess, max(1, (widths[widest]-spans[widest].min)/4))
	return true
}

// leaveOut leaves out the column that is first in line. It returns false where
// all that are left must stay.
func leaveOut(spans []span, widths []int) bool {
	first := -1
	for i, w := range widths {
		if w >= 0 && spans[i].drop > 0 && (first < 0 || spans[i].drop > spans[first].drop) {
			first = i
		}
	}
	if first < 0 {
		return false
	}
	widths[first] = -1
	return true
}
