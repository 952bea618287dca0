//go:build unix

package test

import (
	"strings"
	"testing"
)

// terminalKeys are the bytes that a terminal sends for keys.
type terminalKeys struct {
	name, term                                string
	down, up, home, end, other, erase, escape string
	answer                                    string // to what it is asked of its keyboard
}

// terminals are those of today, as they send keys without any setting.
func terminals() []terminalKeys {
	return []terminalKeys{
		{"xterm", "xterm", "\x1b[B", "\x1b[A", "\x1b[H", "\x1b[F", "\x1b[Z", "\x08", "\x1b", ""},
		{"xterm in application mode", "xterm-256color", "\x1bOB", "\x1bOA", "\x1bOH", "\x1bOF", "\x1b[Z", "\x7f", "\x1b", ""},
		{"rxvt", "rxvt", "\x1b[B", "\x1b[A", "\x1b[7~", "\x1b[8~", "\x1b[Z", "\x7f", "\x1b", ""},
		{"PuTTY", "putty-256color", "\x1b[B", "\x1b[A", "\x1b[1~", "\x1b[4~", "\x1b[Z", "\x7f", "\x1b", ""},
		{"Linux console", "linux", "\x1b[B", "\x1b[A", "\x1b[1~", "\x1b[4~", "\t", "\x7f", "\x1b", ""},
		{"screen", "screen", "\x1b[B", "\x1b[A", "\x1b[1~", "\x1b[4~", "\x1b[Z", "\x7f", "\x1b", ""},
		{"tmux", "tmux-256color", "\x1b[B", "\x1b[A", "\x1b[1~", "\x1b[4~", "\x1b[Z", "\x7f", "\x1b", ""},
		{"kitty", "xterm-kitty", "\x1b[B", "\x1b[A", "\x1b[H", "\x1b[F", "\x1b[57441;2u\x1b[9;2u", "\x1b[127u", "\x1b[27u", "\x1b[?5u"},
		{"kitty with num lock", "xterm-kitty", "\x1b[1;129B", "\x1b[1;129A", "\x1b[1;129H", "\x1b[1;129F", "\x1b[9;130u", "\x1b[127;129u", "\x1b[27;129u", "\x1b[?5u"},
		{"foot", "foot", "\x1b[57420u", "\x1b[57419u", "\x1b[57423u", "\x1b[57424u", "\x1b[9;2u", "\x1b[127;1u", "\x1b[27;1u", "\x1b[?5u"},
	}
}

// The keys of each terminal do what they say: they move, go to the other pane, erase and
// close.
func TestTerminals(t *testing.T) {
	t.Parallel()
	path := sample(t)
	for _, s := range terminals() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			roster := start(t, path, with("TERM="+s.term), "--read-only")
			roster.wait("▸ Preventers")
			roster.press(s.answer)
			for _, step := range [][2]string{
				{s.down, "▸ Z-Force"}, {s.up, "▸ Preventers"}, {s.end, "▸ Z-Force"}, {s.home, "▸ Preventers"},
				{s.other, "▸ Deadpond"}, {s.escape, "▸ Preventers"}, {"/Zx" + s.erase, "Teams · /Z ─"}, {s.escape, "? help"},
			} {
				roster.press(step[0])
				roster.wait(step[1])
			}
			roster.quit()
		})
	}
}

// In kitty with a Cyrillic layout letters and ctrl keys are where they are on a Latin
// keyboard, and text fields take what is typed.
func TestCyrillicLayout(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), with("TERM=xterm-kitty"))
	roster.wait("▸ Preventers")
	roster.press("\x1b[?5u")
	roster.waitFor("the question for all keys", func() bool { return strings.Contains(roster.raw(), "\x1b[=29;1u") })
	roster.press("\x1b[13u")
	roster.wait("▸ Deadpond")
	roster.press("\x1b[1077::116;;1077u")
	roster.wait("Deadpond: training → active", "u undoes")
	roster.press("\x1b[1075::117;;1075u")
	roster.wait("Undone: ", "U redoes")
	roster.press("\x1b[57441;2u\x1b[1075:1043:117;2;1043u")
	roster.wait("Redone: ")
	roster.press("\x1b[1091::101;;1091u") // у is e
	roster.wait("Edit")
	roster.press("\x1b[27u")
	roster.press("/е")
	roster.wait("/е")
	roster.press("\x1b[1089::99;5u")
	roster.waitForEnd()
	roster.wantRestored()
}

// A terminal that can't tell says once which key a letter is.
func TestCyrillicLetters(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t), with("TERM=xterm"))
	roster.wait("▸ Preventers")
	roster.press("е")
	roster.wait("t is for toggle, but your keyboard sends е:")
	roster.quit()
}

// A window of one cell, and one of a line, is nothing to fall over.
func TestOneCell(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("▸ Preventers")
	for _, size := range [][2]uint16{{1, 1}, {1, 24}, {80, 1}} {
		roster.resize(size[0], size[1])
		roster.waitFor("a screen without rows", func() bool { return !roster.shows("▸ Preventers") })
		roster.resize(80, 24)
		for _, text := range []string{"▸ Preventers", "5 History", "q quit"} {
			roster.wait(text)
		}
	}
	roster.quit()
}
