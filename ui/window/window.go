// Package window returns the size in which to draw.
package window

import (
	"os"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// The largest window that is drawn on: a terminal may claim 65,535 cells a side, and each
// takes about 100 bytes. In a larger one the rest stays empty.
const (
	maxWidth  = 1000
	maxHeight = 500
)

// Size returns the size in which to draw on a window that claims to be this large.
// One that has no size, as on a serial line, is that of COLUMNS and LINES, else 80x24.
func Size(width, height int) tea.WindowSizeMsg {
	return tea.WindowSizeMsg{
		Width: clampedSide(width, maxWidth, "COLUMNS", 80), Height: clampedSide(height, maxHeight, "LINES", 24),
	}
}

func clampedSide(claimed, most int, variable string, usual int) int {
	if claimed <= 0 {
		claimed, _ = strconv.Atoi(os.Getenv(variable)) // 0 if it is not a number
	}
	if claimed <= 0 {
		claimed = usual
	}
	return min(claimed, most)
}

// Measured returns the size of the window.
func Measured() tea.WindowSizeMsg {
	width, height, _ := term.GetSize(os.Stdout.Fd()) // of what can't be measured, 0 by 0
	return Size(width, height)
}
