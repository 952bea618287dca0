package style

import "roster/data/query"

// Span is how wide a column may be, in cells.
type Span struct {
	Min, Max int  // a max of 0 takes all that is left
	Blank    bool // there is nothing in it: if it may go, it goes before the first column is cut
	Drop     int  // if the pane is narrow, the column with the highest goes first; 0 never goes
}

// Column is one column of a list.
type Column[R any] struct {
	Span
	Title string
	Right bool         // aligned
	By    *query.Order // what a click on the title sorts by, nil for nothing
	Cell  func(R) Cell
}

// By returns a sort for a column.
func By(sort query.Sort) *query.Order { return &query.Order{Sort: sort} }

// Cell is a text that is safe for the screen, and how it looks.
type Cell struct {
	Text string
	Role Role
}

// Gap is the space between two columns.
const Gap = 2

// ColumnWidths returns the width of each column so that together, with the gaps between
// them, they fill width cells; -1 for one that is left out. natural is how wide
// each column's content is.
func ColumnWidths(spans []Span, natural []int, width int) []int {
	out := fitColumns(spans, natural, width, false)
	if first := natural[0]; out[0] < first && (spans[0].Max == 0 || out[0] < spans[0].Max) {
		return fitColumns(spans, natural, width, true)
	}
	return out
}

// fitColumns does so with the blank columns, or without those that may go.
func fitColumns(spans []Span, natural []int, width int, withoutBlank bool) []int {
	out := make([]int, len(spans))
	for i, s := range spans {
		if withoutBlank && s.Blank && s.Drop > 0 {
			out[i] = -1
			continue
		}
		out[i] = max(s.Min, natural[i])
		if s.Max > 0 {
			out[i] = min(out[i], s.Max)
		}
		if out[i] == 0 {
			out[i] = -1 // there is nothing in it
		}
	}
	for totalWidth(out) > width && (narrowWidest(spans, out, totalWidth(out)-width) || dropColumn(spans, out)) {
	}
	for i, s := range spans {
		if rest := width - totalWidth(out); rest > 0 && s.Max == 0 && out[i] >= 0 {
			out[i] += rest
		}
	}
	return out
}

func totalWidth(widths []int) int {
	sum := -Gap
	for _, w := range widths {
		if w >= 0 {
			sum += w + Gap
		}
	}
	return sum
}

// narrowWidest takes up to excess cells from the column that is widest above its
// minimum. It returns false if none is.
func narrowWidest(spans []Span, widths []int, excess int) bool {
	widest := -1
	for i, w := range widths {
		if w > spans[i].Min && (widest < 0 || w > widths[widest]) {
			widest = i
		}
	}
	if widest < 0 {
		return false
	}
	// One step at a time, so that two wide columns end up alike.
	widths[widest] -= min(excess, max(1, (widths[widest]-spans[widest].Min)/4))
	return true
}

// dropColumn leaves out the column that is first in line. It returns false if
// all that are left must stay.
func dropColumn(spans []Span, widths []int) bool {
	first := -1
	for i, w := range widths {
		if w >= 0 && spans[i].Drop > 0 && (first < 0 || spans[i].Drop > spans[first].Drop) {
			first = i
		}
	}
	if first < 0 {
		return false
	}
	widths[first] = -1
	return true
}
