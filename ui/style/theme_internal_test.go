package style

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// ground is what a terminal draws on.
type ground struct {
	name       string
	dark       bool
	text, back string
	sixteen    string // its colours, or "" where it is not asked for them
}

// grounds are the backgrounds that terminals have, each with the text of those that have
// the least of a contrast with it, and the sixteen colours of common terminals.
func grounds() []ground {
	const (
		xterm     = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
		console   = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
		putty     = "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
		macos     = "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"
		solarized = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
	)
	return []ground{
		{"xterm", true, "#e5e5e5", "#000000", xterm}, {"xterm, light", false, "#000000", "#ffffff", xterm},
		{"Linux console", true, "#aaaaaa", "#000000", console}, {"PuTTY", true, "#bbbbbb", "#000000", putty},
		{"PuTTY, light", false, "#000000", "#ffffff", putty},
		{"macOS", true, "#c0c0c0", "#000000", macos}, {"macOS, light", false, "#000000", "#ffffff", macos},
		{"Solarized dark", true, "#839496", "#002b36", solarized}, {"Solarized light", false, "#657b83", "#fdf6e3", solarized},
		{"grey 1", true, "#c0c0c0", "#16181d", ""}, {"grey 2", true, "#c0c0c0", "#1e1e1e", ""}, {"grey 3", true, "#c0c0c0", "#282c34", ""},
		{"blue", true, "#c0c0c0", "#002b36", ""}, {"grey 4", false, "#333333", "#fafafa", ""}, {"sand", false, "#333333", "#fdf6e3", ""},
	}
}

// Every role can be read on every surface, on a dark terminal and on a light one, however
// many colours it has: a contrast of at least 4.5:1, or that of the terminal's own text.
func TestContrast(t *testing.T) {
	for _, g := range grounds() {
		for _, colours := range []colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
			if colours == colorprofile.ANSI && g.sixteen == "" || colours != colorprofile.ANSI && strings.HasPrefix(g.name, "Solarized") {
				continue // the user's own text is paler than the rest of this promises
			}
			theme, own := NewTheme(g.dark, colours), contrast(lipgloss.Color(g.text), lipgloss.Color(g.back))
			for s := range surfaceCount {
				for r := range roleCount {
					text, behind := painted(theme.Styles[s][r], g)
					if c := contrast(text, behind); c < min(4.5, own) {
						t.Errorf("%s, %v: role %d on surface %d has a contrast of %.2f", g.name, colours, r, s, c)
					}
				}
			}
		}
	}
}

// A theme has no other colours than the terminal: none is converted.
func TestColoursOfTheTerminal(t *testing.T) {
	for colours, foreign := range map[colorprofile.Profile]string{colorprofile.ANSI: "8;", colorprofile.ANSI256: "8;2;"} {
		for _, dark := range []bool{true, false} {
			for s, styles := range NewTheme(dark, colours).Styles {
				for r, st := range styles {
					if strings.Contains(st.before, foreign) {
						t.Errorf("%v, dark %v: role %d on surface %d is %q", colours, dark, r, s, st.before)
					}
				}
			}
		}
	}
}

// With sixteen colours, being in training does not look like a failure, nor like being
// active unless both are as plain as the rest.
func TestSixteenColoursTellApart(t *testing.T) {
	for _, dark := range []bool{true, false} {
		on := NewTheme(dark, colorprofile.ANSI).Styles[Ground]
		if on[Training] == on[Failure] || on[Active] == on[Failure] || dark && on[Training] == on[Active] {
			t.Errorf("dark %v: training %q, active %q, failure %q", dark, on[Training].before, on[Active].before, on[Failure].before)
		}
	}
}

// painted returns the colours of a text in a style, on a terminal.
func painted(s codes, g ground) (text, behind color.Color) {
	canvas := lipgloss.NewCanvas(1, 1)
	uv.NewStyledString(s.On("x")).Draw(canvas, canvas.Bounds())
	cell := canvas.CellAt(0, 0).Style
	text, behind = g.colour(cell.Fg, g.text), g.colour(cell.Bg, g.back)
	if cell.Attrs&uv.AttrReverse != 0 {
		return behind, text
	}
	return text, behind
}

// colour returns what a terminal makes of a colour; nil is its own.
func (g ground) colour(c color.Color, own string) color.Color {
	basic, isBasic := c.(ansi.BasicColor)
	switch {
	case c == nil:
		return lipgloss.Color(own)
	case isBasic && g.sixteen != "":
		return lipgloss.Color("#" + strings.Fields(g.sixteen)[basic])
	}
	return c
}

// contrast is that of WCAG 2.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
