package style

import (
	"slices"

	"roster/data/query"
)

// Span is how wide a column may be, in cells.
type Span struct {
	Min, Max int  // a max of 0 takes all that is left
	Keep     int  // content up to this width is not cut
	Blank    bool // there is nothing in it: if it may go, it goes before the first column is cut
	Spare    bool // it goes before the first column is cut
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
	gone := make([]bool, len(spans))
	for {
		out := fitColumns(spans, natural, width, gone)
		isCut := out[0] < natural[0] && (spans[0].Max == 0 || out[0] < spans[0].Max)
		if !isCut || !spare(spans, out, gone) {
			return out
		}
	}
}

// spare leaves out what goes before the first column is cut: all blank columns, and then the
// spare ones, one after the other. It returns false if there is none left.
func spare(spans []Span, widths []int, gone []bool) bool {
	last, found := -1, false
	for i, s := range spans {
		switch {
		case gone[i] || s.Drop == 0:
		case s.Blank:
			gone[i], found = true, true
		case s.Spare && widths[i] >= 0 && (last < 0 || s.Drop > spans[last].Drop):
			last = i
		}
	}
	if !found && last >= 0 {
		gone[last], found = true, true
	}
	return found
}

// fitColumns does so without the columns that are gone. If even the narrowest columns don't fit,
// one more is left out, and the others get its room.
func fitColumns(spans []Span, natural []int, width int, gone []bool) []int {
	gone = slices.Clone(gone)
	for {
		out := naturalWidths(spans, natural, gone)
		for totalWidth(out) > width && narrowWidest(spans, out, totalWidth(out)-width) {
		}
		if totalWidth(out) > width && dropColumn(spans, out, gone) {
			continue
		}
		for i, s := range spans {
			if rest := width - totalWidth(out); rest > 0 && s.Max == 0 && out[i] >= 0 {
				out[i] += rest
			}
		}
		return out
	}
}

// naturalWidths returns how wide the columns are that are not gone if there is room for all.
func naturalWidths(spans []Span, natural []int, gone []bool) []int {
	out := make([]int, len(spans))
	for i, s := range spans {
		out[i] = max(s.Min, natural[i])
		if s.Max > 0 {
			out[i] = min(out[i], s.Max)
		}
		if out[i] == 0 || gone[i] { // there is nothing in it
			out[i] = -1
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
func dropColumn(spans []Span, widths []int, gone []bool) bool {
	first := -1
	for i, w := range widths {
		if w >= 0 && spans[i].Drop > 0 && (first < 0 || spans[i].Drop > spans[first].Drop) {
			first = i
		}
	}
	if first < 0 {
		return false
	}
	gone[first] = true
	return true
}
