package safetext

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Fit returns s, text that came from Line, in exactly width cells: cut with "…"
// when it is longer, padded with spaces on the right when it is shorter. A
// width of 0 or less gives "".
func Fit(s string, width int) string {
	text, cells := cut(s, width)
	if cells >= width {
		return text
	}
	return text + blanks(width-cells)
}

// FitRight returns s like Fit, in exactly width cells, but with the padding on
// the left, as numbers are aligned.
func FitRight(s string, width int) string {
	text, cells := cut(s, width)
	if cells >= width {
		return text
	}
	return blanks(width-cells) + text
}

// Cut returns s, text that came from Line, in at most width cells: cut with "…"
// when it is longer, else unchanged. A cut in the middle of a wide character
// leaves it out, so that the result can be one cell short.
func Cut(s string, width int) string {
	text, _ := cut(s, width)
	return text
}

// cut returns the text for Cut and its width in cells.
func cut(s string, width int) (string, int) {
	if width <= 0 {
		return "", 0
	}
	if len(s) <= width && printableASCII(s) == len(s) {
		return s, len(s)
	}
	if len(s) <= width || printableASCII(s[:width+1]) <= width {
		return cutClusters(s, width)
	}
	// The byte after the last that is kept is ASCII: no mark is torn off.
	return s[:width-1] + ellipsis, width
}

// cutClusters is cut for text with wide characters or marks.
func cutClusters(s string, width int) (string, int) {
	cells, end, endCells := 0, 0, 0
	for clusters := graphemes.FromString(s); clusters.Next(); {
		if cells < width { // room for the "…" after what came before
			end, endCells = clusters.Start(), cells
		}
		cells += Width(clusters.Value())
		if cells > width {
			return s[:end] + ellipsis, endCells + 1
		}
	}
	return s, cells
}

// blanks returns n spaces.
func blanks(n int) string {
	const spaces = "                                                                "
	if n <= len(spaces) {
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}
