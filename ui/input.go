package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
)

// press gives a key to its one owner: the dialog in front, the filter that is
// being typed, the view.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	switch {
	case key == "ctrl+c":
		return a.Quit()
	case a.repaints(key):
		return tea.ClearScreen
	case a.tooSmall():
		return a.pressTooSmall(key)
	case len(a.dialogs) > 0:
		return a.handleOutcome(a.frontDialog().Press(msg))
	case a.prompt != nil:
		return a.filterKey(msg)
	case key == keymap.Escape && a.canCancel():
		return a.cancel()
	}
	if a.style.Still { // keys are the clock then
		a.view().Fade()
	}
	if act, ok := a.style.Keys.Action(key); ok {
		return a.perform(act)
	}
	a.sayUnbound(msg)
	return nil
}

// repaints reports whether a key draws the screen again, whatever is open.
func (a *App) repaints(key string) bool {
	act, ok := a.style.Keys.Action(key)
	return ok && act == keymap.Repaint
}

// canCancel reports whether esc cancels the running write, or the sort that the user waits for.
// It does once the screen says so: before that it is meant for something else.
func (a *App) canCancel() bool {
	return (a.writes.IsBusy() || a.view().CanCancelSort()) && a.busyIndicator.shown && len(a.dialogs) == 0 && a.prompt == nil
}

// cancel cancels it.
func (a *App) cancel() tea.Cmd {
	if a.writes.IsBusy() {
		a.writes.Cancel()
		return nil
	}
	a.say("Cancelled: the list is sorted as before.")
	return a.view().CancelSort()
}

// Quit quits. If typed text would be lost it asks first, and the second
// ctrl+c quits.
func (a *App) Quit() tea.Cmd {
	for i, d := range slices.Backward(a.dialogs) {
		f, isForm := d.(*dialog.Form)
		if isForm && f.IsLeaving() {
			break
		}
		if isForm && f.LosesText() {
			a.dialogs = a.dialogs[:i+1] // what lies over it goes
			f.AskToQuit()
			return nil
		}
	}
	return a.endAfterWrites()
}

// pressTooSmall lets nothing happen unseen but quitting.
func (a *App) pressTooSmall(key string) tea.Cmd {
	if act, ok := a.style.Keys.Action(key); ok && act == keymap.Quit && len(a.dialogs) == 0 && a.prompt == nil {
		return a.endAfterWrites()
	}
	return nil
}

// handleOutcome does what a key did to the dialog in front. What was picked or pasted in it
// waits for a server that is away.
func (a *App) handleOutcome(out dialog.Outcome) tea.Cmd {
	if out.Writes && list.IsUnavailable(a.databaseErr) {
		a.status = failureStatus(reconnectingReason)
		return out.Cmd
	}
	if front := len(a.dialogs) - 1; out.Done {
		if _, isForm := a.dialogs[front].(*dialog.Form); isForm {
			a.status = status{} // it was about that
		}
		a.dialogs = slices.Delete(a.dialogs, front, front+1)
	}
	if out.Answer == nil {
		return out.Cmd
	}
	return tea.Batch(out.Cmd, out.Answer(a))
}

// paste goes to the dialog in front, or to the filter that is being typed. Otherwise it
// reports which key accepts it.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.tooSmall():
	case len(a.dialogs) > 0:
		return a.frontDialog().Receive(msg)
	case a.prompt != nil:
		return a.refilter(msg)
	case a.whyNot(keymap.Import) == "":
		a.say("Nothing was pasted: press " + a.style.Key(keymap.Import) + " first, then paste, to import it.")
	}
	return nil
}
