package style

import (
	"roster/data/field"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/keymap"
)

// Style is what everything needs to draw: what the keys do, the theme, the signs, and whether secret
// names are shown. The app owns the only one; views and dialogs point to it.
type Style struct {
	Keys keymap.Map
	// The custom fields for which the lists have columns: of memberships, teams and heroes.
	Fields, TeamFields, HeroFields []field.Field

	Words    model.Words
	Theme    Theme
	Glyphs   Glyphs
	ASCII    bool
	Still    bool // what another program changed has a sign, and does not flash
	Revealed bool
	Coverage int64 // a team with fewer active members is flagged
}

// Clean makes text from the database safe for the screen. All such text passes through it.
func (st *Style) Clean(text string) string {
	text = safetext.Line(text)
	if st.ASCII {
		return safetext.ASCII(text)
	}
	return text
}

// SetWords sets what this roster calls its teams, its heroes and their standings.
func (st *Style) SetWords(words model.Words) {
	for _, name := range model.WordNames() {
		word := words.Named(name)
		*word = st.Clean(*word)
	}
	st.Words = words
}

// Say returns one of roster's own sentences in the words of this roster: see [model.Words.Say].
func (st *Style) Say(text string) string { return st.Words.Say(text) }

// Badge returns the sign and the word of a membership.
func (st *Style) Badge(standing model.Standing) Cell {
	sign := st.Sign(standing)
	sign.Text += " " + st.Words.Standing(standing)
	return sign
}

// BadgeWidth returns the width of the wider badge.
func (st *Style) BadgeWidth() int {
	return max(safetext.Width(st.Badge(model.Training).Text), safetext.Width(st.Badge(model.Active).Text))
}

// Sign returns the sign of a membership alone, for places with a legend.
func (st *Style) Sign(standing model.Standing) Cell {
	if standing == model.Training {
		return Cell{st.Glyphs.Training, Training}
	}
	return Cell{st.Glyphs.Active, Active}
}

// Flash returns the surface of what another program has just changed, which otherwise
// would be on this one.
func (st *Style) Flash(s Surface) Surface {
	if st.Still {
		return s
	}
	return flashed
}

// SecretName returns a secret name, or a mask: always the same, which hides its length as
// well. If there is none, it is empty.
func (st *Style) SecretName(name string) string {
	if st.Revealed || name == "" {
		return st.Clean(name)
	}
	return st.Glyphs.Secret
}
