package style

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// terminals are the backgrounds that terminals have, each with the text of those that
// have the least of a contrast with it.
var terminals = map[bool][][2]string{
	true:  {{"#000000", "#c0c0c0"}, {"#16181d", "#c0c0c0"}, {"#1e1e1e", "#c0c0c0"}, {"#282c34", "#c0c0c0"}, {"#002b36", "#c0c0c0"}},
	false: {{"#ffffff", "#333333"}, {"#fafafa", "#333333"}, {"#fdf6e3", "#333333"}},
}

// Every role can be read on every surface, on a dark terminal and on a light one: a
// contrast of at least 4.5:1.
func TestContrast(t *testing.T) {
	for dark, grounds := range terminals {
		theme := NewTheme(dark)
		for _, colours := range grounds {
			for s := range surfaces {
				for r := range roles {
					text, behind := painted(theme.Styles[s][r], lipgloss.Color(colours[1]), lipgloss.Color(colours[0]))
					if c := contrast(text, behind); c < 4.5 {
						t.Errorf("role %d on surface %d of a terminal in %s has a contrast of %.2f", r, s, colours[0], c)
					}
				}
			}
		}
	}
}

// painted returns the colours of a text in a style, on a terminal with these.
func painted(s codes, text, behind color.Color) (color.Color, color.Color) {
	canvas := lipgloss.NewCanvas(1, 1)
	uv.NewStyledString(s.On("x")).Draw(canvas, canvas.Bounds())
	cell := canvas.CellAt(0, 0).Style
	if cell.Fg != nil {
		text = cell.Fg
	}
	if cell.Bg != nil {
		behind = cell.Bg
	}
	if cell.Attrs&uv.AttrReverse != 0 {
		return behind, text
	}
	return text, behind
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
