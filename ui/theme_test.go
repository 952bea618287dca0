package ui_test

import (
	"bytes"
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
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

// The sign of a team that lacks members has a legend, where there is such a team.
func TestLegendOfCoverage(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3")
	d.wantNot("! ")
	d.other.exec("UPDATE heroteamlink SET is_training = TRUE WHERE team_id = 1")
	d.press("R")
	d.want("!0●", "! no one active")
	d = start(t, seedFile(t), func(s *setup) { s.data.Coverage, s.ui.Coverage = 3, 3 })
	d.press("3")
	d.want("!2●", "! fewer than 3 active")
}
