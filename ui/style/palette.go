package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette are the colours of one background; nil is the colour of the terminal's own text,
// or a row in reverse video. Every one of them has a contrast of at least 4.5:1 on the
// background, and on that of the selected row.
type palette struct {
	muted, accent, training, active, failure, selected color.Color
}

// paletteOf returns the colours for a background, as far as the terminal has them.
func paletteOf(dark bool, colours colorprofile.Profile) palette {
	switch {
	case colours == colorprofile.ANSI && dark:
		return palette{training: lipgloss.Cyan, active: lipgloss.Green}
	case colours == colorprofile.ANSI: // none is dark enough in all terminals
		return palette{}
	case colours == colorprofile.ANSI256 && dark:
		return palette{
			muted: lipgloss.ANSIColor(250), accent: lipgloss.ANSIColor(111), training: lipgloss.ANSIColor(221),
			active: lipgloss.ANSIColor(114), failure: lipgloss.ANSIColor(210), selected: lipgloss.ANSIColor(236),
		}
	case colours == colorprofile.ANSI256:
		return palette{
			muted: lipgloss.ANSIColor(240), accent: lipgloss.ANSIColor(25), training: lipgloss.ANSIColor(58),
			active: lipgloss.ANSIColor(22), failure: lipgloss.ANSIColor(124), selected: lipgloss.ANSIColor(254),
		}
	case dark:
		return palette{
			muted: lipgloss.Color("#9aa5b1"), accent: lipgloss.Color("#7fb4ff"), training: lipgloss.Color("#f6c453"),
			active: lipgloss.Color("#7bd88f"), failure: lipgloss.Color("#ff9a8d"), selected: lipgloss.Color("#26364d"),
		}
	}
	return palette{
		muted: lipgloss.Color("#56606b"), accent: lipgloss.Color("#0b57b7"), training: lipgloss.Color("#804a00"),
		active: lipgloss.Color("#0d652d"), failure: lipgloss.Color("#a8201a"), selected: lipgloss.Color("#dce8fa"),
	}
}
