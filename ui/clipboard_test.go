package ui_test

import (
	"fmt"
	"strings"
	"testing"
)

// y copies the row under the cursor, made safe, and no secret that is masked.
func TestCopy(t *testing.T) {
	d := start(t, hostileFile(t))
	for _, view := range []string{"1", "2", "3"} {
		d.press(view, "y")
		d.want("Copied:")
	}
	d = start(t, seedFile(t))
	d.press("2", "y")
	d.wantStatus("Copied: Deadpond")
	d.press(".", "y")
	d.want("Copied: Deadpond    Dive Wilson")
}

// The clipboard is set through the terminal, and once more past tmux.
func TestCopyInsideTmux(t *testing.T) {
	for _, inside := range []bool{false, true} {
		d := start(t, seedFile(t), func(s *setup) { s.ui.Tmux = inside })
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
		if strings.Contains(text, "\x1bPtmux;") != inside {
			t.Errorf("inside tmux %v: %q", inside, text)
		}
	}
}
