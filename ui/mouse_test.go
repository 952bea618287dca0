package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// click clicks on the first place of the screen that shows the text.
func (d *driver) click(text string) {
	d.t.Helper()
	for y, line := range d.screen() {
		if i := strings.Index(line, text); i >= 0 {
			d.send(tea.MouseClickMsg{X: len([]rune(line[:i])), Y: y, Button: tea.MouseLeft})
			d.drain()
			return
		}
	}
	d.t.Fatalf("%q is not on the screen", text)
}

// wheel turns the wheel over a cell.
func (d *driver) wheel(x, y int, button tea.MouseButton) {
	d.t.Helper()
	d.send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
	d.drain()
}

func TestClick(t *testing.T) {
	d := start(t, seedFile(t))
	d.click("Z-Force            1")
	d.wantCursor("Z-Force")
	d.want("╭ Z-Force · Sister")
	d.click("Spider-Boy")
	d.wantCursor("Spider-Boy")
	d.press("t")
	d.wantStatus("Spider-Boy: training → active in Z-Force · u undoes")
	d.click("3 Matrix")
	d.want("╭ Matrix")
	d.click("2 Heroes")
	d.want("╭ Heroes")
	d.press("n")
	d.click("1 Teams") // behind the form
	d.want("New hero")
}

func TestClickInTheMatrix(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("3")
	d.click("● active      ·") // Rusty-Man in Preventers
	d.want("▸ Rusty-Man  [● active]")
	d.click("Spider-Boy  ")
	d.want("▸ Spider-Boy [● active]")
}

func TestWheel(t *testing.T) {
	d := start(t, manyFile(t))
	d.wheel(60, 10, tea.MouseWheelDown)
	d.wheel(60, 10, tea.MouseWheelDown)
	d.wheel(60, 10, tea.MouseWheelUp)
	d.press("tab")
	d.wantPosition(4)
	d.wheel(3, 5, tea.MouseWheelDown)
	d.press("tab")
	d.wantCursor("Nobody")
}

// Above the rows of a change stands what it was: a click is on the row that it is on.
func TestClickInTheHistory(t *testing.T) {
	d := start(t, seedFile(t), size(120, 30))
	d.press("2", "n")
	d.typeText("Ant")
	d.press("tab")
	d.typeText("Scott")
	d.press("tab")
	d.typeText("33")
	d.press("ctrl+s", "5", "enter")
	d.click("Ant         id")
	d.press("y")
	d.wantStatus("Copied, if the terminal allows it: Ant  id    4")
	d.click("age")
	d.press("y")
	d.wantStatus("Copied, if the terminal allows it:   age    33")
}

// A click waits for the moves before it, as a key does.
func TestClickBeforeMovesAreDone(t *testing.T) {
	slow, d := start(t, manyFile(t)), start(t, manyFile(t))
	slow.press("2")
	d.press("2")
	for range 20 {
		slow.press("pgdown")
		d.hold("pgdown")
	}
	click := tea.MouseClickMsg{X: 5, Y: 10, Button: tea.MouseLeft}
	slow.send(click)
	slow.drain()
	d.send(click)
	d.drain()
	if got, want := d.cursor(), slow.cursor(); got != want {
		t.Errorf("the cursor is on %q, and clicked slowly on %q", got, want)
	}
}
