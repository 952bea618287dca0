package ui_test

import (
	"reflect"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// repaints reports whether a key makes the terminal draw everything again.
func (d *driver) repaints(key string) bool {
	d.t.Helper()
	_, cmd := d.app.Update(keyOf(d.t, key))
	found := false
	for _, msg := range messages(cmd) {
		found = found || reflect.TypeOf(msg) == reflect.TypeOf(tea.ClearScreen())
	}
	d.drain()
	return found
}

// messages runs a command and those in it, and returns what they say.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	batch, ok := msg.(tea.BatchMsg)
	if !ok {
		return []tea.Msg{msg}
	}
	var all []tea.Msg
	for _, part := range batch {
		all = append(all, messages(part)...)
	}
	return all
}

// ctrl+l draws the screen again whatever is open, and changes nothing; R reads it too.
func TestRepaint(t *testing.T) {
	for name, keys := range map[string][]string{"View": nil, "Filter": {"/", "z"}, "Form": {"n", "x"}, "Help": {"?"}, "Question": {"d"}} {
		t.Run(name, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press(keys...)
			before := d.app.View().Content
			if !d.repaints("ctrl+l") {
				t.Error("ctrl+l does not draw the screen again")
			}
			if d.app.View().Content != before {
				t.Error("the screen is another one")
			}
		})
	}
	if d := start(t, seedFile(t)); !d.repaints("R") {
		t.Error("R does not draw the screen again")
	}
}

// While a filter is typed, up and down move through the rows that it leaves.
func TestArrowsWhileFiltering(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "/")
	d.typeText("d")
	d.wantStatus("/d")
	d.wantRows(rightPane, "▸ "+preventers[0], preventers[2])
	d.press("down")
	d.wantRows(rightPane, preventers[0], "▸ "+preventers[2])
	d.press("up", "down")
	d.typeText("er")
	d.wantRows(rightPane, "▸ "+preventers[2])
	d.press("esc") // the cursor stays on the row that it was moved to
	d.wantRows(rightPane, preventers[0], preventers[1], "▸ "+preventers[2])
}

// In the matrix the filter of the teams has them side by side.
func TestArrowsWhileFilteringTeams(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3", `\`)
	before := d.app.View().Content
	d.press("down")
	if d.app.View().Content == before {
		t.Error("down does not move to the next team")
	}
	d.press("up")
	if d.app.View().Content != before {
		t.Error("up does not move back")
	}
}

// M gives the mouse to the terminal, and takes it back; a setting does so from the start.
func TestMouseOff(t *testing.T) {
	d := start(t, seedFile(t))
	for _, c := range []struct {
		mode tea.MouseMode
		says string
	}{
		{tea.MouseModeNone, "The mouse now selects text: M turns it on in roster again."},
		{tea.MouseModeCellMotion, "The mouse is on: shift+drag selects text."},
	} {
		d.press("M")
		d.wantStatus(c.says)
		if got := d.app.View().MouseMode; got != c.mode {
			t.Errorf("the mouse mode is %v, want %v", got, c.mode)
		}
	}
	d = start(t, seedFile(t), func(s *setup) { s.ui.NoMouse = true })
	if got := d.app.View().MouseMode; got != tea.MouseModeNone {
		t.Errorf("with the setting the mouse mode is %v", got)
	}
}
