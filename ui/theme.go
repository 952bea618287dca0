package ui

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// role is what a piece of text is for. The theme says how each looks, and no
// role is told by its colour alone: badges have a sign and a word, the cursor
// and the marks have a sign, titles are bold.
type role int

const (
	plain    role = iota
	muted         // secondary text, borders
	accent        // titles, keys, the focused border
	training      // the badge
	active        // the badge
	failure       // what went wrong
	chosen        // the open tab
	entry         // a field to type in
	roles         // how many there are
)

// surface is what the text stands on.
type surface int

const (
	ground   surface = iota
	selected         // the row under the cursor of the pane that has the focus
	flashed          // a row that another program has just changed
	surfaces         // how many there are
)

// style is a rendered style: what to write before a text and after it. Styles
// are rendered once, because rendering them for each cell costs most of a frame.
type style struct{ before, after string }

func (s style) on(text string) string { return s.before + text + s.after }

// theme is how everything looks, on a light or on a dark background.
type theme struct {
	styles [surfaces][roles]style
}

// colours are the colours of one background. Every one of them has a contrast
// of at least 4.5:1 on it, and on the background of the selected row.
type colours struct {
	muted, accent, training, active, failure, selected color.Color
}

func darkColours() colours {
	return colours{
		muted: lipgloss.Color("#9aa5b1"), accent: lipgloss.Color("#7fb4ff"), training: lipgloss.Color("#f6c453"),
		active: lipgloss.Color("#7bd88f"), failure: lipgloss.Color("#ff9a8d"), selected: lipgloss.Color("#26364d"),
	}
}

func lightColours() colours {
	return colours{
		muted: lipgloss.Color("#56606b"), accent: lipgloss.Color("#0b57b7"), training: lipgloss.Color("#804a00"),
		active: lipgloss.Color("#0d652d"), failure: lipgloss.Color("#a8201a"), selected: lipgloss.Color("#dce8fa"),
	}
}

// newTheme renders the styles.
func newTheme(dark bool) theme {
	c := lightColours()
	if dark {
		c = darkColours()
	}
	var t theme
	for s := range surfaces {
		base := lipgloss.NewStyle()
		switch s {
		case selected:
			base = base.Background(c.selected).Bold(true)
		case flashed: // as readable as what it reverses
			base = base.Reverse(true)
		}
		for r, st := range map[role]lipgloss.Style{
			plain:    base,
			muted:    base.Foreground(c.muted),
			accent:   base.Foreground(c.accent).Bold(true),
			training: base.Foreground(c.training),
			active:   base.Foreground(c.active),
			failure:  base.Foreground(c.failure).Bold(true),
			chosen:   base.Foreground(c.accent).Bold(true).Underline(true),
			entry:    base.Underline(true),
		} {
			t.styles[s][r] = rendered(st)
		}
	}
	return t
}

// rendered takes a style apart into what it writes before and after a text.
func rendered(s lipgloss.Style) style {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return style{before, after}
}

// text styles a text in a role, on the ground.
func (t *theme) text(r role, text string) string { return t.styles[ground][r].on(text) }
