package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/transfer"
	"roster/ui/views"
	"roster/ui/write"
)

// reconnectingReason is why nothing is written while the server is away.
const reconnectingReason = "Reconnecting: nothing can be changed yet."

// perform does an action, or reports why it can't be done here and now.
func (a *App) perform(act keymap.Action) tea.Cmd {
	if a.view().Step(act) == 0 && !act.OpensHelp() { // the result of a write may be reported before or after it
		a.status = status{}
	}
	why := a.whyNot(act)
	switch {
	case why == "":
		return a.do(act)
	case why == list.UnreadReason(&a.style) && a.databaseErr != nil: // that is why they can't be read
		a.reportFailure("Not done", a.style.Clean(a.databaseErr.Error()))
	default:
		a.say(why)
	}
	return nil
}

// whyNot returns why an action can't be done here and now, "" if it can.
func (a *App) whyNot(act keymap.Action) string {
	if !allowed(a.store.Rights())(act) {
		return "You don't have the right to do that here."
	}
	if a.logHasKeys() {
		switch act {
		case keymap.ToggleTraining, keymap.NewRow, keymap.Assign, keymap.Move, keymap.Edit, keymap.Remove,
			keymap.Copy, keymap.CopyList, keymap.Details, keymap.Enter, keymap.Mark, keymap.MarkAll,
			keymap.Filter, keymap.FilterStatus, keymap.SortNext, keymap.SortReverse:
			return "The statement log has the focus: press " + a.style.Key(keymap.Back) + " to go back."
		case keymap.Back:
			return ""
		}
	}
	switch act {
	case keymap.Repaint, keymap.Mouse, keymap.Find:
		return ""
	case keymap.OtherPane:
		if a.log.open {
			return ""
		}
	case keymap.AddIndexes:
		return a.cannotIndex()
	case keymap.Refresh:
		if list.IsUnavailable(a.databaseErr) {
			return "Reconnecting: the screen may be out of date."
		}
	case keymap.FilterTeams:
		if a.open != views.MatrixView {
			return a.style.Say("Teams have their own filter only in the matrix.")
		}
	case keymap.Back:
		if !a.canGoBack() {
			return "There is nothing to go back to."
		}
		return ""
	}
	if why := a.cannotWrite(); why != "" && (act.Writes() || act == keymap.AddField) {
		return why
	}
	return a.view().WhyNot(act)
}

// cannotWrite returns why nothing can be written now, "" if it can.
func (a *App) cannotWrite() string {
	switch why := a.store.ReadOnly(); {
	case why != "":
		return "Read-only: " + why + "."
	case list.IsUnavailable(a.databaseErr):
		return reconnectingReason
	}
	return ""
}

// do does an action: the app's own, or the view's.
func (a *App) do(act keymap.Action) tea.Cmd {
	if a.logHasKeys() && a.log.scroll(act, a.logHeight()-2) {
		return nil
	}
	switch act {
	case keymap.OtherPane:
		return a.otherPane()
	case keymap.ViewTeams, keymap.ViewHeroes, keymap.ViewMatrix, keymap.ViewTraining, keymap.ViewHistory:
		return a.openView(int(act - keymap.ViewTeams))
	case keymap.ViewBefore:
		return a.openView(a.open - 1)
	case keymap.ViewAfter:
		return a.openView(a.open + 1)
	case keymap.Back:
		return a.back()
	case keymap.Filter, keymap.FilterTeams:
		a.prompt = newPrompt(&a.style, a.view().FilterTarget(act), act == keymap.FilterTeams)
	case keymap.Undo:
		if a.open == views.HistoryView {
			return a.view().Do(act)
		}
		return a.Undo(change.Ref{})
	case keymap.Redo:
		return a.Write(nil, write.RedoLatest)
	case keymap.Import:
		a.Ask(transfer.NewImport(a.store, &a.style, a.opts.Memory))
	case keymap.Export:
		a.Ask(transfer.NewExport(a.store, &a.style, a.exportSource(), a.exportParts()))
	case keymap.AddField:
		a.Ask(dialog.NewField(a.store, &a.style))
	case keymap.AddIndexes:
		return a.planIndexes(true)
	case keymap.Reveal:
		a.reveal()
	case keymap.ShowLog:
		return a.showLog(!a.log.open)
	case keymap.Refresh:
		return tea.Batch(tea.ClearScreen, a.view().Load())
	case keymap.Repaint:
		return tea.ClearScreen
	case keymap.Mouse:
		a.switchMouse()
	case keymap.ShowHelp:
		a.Ask(dialog.NewHelp(&a.style, a.whyNot))
	case keymap.Palette:
		a.Ask(dialog.NewPalette(a.store, &a.style, a.whyNot))
	case keymap.Find:
		a.Ask(dialog.NewSearch(a.store, &a.style))
	case keymap.Suspend:
		return tea.Suspend
	case keymap.Quit:
		return a.endAfterWrites()
	default:
		return a.view().Do(act)
	}
	return nil
}

// reveal shows secret names, or masks them again.
func (a *App) reveal() {
	a.style.Revealed = !a.style.Revealed
	a.redraw()
	if a.style.Revealed {
		a.say("Secret names are shown.")
	} else {
		a.say("Secret names are masked.")
	}
}

func (a *App) redraw() {
	for _, v := range a.views {
		v.Redraw()
	}
}

// otherPane goes from the left pane to the right one, from there to the
// statement log if that is open, and round again.
func (a *App) otherPane() tea.Cmd {
	switch {
	case a.logCovers():
		return a.showLog(false)
	case a.log.focused:
		a.log.focused = false
		return a.view().Do(keymap.LeftPane)
	case a.log.open && (a.view().InRightPane() || a.view().WhyNot(keymap.OtherPane) != ""):
		a.log.focused = true
		return nil
	}
	return a.view().Do(keymap.OtherPane)
}

// logHasKeys reports whether keys that move go to the statement log. What acts on
// rows is refused then: no one sees which ones.
func (a *App) logHasKeys() bool { return a.log.focused || a.logCovers() }

func (a *App) showLog(open bool) tea.Cmd {
	a.log.open, a.log.focused, a.log.up = open, false, 0
	return a.resize(a.width, a.height)
}

// endAfterWrites ends the program, after the pending writes. A second ctrl+c does not wait.
func (a *App) endAfterWrites() tea.Cmd {
	if a.writes.IsIdle() || a.leaving {
		a.ended = true
		return tea.Quit
	}
	a.leaving = true
	a.say("Quitting as soon as the last change is on disk: press ctrl+c again to quit at once.")
	return nil
}

// resumed reports that roster continues after it was suspended, or why it could not be.
type resumed struct{ err error }

func (a *App) resumed(msg resumed) {
	if msg.err != nil {
		a.status = failureStatus("Not suspended: " + msg.err.Error() + ".")
	}
}

// canGoBack reports whether there is a step back to take.
func (a *App) canGoBack() bool {
	return a.logHasKeys() || a.view().CanClear() || len(a.trail) > 0 || a.view().InRightPane()
}

// back goes one step back: it clears the filter, or else the marks, or else returns to the
// place that the user came from.
func (a *App) back() tea.Cmd {
	switch {
	case a.logCovers():
		return a.showLog(false)
	case a.log.focused:
		a.log.focused = false
	case a.view().CanClear():
		return a.view().Clear()
	case a.view().InRightPane():
		return a.view().Do(keymap.LeftPane)
	case len(a.trail) > 0:
		last := len(a.trail) - 1
		p := a.trail[last]
		a.trail = a.trail[:last]
		return a.goTo(p)
	}
	return nil
}
