package ui_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

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

// Y copies the list as it is filtered and sorted, in every view: formulas and secrets stay
// out. What is too large is not copied.
func TestCopyList(t *testing.T) {
	d := start(t, seedFile(t))
	d.other.exec("UPDATE team SET headquarters = '=1+1' WHERE id = 1")
	d.press("R")
	copied := func(keys ...string) string {
		d.press(keys[:len(keys)-1]...)
		d.hold(keys[len(keys)-1])
		text := ""
		for len(d.pending)+len(d.answers) > 0 {
			for len(d.pending) > 0 {
				d.run(0)
			}
			for len(d.answers) > 0 {
				if reflect.TypeOf(d.answers[0]) == reflect.TypeOf(tea.SetClipboard("")()) {
					text = fmt.Sprint(d.answers[0])
				}
				d.deliver(0)
			}
		}
		return text
	}
	for _, c := range []struct{ keys, want string }{
		{"1 Y", "team\theadquarters\nPreventers\tSharp Tower\nZ-Force\t'=1+1\n"},
		{"S Y", "team\theadquarters\nZ-Force\t'=1+1\nPreventers\tSharp Tower\n"},
		{"S g tab Y", "hero\tage\tstatus\nDeadpond\t\ttraining\nRusty-Man\t48\tactive\nSpider-Boy\t\tactive\n"},
		{"f Y", "hero\tage\tstatus\nDeadpond\t\ttraining\n"},
		{"2 Y", "hero\tage\nDeadpond\t\nRusty-Man\t48\nSpider-Boy\t\n"},
		{". Y", "hero\tage\tsecret name\nDeadpond\t\tDive Wilson\nRusty-Man\t48\tTommy Sharp\nSpider-Boy\t\tPedro Parqueador\n"},
		{"3 Y", "hero\tPreventers\tZ-Force\nDeadpond\ttraining\tactive\nRusty-Man\tactive\t\nSpider-Boy\tactive\ttraining\n"},
	} {
		if got := copied(strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s copies %q, want %q", c.keys, got, c.want)
		}
	}
	d.wantStatus("Copied, if the terminal allows it: 3 rows, as a table with tabs.")
	d.other.exec("WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO hero SELECT i, 'Person ' || i, 's', NULL FROM n")
	d.press("R")
	for _, view := range []string{"2", "3"} {
		if got := copied(view, "Y"); got != "" {
			t.Errorf("view %s copies %.100q", view, got)
		}
		d.wantStatus("Not copied: the list is larger than 64 KB. Filter it, or export it with E.")
	}
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
