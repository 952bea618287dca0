package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/ui/dialog"
	"roster/ui/keymap"
)

// input handles a key, a paste, a click or a turn of the wheel now, or queues it until what it
// refers to is loaded. An input means the same however fast it is typed and however slow the
// database is: it acts on the rows of the query that is on screen by then. Input after a
// waiting input waits behind it. Only esc and ctrl+c are handled at once, and drop the queue.
func (a *App) input(msg tea.Msg) tea.Cmd {
	if msg = keymap.WithBase(msg); msg == nil {
		return nil
	}
	key := dialog.KeyName(msg)
	switch {
	case key == "esc" || key == "ctrl+c":
		a.typedAhead = nil
	case !a.repaints(key) && (len(a.typedAhead) > 0 || a.mustWait(msg)):
		a.typedAhead = append(a.typedAhead, msg)
		return nil
	}
	return a.dispatch(msg)
}

// releaseTypedAhead handles the queued inputs in order, up to the first that must still wait.
func (a *App) releaseTypedAhead() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.typedAhead) > 0 && !a.tooSmall() && !a.mustWait(a.typedAhead[0]) {
		msg := a.typedAhead[0]
		a.typedAhead = a.typedAhead[1:]
		cmds = append(cmds, a.dispatch(msg))
	}
	return tea.Batch(cmds...)
}

// dispatch passes an input to its owner, unless it answers a question that was not on screen
// yet. After the input that ended the program nothing is delivered.
func (a *App) dispatch(msg tea.Msg) tea.Cmd {
	asked := a.answerGuard.follow(a.frontDialog(), a.opts.After)
	msg = a.interpret(msg)
	switch {
	case a.ended:
		return nil
	case a.answerGuard.refuses(msg, a.opts.Frames()):
		a.typedAhead = nil
		return asked
	}
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case chosenAction:
		cmd = a.perform(msg.Action)
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

// frontDialog returns the dialog in front of everything, or nil.
func (a *App) frontDialog() dialog.Dialog {
	if len(a.dialogs) == 0 {
		return nil
	}
	return a.dialogs[len(a.dialogs)-1]
}

// mustWait reports whether input must wait for a dialog, rows, a write or a copy. Typing into
// the filter never waits, but moving through its rows may.
func (a *App) mustWait(msg tea.Msg) bool {
	if a.leaving || a.copying > 0 {
		return true
	}
	msg = a.interpret(msg)
	if front := a.frontDialog(); front != nil {
		late, ok := front.(dialog.AsyncDialog)
		return ok && late.Awaits(msg) || isSaving(msg) && a.view().IsAwaited()
	}
	if a.prompt != nil && !a.tooSmall() {
		if dialog.KeyName(msg) == "enter" {
			return a.awaitsOtherMatches()
		}
		act, moves := a.promptStep(dialog.KeyName(msg))
		return moves && a.actionWaits(act)
	}
	if a.tooSmall() {
		return false
	}
	switch msg := msg.(type) {
	case chosenAction:
		return a.actionWaits(msg.Action)
	case tea.KeyPressMsg:
		act, ok := a.style.Keys.Action(msg.String())
		if !ok { // said after the result of the write
			return !a.writes.IsIdle()
		}
		return a.actionWaits(act)
	case tea.PasteMsg:
		return !a.writes.IsIdle()
	case tea.MouseClickMsg:
		return !a.writes.IsIdle() || a.view().IsPendingAt(msg.X, 0)
	case tea.MouseWheelMsg:
		return !a.writes.OnlyStandings() || a.view().IsPendingAt(msg.X, wheelStep(msg.Mouse()))
	}
	return false
}

// isSaving reports whether an input may complete a dialog that writes. It must not: rows
// behind the dialog that are being read could be from before or after the write.
func isSaving(msg tea.Msg) bool {
	key := dialog.KeyName(msg)
	return key == "enter" || key == "ctrl+s"
}

// actionWaits reports whether an action has to wait for rows, or for a write. While only
// standings are being written, the cursor moves, other memberships are toggled, and help
// opens.
func (a *App) actionWaits(act keymap.Action) bool {
	moves := a.view().Step(act) != 0
	switch {
	case act == keymap.Quit || act == keymap.Suspend || act == keymap.Repaint || act == keymap.Mouse,
		moves && a.logHasKeys():
		return false
	case a.view().IsPending(act) || !a.writes.OnlyStandings():
		return true
	case a.writes.IsIdle() || act.OpensHelp():
		return false
	case a.whyNot(act) != "": // report the reason after the result of the write
		return true
	case moves:
		return false
	case act == keymap.ToggleTraining:
		key, ok := a.view().Member()
		return !ok || a.writes.IsSetting(key)
	}
	return true
}

// chosenAction is an action that was chosen by name.
type chosenAction struct{ keymap.Action }

// Choose does an action that was chosen by name, before the input that was typed after it.
func (a *App) Choose(act keymap.Action) tea.Cmd {
	a.typedAhead = slices.Insert(a.typedAhead, 0, tea.Msg(chosenAction{act}))
	return nil // the end of Update releases it
}
