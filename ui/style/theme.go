package style

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Role is what a piece of text is for. The theme defines the look of each, and no role depends
// on its colour alone: badges have a sign and a word, the cursor and the marks have a sign,
// titles are bold.
type Role int

// The roles.
const (
	Plain     Role = iota
	Muted          // secondary text, borders
	Accent         // titles, keys, the focused border
	Training       // the badge
	Active         // the badge
	Failure        // what went wrong
	Chosen         // the open tab
	Entry          // a field to type in
	roleCount      // how many there are
)

// Surface is the background of the text.
type Surface int

// The surfaces.
const (
	Ground       Surface = iota
	Selected             // the row under the cursor of the pane that has the focus
	flashed              // a row that another program has just changed
	surfaceCount         // how many there are
)

// codes is a rendered style: what to write before a text and after it. Styles
// are rendered once, because rendering them for each cell costs most of a frame.
type codes struct{ before, after string }

func (s codes) On(text string) string { return s.before + text + s.after }

// Theme is how everything looks, on a light or on a dark background.
type Theme struct {
	Styles [surfaceCount][roleCount]codes
}

// NewTheme renders the styles for a terminal with so many colours. If there are but
// sixteen, the user has chosen what they look like, and hardly one of them can be read
// everywhere: there the row under the cursor, and what went wrong, are in reverse video.
func NewTheme(dark bool, colours colorprofile.Profile) Theme {
	c := paletteOf(dark, colours)
	var t Theme
	for s := range surfaceCount {
		base, roles := lipgloss.NewStyle(), c
		switch {
		case s == Selected && c.selected != nil:
			base = base.Background(c.selected).Bold(true)
		case s == Selected:
			base, roles = base.Reverse(true).Bold(true), palette{}
		case s == flashed: // as readable as what it reverses
			base = base.Reverse(true)
		}
		for r, st := range map[Role]lipgloss.Style{
			Plain:    base,
			Muted:    base.Foreground(roles.muted),
			Accent:   base.Foreground(roles.accent).Bold(true),
			Training: base.Foreground(roles.training),
			Active:   base.Foreground(roles.active),
			Failure:  base.Foreground(roles.failure).Bold(true).Reverse(base.GetReverse() || c.failure == nil),
			Chosen:   base.Foreground(roles.accent).Bold(true).Underline(true),
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
