package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// press gives a key to its one owner: the dialog in front, the filter that is
// being typed, the view.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	switch {
	case key == "ctrl+c":
		return a.interrupt()
	case a.tooSmall():
		return a.pressTooSmall(key)
	case len(a.dialogs) > 0:
		return a.conclude(a.front().press(msg))
	case a.prompt != nil:
		return a.typed(msg)
	case key == a.keymap.shown(actBack) && a.canCancel():
		a.writes.stop()
		return nil
	}
	if a.look.still { // the keys of the person are the clock then
		a.view().fade()
	}
	if act, ok := a.keymap.action(key); ok {
		return a.act(act)
	}
	return nil
}

// canCancel tells whether esc ends the write that runs. It does once the screen
// says so: before that it is meant for something else.
func (a *App) canCancel() bool {
	return a.writes.isBusy() && a.patience.out && len(a.dialogs) == 0 && a.prompt == nil
}

// interrupt quits. Where typed text would be lost it asks first, and the second
// ctrl+c quits.
func (a *App) interrupt() tea.Cmd {
	for i, d := range slices.Backward(a.dialogs) {
		f, isForm := d.(*form)
		if isForm && f.isLeaving() {
			break
		}
		if isForm && f.losesText() {
			a.dialogs = a.dialogs[:i+1] // what lies over it goes
			f.askToQuit()
			return nil
		}
	}
	return a.quit()
}

// pressTooSmall lets nothing happen unseen but quitting.
func (a *App) pressTooSmall(key string) tea.Cmd {
	if act, ok := a.keymap.action(key); ok && act == actQuit && len(a.dialogs) == 0 && a.prompt == nil {
		return a.quit()
	}
	return nil
}

// conclude does what a key did to the dialog in front. What was picked or pasted in it
// waits for a server that is away.
func (a *App) conclude(out outcome) tea.Cmd {
	if out.writes && isDown(a.trouble) {
		a.status = failed(untilThen)
		return out.cmd
	}
	if front := len(a.dialogs) - 1; out.done {
		if _, isForm := a.dialogs[front].(*form); isForm {
			a.status = status{} // it was about that
		}
		a.dialogs = slices.Delete(a.dialogs, front, front+1)
	}
	if out.answer == nil {
		return out.cmd
	}
	return tea.Batch(out.cmd, out.answer(a))
}

// paste goes to the dialog in front, or to the filter that is being typed, and
// nowhere else.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.tooSmall():
	case len(a.dialogs) > 0:
		return a.front().receive(msg)
	case a.prompt != nil:
		return a.refilter(msg)
	}
	return nil
}
