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
	case a.saving():
		a.held = append(a.held, msg)
		return nil
	case len(a.dialogs) > 0:
		return a.pressDialog(msg)
	case a.prompt != nil:
		return a.typed(msg)
	case key == a.keymap.shown(actBack) && a.canCancel():
		a.writes.cancel()
		return nil
	}
	if a.look.still { // the keys of the person are the clock then
		a.view().fade()
	}
	act, ok := a.keymap.byKey[key]
	switch {
	case !ok:
		return nil
	case act == actBack:
		a.held = nil
	case len(a.held) > 0 || act.ofRow() && a.view().coming(): // who presses enter and t knows what they want
		a.held = append(a.held, msg)
		return nil
	}
	return a.act(act)
}

// canCancel tells whether esc ends the write that runs. It does once the screen
// says so: before that it is meant for something else.
func (a *App) canCancel() bool {
	return a.writes.busy && a.patience.out && len(a.dialogs) == 0 && a.prompt == nil
}

// frontForm returns the form in front of everything, or nil.
func (a *App) frontForm() *form {
	if len(a.dialogs) == 0 {
		return nil
	}
	f, _ := a.dialogs[len(a.dialogs)-1].(*form)
	return f
}

// saving tells whether a form waits for the database, to save or to begin. Keys that are typed
// meanwhile are meant for what comes after it, and wait too.
func (a *App) saving() bool {
	f := a.frontForm()
	return f != nil && (f.saving || f.reading)
}

// release presses the keys that had to wait for rows, once they are there. A
// question that came up between is not what they were meant for.
func (a *App) release() tea.Cmd {
	switch {
	case len(a.held) == 0 || a.saving() || a.view().coming():
		return nil
	case len(a.dialogs) > 0:
		a.held = nil
		return nil
	}
	return a.replay()
}

// replay presses the keys that had to wait, for a form or for rows.
func (a *App) replay() tea.Cmd {
	held := a.held
	a.held = nil
	var cmds []tea.Cmd
	for _, msg := range held {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			cmds = append(cmds, a.press(msg))
		case tea.PasteMsg:
			cmds = append(cmds, a.paste(msg))
		}
	}
	return tea.Batch(cmds...)
}

// interrupt quits. Where typed text would be lost it asks first, and the second
// ctrl+c quits.
func (a *App) interrupt() tea.Cmd {
	for i, d := range slices.Backward(a.dialogs) {
		f, isForm := d.(*form)
		if isForm && f.leaving {
			break
		}
		if isForm && !f.saving && !f.reading && f.touched() {
			a.dialogs = a.dialogs[:i+1] // what lies over it goes
			f.leaving, f.quits = true, true
			return nil
		}
	}
	return a.quit()
}

// pressTooSmall lets nothing happen unseen but quitting.
func (a *App) pressTooSmall(key string) tea.Cmd {
	if act, ok := a.keymap.byKey[key]; ok && act == actQuit && len(a.dialogs) == 0 && a.prompt == nil {
		return a.quit()
	}
	return nil
}

// pressDialog gives a key to the dialog in front, and does what it answers.
func (a *App) pressDialog(msg tea.KeyPressMsg) tea.Cmd {
	return a.conclude(a.dialogs[len(a.dialogs)-1].press(msg))
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

// retake is the enter that a picker had to wait with, if it is still in front.
func (a *App) retake(p *picker) tea.Cmd {
	if front := len(a.dialogs) - 1; front < 0 || a.dialogs[front] != dialog(p) {
		return nil
	}
	return a.conclude(p.take())
}

// paste goes to the dialog in front, or to the filter that is being typed, and
// nowhere else.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.tooSmall():
	case a.saving():
		a.held = append(a.held, msg)
	case len(a.dialogs) > 0:
		return a.dialogs[len(a.dialogs)-1].receive(msg)
	case a.prompt != nil:
		return a.refilter(msg)
	}
	return nil
}
