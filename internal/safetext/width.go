package safetext

import "github.com/charmbracelet/x/ansi"

// Width returns the number of cells that s takes on a terminal, where s is text
// that came from Line.
func Width(s string) int {
	if printableASCII(s) == len(s) {
		return len(s)
	}
	// Line made both measures the same; this is the cheaper one.
	return ansi.StringWidthWc(s)
}
