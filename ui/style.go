package ui

import (
	"roster/data"
	"roster/internal/safetext"
)

// look is what every view needs to draw: the theme, the signs, and whether
// secret names are shown. The app owns the one look; views point to it.
type look struct {
	fields   []data.Field // of memberships, for which the lists have columns
	theme    theme
	glyphs   glyphs
	ascii    bool
	still    bool // what another program changed has a sign, and does not flash
	revealed bool
	coverage int64 // a team with fewer active members is flagged
}

// clean makes text from the database safe for the screen. This is the one place
// where it enters.
func (l *look) clean(text string) string {
	text = safetext.Line(text)
	if l.ascii {
		return safetext.ASCII(text)
	}
	return text
}

// badge returns the sign and the word of a membership.
func (l *look) badge(isTraining bool) cell {
	if isTraining {
		return cell{l.glyphs.badge(isTraining), training}
	}
	return cell{l.glyphs.badge(isTraining), active}
}

// sign returns the sign of a membership alone, where there is a legend.
func (l *look) sign(isTraining bool) cell {
	if isTraining {
		return cell{l.glyphs.training, training}
	}
	return cell{l.glyphs.active, active}
}

// flash returns on which surface stands what another program has just changed, and
// otherwise would stand on this one.
func (l *look) flash(s surface) surface {
	if l.still {
		return s
	}
	return flashed
}

// secret returns a secret name, or what stands for it: always the same, so that
// not even its length shows.
func (l *look) secret(name string) string {
	if l.revealed {
		return l.clean(name)
	}
	return l.glyphs.secret
}
