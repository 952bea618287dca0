package ui_test

import (
	"bytes"
	"image/color"
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// styledScreen is a small screen that has everything in it that a style tells
// apart: the focus, the cursor, a mark, both badges, a tick.
func styledScreen(t *testing.T, options ...func(*setup)) *driver {
	t.Helper()
	d := start(t, seedFile(t), append(options, size(80, 10))...)
	d.press("enter", "down", "t", "up", "space")
	return d
}

// failedScreen is one that says in red what went wrong.
func failedScreen(t *testing.T, options ...func(*setup)) *driver {
	t.Helper()
	d := styledScreen(t, options...)
	d.other.exec("DELETE FROM heroteamlink WHERE team_id = 2 AND hero_id = 1")
	d.press("t")
	d.want("Nothing was changed: Deadpond is no longer in Preventers.")
	return d
}

// The styles of both themes.
func TestThemes(t *testing.T) {
	for _, name := range []string{"dark", "light"} {
		t.Run(name, func(t *testing.T) {
			screens := styledScreen(t, theme(name)).app.View().Content + "\n" + failedScreen(t, theme(name)).app.View().Content
			golden.RequireEqual(t, screens+"\n")
		})
	}
}

// With --theme auto the terminal's answer decides.
func TestThemeFollowsTheTerminal(t *testing.T) {
	dark, light := styledScreen(t, theme("dark")), styledScreen(t, theme("light"))
	auto := styledScreen(t, theme("auto"))
	auto.send(tea.BackgroundColorMsg{Color: color.White})
	if auto.app.View().Content != light.app.View().Content {
		t.Error("on a white background it is not the light theme")
	}
	auto.send(tea.BackgroundColorMsg{Color: color.Black})
	if auto.app.View().Content != dark.app.View().Content {
		t.Error("on a black background it is not the dark theme")
	}
	light.send(tea.BackgroundColorMsg{Color: color.Black})
	if light.app.View().Content == dark.app.View().Content {
		t.Error("the terminal overrules --theme light")
	}
}

// Without colours, and without any style at all, the screen says the same:
// nothing is told by colour alone.
func TestNoColor(t *testing.T) {
	d := styledScreen(t)
	for name, profile := range map[string]colorprofile.Profile{"ASCII": colorprofile.ASCII, "NoTTY": colorprofile.NoTTY} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			w := colorprofile.Writer{Forward: &out, Profile: profile}
			if _, err := w.WriteString(d.app.View().Content + "\n"); err != nil {
				t.Fatal(err)
			}
			plain := ansi.Strip(out.String())
			for _, sign := range []string{"▹ Preventers", "■Deadpond      —  ◐ training", "▸ Rusty-Man    48  ◐ training                    ✓", "● active"} {
				if !strings.Contains(plain, sign) {
					t.Errorf("%q is not on the screen:\n%s", sign, plain)
				}
			}
			golden.RequireEqual(t, out.String())
		})
	}
}

// Every colour can be read on the background it stands on: a contrast of at
// least 4.5:1, on a dark terminal and on a light one.
func TestContrast(t *testing.T) {
	for name, ground := range map[string]color.Color{"dark": lipgloss.Color("#1e1e1e"), "light": color.White} {
		t.Run(name, func(t *testing.T) {
			d := failedScreen(t, theme(name))
			canvas := lipgloss.NewCanvas(d.width, d.height)
			uv.NewStyledString(d.app.View().Content).Draw(canvas, canvas.Bounds())
			for y := range d.height {
				for x := range d.width {
					style := canvas.CellAt(x, y).Style
					back := ground
					if style.Bg != nil {
						back = style.Bg
					}
					if style.Fg != nil && contrast(style.Fg, back) < 4.5 {
						t.Fatalf("a contrast of %.1f in column %d of line %d:\n%s", contrast(style.Fg, back), x, y, d.text())
					}
				}
			}
		})
	}
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
