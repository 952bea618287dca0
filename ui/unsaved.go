package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/ui/dialog"
)

// Unsaved is a form that was open when roster was ended from outside, and what was
// typed in it.
type Unsaved = dialog.Unsaved

// interrupted returns the place of the user when roster is terminated by a signal, including
// an open form.
func (a *App) interrupted() State {
	state := a.State()
	for _, d := range a.dialogs {
		f, ok := d.(*dialog.Form)
		if !ok {
			continue
		}
		if u, ok := f.Unsaved(); ok {
			state.Unsaved = append(state.Unsaved[:len(state.Unsaved):len(state.Unsaved)], u)
		}
	}
	return state
}

// reopen opens a form as it was left. It returns false if that can't be done.
func (a *App) reopen(u Unsaved) bool {
	f, lost := dialog.Reopen(a.store, &a.style, u)
	if f == nil {
		return false
	}
	a.Ask(f)
	if u.Draft != "" {
		a.restored = append(a.restored, f)
	}
	a.say("This is the text you were typing when roster ended.")
	if lost != "" {
		a.Ask(dialog.NewNotice("Unsaved text", a.style.Clean(lost)))
	}
	return true
}

// forgetClosed forgets the unsaved text of the last session, once its form is closed: it has
// been saved or discarded.
func (a *App) forgetClosed() tea.Cmd {
	var cmds []tea.Cmd
	forget := a.opts.Forget
	a.restored = slices.DeleteFunc(a.restored, func(f *dialog.Form) bool {
		if slices.Contains(a.dialogs, dialog.Dialog(f)) {
			return false
		}
		cmds = append(cmds, func() tea.Msg { forget(f.Draft()); return nil })
		return true
	})
	return tea.Batch(cmds...)
}
