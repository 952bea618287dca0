package style

// Glyphs are the signs that roster draws with. Each is one cell wide.
type Glyphs struct {
	Training, Active, Absent string
	Cursor, Resting          string // of the pane with the focus, and of the other
	Up, Down                 string // which way a column is sorted
	Mark, Tick, Flash        string // of rows: marked, changed by the user, changed by another program
	Secret, Unknown          string
	Dot, By, Dots            string // between things, between numbers, for a hidden character
	Border                   border
}

// border is a frame's lines and corners.
type border struct {
	Horizontal, Vertical                       string
	topLeft, topRight, bottomLeft, bottomRight string
}

// UnicodeGlyphs are for terminals that can show them.
func UnicodeGlyphs() Glyphs {
	return Glyphs{
		Training: "◐", Active: "●", Absent: "·", Cursor: "▸", Resting: "▹", Up: "↑", Down: "↓", Mark: "■", Tick: "✓", Flash: "↻",
		Secret: "••••••", Unknown: "—", Dot: "·", By: "×", Dots: "•",
		Border: border{"─", "│", "╭", "╮", "╰", "╯"},
	}
}

// ASCIIGlyphs are for --ascii and for locales that are not UTF-8.
func ASCIIGlyphs() Glyphs {
	return Glyphs{
		Training: "~", Active: "*", Absent: ".", Cursor: ">", Resting: "-", Up: "^", Down: "v", Mark: "x", Tick: "+", Flash: "#",
		Secret: "******", Unknown: "-", Dot: "-", By: "x", Dots: "*",
		Border: border{"-", "|", "+", "+", "+", "+"},
	}
}
