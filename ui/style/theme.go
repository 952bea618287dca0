package style

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Role is what a piece of text is for. The theme says how each looks, and no
// role depends on its colour alone: badges have a sign and a word, the cursor
// and the marks have a sign, titles are bold.
type Role int

// The roles.
const (
	Plain    Role = iota
	Muted         // secondary text, borders
	Accent        // titles, keys, the focused border
	Training      // the badge
	Active        // the badge
	Failure       // what went wrong
	Chosen        // the open tab
	Entry         // a field to type in
	roles         // how many there are
)

// Surface is what the text stands on.
type Surface int

// The surfaces.
const (
	Ground   Surface = iota
	Selected         // the row under the cursor of the pane that has the focus
	flashed          // a row that another program has just changed
	surfaces         // how many there are
)

// codes is a rendered style: what to write before a text and after it. Styles
// are rendered once, because rendering them for each cell costs most of a frame.
type codes struct{ before, after string }

func (s codes) On(text string) string { return s.before + text + s.after }

// Theme is how everything looks, on a light or on a dark background.
type Theme struct {
	Styles [surfaces][roles]codes
}

// palette are the colours of one background. Every one of them has a contrast
// of at least 4.5:1 on it, and on the background of the selected row.
type palette struct {
	muted, accent, training, active, failure, selected color.Color
}

func darkPalette() palette {
	return palette{
		muted: lipgloss.Color("#9aa5b1"), accent: lipgloss.Color("#7fb4ff"), training: lipgloss.Color("#f6c453"),
		active: lipgloss.Color("#7bd88f"), failure: lipgloss.Color("#ff9a8d"), selected: lipgloss.Color("#26364d"),
	}
}

func lightPalette() palette {
	return palette{
		muted: lipgloss.Color("#56606b"), accent: lipgloss.Color("#0b57b7"), training: lipgloss.Color("#804a00"),
		active: lipgloss.Color("#0d652d"), failure: lipgloss.Color("#a8201a"), selected: lipgloss.Color("#dce8fa"),
	}
}

// NewTheme renders the styles.
func NewTheme(dark bool) Theme {
	c := lightPalette()
	if dark {
		c = darkPalette()
	}
	var t Theme
	for s := range surfaces {
		base := lipgloss.NewStyle()
		switch s {
		case Selected:
			base = base.Background(c.selected).Bold(true)
		case flashed: // as readable as what it reverses
			base = base.Reverse(true)
		}
		for r, st := range map[Role]lipgloss.Style{
			Plain:    base,
			Muted:    base.Foreground(c.muted),
			Accent:   base.Foreground(c.accent).Bold(true),
			Training: base.Foreground(c.training),
			Active:   base.Foreground(c.active),
			Failure:  base.Foreground(c.failure).Bold(true),
			Chosen:   base.Foreground(c.accent).Bold(true).Underline(true),
			Entry:    base.Underline(true),
		} {
			t.Styles[s][r] = codesOf(st)
		}
	}
	return t
}

// codesOf takes a style apart into what it writes before and after a text.
func codesOf(s lipgloss.Style) codes {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return codes{before, after}
}

// Text styles a text in a role, on the ground.
func (t *Theme) Text(r Role, text string) string { return t.Styles[Ground][r].On(text) }
