package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/views"
)

// wheelRows is how many rows one notch of the wheel moves.
const wheelRows = 3

// switchMouse gives the mouse to the terminal, which can select text with it then, or takes
// it back.
func (a *App) switchMouse() {
	a.opts.NoMouse = !a.opts.NoMouse
	if a.opts.NoMouse {
		a.say("The mouse now selects text: " + a.style.Key(keymap.Mouse) + " turns it on in roster again.")
	} else {
		a.say("The mouse is on: shift+drag selects text.")
	}
}

// keyOnDialog returns what an input of the mouse means for the dialog in front: a click on a key
// that is written there is that key, and the wheel is an arrow. It is an answer like one from
// the keyboard, and may come too early.
func (a *App) keyOnDialog(msg tea.Msg) tea.Msg {
	front := a.frontDialog()
	if front == nil || a.tooSmall() {
		return msg
	}
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		if key, ok := dialog.KeyAt(&a.style, front, a.width, a.height, m.X, m.Y); ok && m.Button == tea.MouseLeft {
			return key
		}
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelUp:
			return tea.KeyPressMsg{Code: tea.KeyUp}
		case tea.MouseWheelDown:
			return tea.KeyPressMsg{Code: tea.KeyDown}
		}
	}
	return msg
}

// click goes to the view of a tab, or to a row; while a dialog is open, to a row or a field of
// the dialog, and never to what is behind it. While a filter is typed it does nothing.
func (a *App) click(m tea.Mouse) tea.Cmd {
	switch {
	case m.Button == tea.MouseLeft && len(a.dialogs) > 0 && !a.tooSmall():
		return dialog.Pick(&a.style, a.frontDialog(), a.width, a.height, m.X, m.Y)
	case m.Button != tea.MouseLeft || len(a.dialogs) > 0 || a.prompt != nil || a.tooSmall():
		return nil
	case m.Y == 0:
		return a.clickTab(m.X)
	case a.inView(m.Y):
		a.log.focused = false
		return a.view().Click(m.X, m.Y-1)
	}
	return nil
}

// wheel moves the cursor of the list under the pointer.
func (a *App) wheel(m tea.Mouse) tea.Cmd {
	rows := wheelRows * wheelStep(m)
	if rows == 0 || len(a.dialogs) > 0 || a.prompt != nil || !a.inView(m.Y) {
		return nil
	}
	return a.view().Wheel(m.X, m.Y-1, rows)
}

// wheelStep returns which way the wheel moves the cursor, 0 for a wheel that is turned
// sideways.
func wheelStep(m tea.Mouse) int {
	return map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: 1}[m.Button]
}

// inView reports whether a line of the screen is one of the view's.
func (a *App) inView(y int) bool {
	return !a.tooSmall() && !a.logCovers() && y >= 1 && y < a.height-chromeHeight-a.logHeight()+1
}

// clickTab opens the view whose tab is at the cell.
func (a *App) clickTab(x int) tea.Cmd {
	end := a.width - 1
	for i := len(a.views) - 1; i >= 0; i-- {
		start := end - safetext.Width(a.tab(i))
		if x >= start && x < end {
			return a.openView(i)
		}
		end = start - 2
	}
	return nil
}

// tab returns the text of a view's tab; in a narrow window its number alone.
func (a *App) tab(i int) string {
	if a.width < views.TwoPaneWidth && i != a.open {
		return fmt.Sprint(i + 1)
	}
	return fmt.Sprintf("%d %s", i+1, a.views[i].Name())
}
