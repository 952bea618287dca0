package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"roster/ui"
)

// y copies the row under the cursor, made safe, and no secret that is masked.
func TestCopy(t *testing.T) {
	sure := func(s *setup) { s.ui.Clipboard.Sure = true }
	d := start(t, hostileFile(t), sure)
	for _, view := range []string{"1", "2", "3"} {
		d.press(view, "y")
		d.want("Copied:")
	}
	d = start(t, seedFile(t), sure)
	d.press("2", "y")
	d.wantStatus("Copied: Deadpond")
	d.press(".", "y")
	d.want("Copied: Deadpond    Dive Wilson")
}

// Of a terminal that may not take it nothing is claimed.
func TestCopyIsNotClaimed(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("y")
	d.wantStatus("Copied, if the terminal allows it: Preventers  Sharp Tower")
}

// The clipboard is set through the terminal, and once more past tmux, past a tmux
// around it, and past screen.
func TestCopyInsideOthers(t *testing.T) {
	for _, clip := range []ui.Clipboard{{}, {Tmux: true}, {Screen: true}} {
		d := start(t, seedFile(t), func(s *setup) { s.ui.Clipboard = clip })
		d.hold("y")
		text := ""
		for len(d.pending) > 0 {
			d.run(0)
		}
		for _, msg := range d.answers {
			text += fmt.Sprintf("%v ", msg)
		}
		if !strings.Contains(text, "Preventers\tSharp Tower") {
			t.Errorf("the clipboard gets %q", text)
		}
		if strings.Contains(text, "\x1bPtmux;\x1b\x1b]52;c;") != clip.Tmux || strings.Contains(text, "\x1bPtmux;\x1b\x1bPtmux;") != clip.Tmux || strings.Contains(text, "\x1bP\x1b]52;c;") != clip.Screen {
			t.Errorf("inside %+v: %q", clip, text)
		}
	}
}
