//go:build unix

package test

import (
	"image/color"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Where the terminal shows ASCII only, nothing else is sent to it.
func TestASCII(t *testing.T) {
	t.Parallel()
	for name, how := range map[string][]any{
		"Flag":         {"--ascii"},
		"Locale":       {with("LC_ALL=C")},
		"OlderLocale":  {with("LC_CTYPE=de_DE.ISO-8859-1")},
		"LightByTheme": {"--ascii", "--theme", "light"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "Köln ·.db")
			write(t, path, read(t, sample(t)))
			if _, err := open(t, path).Exec("UPDATE hero SET name = '水 Größe' WHERE id = 2"); err != nil {
				t.Fatal(err)
			}
			roster := start(t, append(how, path)...)
			roster.wait("Deadpond", "~ training")
			roster.wait("Rusty-Man", "* active")
			roster.press("\rt?")
			roster.wait("the last row")
			roster.press("\x1b")
			roster.waitFor("no help", func() bool { return !roster.shows("the last row") })
			roster.quit()
			if i := strings.IndexFunc(ansi.Strip(roster.raw()), func(r rune) bool { return r >= 0x80 }); i >= 0 {
				t.Errorf("beyond ASCII: %.80q", ansi.Strip(roster.raw())[i:])
			}
			if title := roster.windowTitle(); title != "" {
				t.Errorf("the window is still called %q", title)
			}
		})
	}
}

// Nor does a command that prints, or fails, send anything else.
func TestASCIIMessages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := open(t, d.db).Exec("UPDATE hero SET name = 'Größe' WHERE id = 2"); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list", "heroes"}, {"show", "id:2", "--hero"}, {"graduate", "Deadpond", "Preventers"}, {"history"},
		{"show", "nobody"}, {"show", "Grö"}, {"one.db", "two.db"}, {"list", "--nope"}, {"list", "--db", "nö.db"},
	} {
		out, said, _ := d.run(append(args, "--ascii")...)
		if i := strings.IndexFunc(out+said, func(r rune) bool { return r >= 0x80 }); i >= 0 || out+said == "" {
			t.Errorf("roster %q: beyond ASCII: %.80q", args, (out + said)[max(0, i):])
		}
	}
}

// A theme is for a background: nobody asks the terminal for it, and the text
// stands out from it.
func TestTheme(t *testing.T) {
	t.Parallel()
	path := sample(t)
	brightness := map[string]uint32{}
	for _, theme := range []string{"light", "dark"} {
		roster := start(t, "--theme", theme, path, with("COLORTERM=truecolor"))
		roster.wait("Deadpond", "◐ training")
		brightness[theme] = roster.brightness("◐ training")
		roster.quit()
		if strings.Contains(roster.raw(), "\x1b]11;?") {
			t.Errorf("--theme %s asks for the background", theme)
		}
	}
	if brightness["light"] >= brightness["dark"] {
		t.Errorf("on light %d, on dark %d: want the darker one on light", brightness["light"], brightness["dark"])
	}
}

// brightness returns how bright a text on the screen is.
func (p *terminal) brightness(text string) uint32 {
	p.t.Helper()
	for y, line := range p.lines() {
		before, _, found := strings.Cut(line, text)
		if !found {
			continue
		}
		var c color.Color = p.screen.CellAt(ansi.StringWidth(before), y).Style.Fg
		if c == nil {
			p.t.Fatalf("%q has no colour", text)
		}
		r, g, b, _ := c.RGBA()
		return r + g + b
	}
	p.t.Fatalf("the screen has no %q:\n%s", text, p.shown())
	return 0
}

// Without colours the screen still says everything.
func TestNoColor(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), with("NO_COLOR=1"))
	roster.toggleDeadpond()
	roster.wait("training → active", "u undoes")
	roster.quit()
	wantNoColours(t, roster.raw())
}

// wantNoColours checks that the terminal was sent other styles only.
func wantNoColours(t testing.TB, raw string) {
	t.Helper()
	colour := regexp.MustCompile(`[\[;](3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)
	for _, sgr := range regexp.MustCompile(`\x1b\[[0-9;]*m`).FindAllString(raw, -1) {
		if colour.MatchString(sgr) {
			t.Errorf("the colour %q in spite of NO_COLOR", sgr)
			return
		}
	}
}
