package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A click in a dialog goes to the field, the row or the key that it points to.
func TestClickInDialogs(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("e")
	d.click("Headquarters")
	d.typeText("!")
	d.want("Sharp Tower!")
	d.click("esc cancel")
	d.want("Discard what you typed?")
	d.click("discard it")
	d.wantStatus("")

	d.press("a")
	d.click("Rusty-Man  ")
	d.click("tab mark")
	d.want("1 hero marked")
	d.click("ctrl+t")
	d.want("join as ● active")
	d.click("1 Teams") // behind the dialog
	d.want("1 hero marked")
	d.click("esc cancel")

	d.press(":")
	d.click("the history of changes")
	d.click("enter run")
	d.want("No changes yet.")

	d.press("E")
	d.click("Secrets  ")
	d.press("right")
	d.want("Secrets  written")
	d.click("esc cancel")
	d.press("1", "d")
	d.want("y yes")
	d.click("n no")
	d.wantLinks(seedLinks...)
	d.press("d")
	d.click("y yes")
	d.wantStatus("Preventers deleted, with 3 memberships · u undoes")
}

// The wheel moves the cursor of a list in a dialog, and scrolls a text.
func TestWheelInDialogs(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("a")
	before := d.text()
	d.wheel(50, 15, tea.MouseWheelDown)
	down := d.text()
	d.wheel(50, 15, tea.MouseWheelUp)
	if down == before || d.text() != before {
		t.Errorf("the wheel did not move the cursor down and up:\n%s\n%s", down, d.text())
	}
	d.press("esc", ":")
	d.wheel(50, 15, tea.MouseWheelDown)
	if lines := strings.Join(d.screen(), "\n"); !strings.Contains(lines, "▸e  ") {
		t.Errorf("the wheel did not move the cursor of the palette:\n%s", lines)
	}
}

// A click on an answer that was not on screen yet is none.
func TestClickBeforeTheQuestionIsDrawn(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter", "ctrl+a", "t")
	d.want("a active")
	x, y := -1, -1
	for line, text := range d.screen() {
		if i := strings.Index(text, "a active"); i >= 0 {
			x, y = len([]rune(text[:i])), line
		}
	}
	d.press("esc")
	d.hold("t") // the question opens at once
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.drain()
	d.wantLinks(seedLinks...)
	d.want("a active")
	d.click("a active")
	d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,0")
}
