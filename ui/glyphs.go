package ui

// glyphs are the signs that roster draws with. Each is one cell wide.
type glyphs struct {
	training, active, absent string
	cursor, resting          string // of the pane with the focus, and of the other
	mark, tick, flash        string // of rows: marked, changed by the person, changed by another program
	secret, unknown          string
	dot, by, dots            string // between things, between numbers, for a hidden character
	border                   border
}

// border is a frame's lines and corners.
type border struct {
	horizontal, vertical                       string
	topLeft, topRight, bottomLeft, bottomRight string
}

func unicodeGlyphs() glyphs {
	return glyphs{
		training: "◐", active: "●", absent: "·", cursor: "▸", resting: "▹", mark: "■", tick: "✓", flash: "↻",
		secret: "••••••", unknown: "—", dot: "·", by: "×", dots: "•",
		border: border{"─", "│", "╭", "╮", "╰", "╯"},
	}
}

// asciiGlyphs are for --ascii and for locales that are not UTF-8.
func asciiGlyphs() glyphs {
	return glyphs{
		training: "~", active: "*", absent: ".", cursor: ">", resting: "-", mark: "x", tick: "+", flash: "#",
		secret: "******", unknown: "-", dot: "-", by: "x", dots: "*",
		border: border{"-", "|", "+", "+", "+", "+"},
	}
}

// badge returns the sign and the word of a membership.
func (g glyphs) badge(isTraining bool) string {
	if isTraining {
		return g.training + " training"
	}
	return g.active + " active"
}
