package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// input takes a key, a paste, a click or a turn of the wheel: at once, or when what it
// is about has come. An input means the same however fast it is typed and however slow
// the database is: it acts on the rows of the question that is on screen by then. What
// is typed after an input that waits, waits behind it. Only esc and ctrl+c are obeyed
// at once, and drop what waits.
func (a *App) input(msg tea.Msg) tea.Cmd {
	key := keyName(msg)
	switch {
	case key == "esc" || key == "ctrl+c":
		a.held = nil
	case len(a.held) > 0 || a.mustWait(msg):
		a.held = append(a.held, msg)
		return nil
	}
	return a.take(msg)
}

// release takes the inputs that had to wait, in order, as far as what they are about
// has come.
func (a *App) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.held) > 0 && !a.tooSmall() && !a.mustWait(a.held[0]) {
		msg := a.held[0]
		a.held = a.held[1:]
		cmds = append(cmds, a.take(msg))
	}
	return tea.Batch(cmds...)
}

// take gives an input to its owner, unless it answers a question that was not on screen
// yet. After the input that ended the program there is none.
func (a *App) take(msg tea.Msg) tea.Cmd {
	asked := a.consent.follow(a.front(), a.opts.After)
	switch {
	case a.ended:
		return nil
	case a.consent.refuses(msg, a.opts.Frames()):
		a.held = nil
		return asked
	}
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case chosenAction:
		cmd = a.act(msg.action)
	case tea.KeyPressMsg:
		cmd = a.press(msg)
	case tea.PasteMsg:
		cmd = a.paste(msg)
	case tea.MouseClickMsg:
		cmd = a.click(msg.Mouse())
	case tea.MouseWheelMsg:
		cmd = a.wheel(msg.Mouse())
	}
	return tea.Batch(asked, cmd)
}

// front returns the dialog in front of everything, or nil.
func (a *App) front() dialog {
	if len(a.dialogs) == 0 {
		return nil
	}
	return a.dialogs[len(a.dialogs)-1]
}

// mustWait reports whether what an input is about has yet to come: a dialog, rows, or
// the end of a write. Typing into the filter never waits.
func (a *App) mustWait(msg tea.Msg) bool {
	if a.leaving {
		return true
	}
	if front := a.front(); front != nil {
		late, ok := front.(latecomer)
		return ok && late.awaits(msg)
	}
	if a.prompt != nil || a.tooSmall() {
		return false
	}
	switch msg := msg.(type) {
	case chosenAction:
		return a.actionWaits(msg.action)
	case tea.KeyPressMsg:
		act, ok := a.keymap.action(msg.String())
		return ok && a.actionWaits(act)
	case tea.MouseClickMsg:
		return !a.writes.idle() || a.view().comingAt(msg.X, 0)
	case tea.MouseWheelMsg:
		return !a.writes.steady() || a.view().comingAt(msg.X, wheelStep(msg.Mouse()))
	}
	return false
}

// actionWaits reports whether an action has to wait for rows, or for a write. While
// nothing but the standing of memberships is written, the cursor moves, other
// memberships are toggled, and help opens.
func (a *App) actionWaits(act action) bool {
	moves := a.view().step(act) != 0
	switch {
	case act == actQuit || act == actSuspend || moves && a.logHasKeys():
		return false
	case a.view().coming(act) || !a.writes.steady():
		return true
	case a.writes.idle() || moves || act.opensHelp():
		return false
	case act == actToggleTraining:
		key, ok := a.view().member()
		return !ok || a.writes.isSetting(key)
	}
	return true
}

// chosenAction is an action that was chosen by its name.
type chosenAction struct{ action }

// choose does an action that was chosen by its name, before what was typed behind that.
func (a *App) choose(act action) tea.Cmd {
	a.held = slices.Insert(a.held, 0, tea.Msg(chosenAction{act}))
	return nil // the end of Update releases it
}
