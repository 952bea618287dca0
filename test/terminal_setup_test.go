//go:build unix

package test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// If the terminal shows ASCII only, nothing else is sent to it.
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
	d := newWorkspace(t)
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

// A theme is for a background: no one asks the terminal for it, and the text
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
	c := p.styleOf(text).Fg
	if c == nil {
		p.t.Fatalf("%q has no colour", text)
	}
	r, g, b, _ := c.RGBA()
	return r + g + b
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

// With sixteen colours, and with 256, the screen has those of its own for that: the row
// under the cursor can be told apart, and being in training does not look like a failure.
func TestFewColours(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		term    string
		foreign *regexp.Regexp
	}{
		"xterm":   {"xterm", regexp.MustCompile(`[\[;][34]8;`)},
		"Console": {"linux", regexp.MustCompile(`[\[;][34]8;`)},
		"PuTTY":   {"putty", regexp.MustCompile(`[\[;][34]8;2;`)},
		"256":     {"xterm-256color", regexp.MustCompile(`[\[;][34]8;2;`)},
		"screen":  {"screen-256color", regexp.MustCompile(`[\[;][34]8;2;`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, sample(t), with("TERM="+c.term))
			roster.wait("Deadpond", "◐ training", "Z-Force")
			cursor, training := roster.styleOf("▸ Preventers"), roster.styleOf("◐ training")
			if cursor.Attrs&uv.AttrReverse == 0 && cursor.Bg == nil {
				t.Errorf("the row under the cursor is like the others: %+v", cursor)
			}
			if cursor.Fg != nil && cursor.Fg == cursor.Bg {
				t.Errorf("the row under the cursor is %v on %v", cursor.Fg, cursor.Bg)
			}
			if training.Fg == ansi.Red || training.Fg == ansi.BrightRed {
				t.Errorf("being in training is %v, as a failure", training.Fg)
			}
			roster.quit()
			if found := c.foreign.FindString(roster.raw()); found != "" {
				t.Errorf("it was sent a colour that it need not have: %q", found)
			}
		})
	}
}

// styleOf returns how the first cell of a text on the screen looks.
func (p *terminal) styleOf(text string) uv.Style {
	p.t.Helper()
	for y, line := range p.lines() {
		if before, _, found := strings.Cut(line, text); found {
			return p.screen.CellAt(ansi.StringWidth(before), y).Style
		}
	}
	p.t.Fatalf("the screen has no %q:\n%s", text, p.shown())
	return uv.Style{}
}
