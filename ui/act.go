package ui

import (
	tea "charm.land/bubbletea/v2"
)

// untilThen is why nothing is written while the server is away.
const untilThen = "Reconnecting: nothing can be changed until then."

// act does an action, or says why it can't be done here and now.
func (a *App) act(act action) tea.Cmd {
	if a.view().step(act) == 0 && !act.opensHelp() { // what a write says may come before it or after
		a.status = status{}
	}
	if why := a.can(act); why != "" {
		a.say(why)
		return nil
	}
	return a.do(act)
}

// can returns why an action can't be done here and now, "" where it can.
func (a *App) can(act action) string {
	if a.logHasKeys() {
		switch act {
		case actToggleTraining, actNew, actAssign, actEdit, actRemove, actCopy, actDetails, actEnter, actMark, actMarkAll, actFilter, actFilterStatus, actSortNext, actSortReverse:
			return "The statement log has the keys: " + a.keymap.shown(actBack) + " leads back."
		case actBack:
			return ""
		}
	}
	switch act {
	case actOtherPane:
		if a.log.open {
			return ""
		}
	case actAddIndexes:
		return a.cannotIndex()
	case actToggleTraining, actNew, actAssign, actEdit, actRemove, actUndo, actRedo, actImport, actAddField:
		if why := a.store.ReadOnly(); why != "" {
			return "Read-only: " + why + "."
		}
		if isDown(a.trouble) {
			return untilThen
		}
	case actRefresh:
		if isDown(a.trouble) {
			return "Reconnecting: what is on screen was read before that."
		}
	case actFilterTeams:
		if a.open != matrixView {
			return "Teams are filtered apart in the matrix only."
		}
	case actBack:
		if !a.canGoBack() {
			return "There is nothing to go back to."
		}
		return ""
	}
	return a.view().can(act)
}

// do does an action: the app's own, or the view's.
func (a *App) do(act action) tea.Cmd {
	if a.logHasKeys() && a.log.scroll(act, a.logHeight()-2) {
		return nil
	}
	switch act {
	case actOtherPane:
		return a.otherPane()
	case actViewTeams, actViewHeroes, actViewMatrix, actViewTraining, actViewHistory:
		return a.openView(int(act - actViewTeams))
	case actViewBefore:
		return a.openView(a.open - 1)
	case actViewAfter:
		return a.openView(a.open + 1)
	case actBack:
		return a.back()
	case actFilter, actFilterTeams:
		a.prompt = newPrompt(a.view().filterable(act), act == actFilterTeams)
	case actUndo:
		if a.open == historyView {
			return a.view().do(act)
		}
		return a.undo(0)
	case actRedo:
		return a.write(nil, redoOldest)
	case actImport:
		a.ask(newImporter(a.store, &a.look))
	case actExport:
		a.ask(newExporter(a))
	case actAddField:
		a.ask(newFieldForm(&a.look))
	case actAddIndexes:
		return a.planIndexes(true)
	case actReveal:
		a.reveal()
	case actShowLog:
		return a.showLog(!a.log.open)
	case actRefresh:
		return a.view().Load()
	case actShowHelp:
		a.ask(newChooser(a, "Keys"))
	case actPalette:
		a.ask(newChooser(a, "Actions"))
	case actSuspend:
		return tea.Suspend
	case actQuit:
		return a.quit()
	default:
		return a.view().do(act)
	}
	return nil
}

// reveal shows secret names, or masks them again.
func (a *App) reveal() {
	a.look.revealed = !a.look.revealed
	a.redraw()
	if a.look.revealed {
		a.say("Secret names are shown.")
	} else {
		a.say("Secret names are masked.")
	}
}

func (a *App) redraw() {
	for _, v := range a.views {
		v.redraw()
	}
}

// otherPane goes from the left pane to the right one, from there to the
// statement log where that is open, and round again.
func (a *App) otherPane() tea.Cmd {
	switch {
	case a.logCovers():
		return a.showLog(false)
	case a.log.focused:
		a.log.focused = false
		return a.view().do(actLeftPane)
	case a.log.open && (a.view().inside() || a.view().can(actOtherPane) != ""):
		a.log.focused = true
		return nil
	}
	return a.view().do(actOtherPane)
}

// logHasKeys tells whether keys that move go to the statement log. What acts on
// rows is refused then: nobody sees which ones.
func (a *App) logHasKeys() bool { return a.log.focused || a.logCovers() }

func (a *App) showLog(open bool) tea.Cmd {
	a.log.open, a.log.focused, a.log.up = open, false, 0
	return a.resize(a.width, a.height)
}

// quit ends the program, after the writes that were wanted. A second ctrl+c
// does not wait.
func (a *App) quit() tea.Cmd {
	if a.writes.idle() || a.leaving {
		a.ended = true
		return tea.Quit
	}
	a.leaving = true
	a.say("Quitting when the last change is on disk: ctrl+c again quits at once.")
	return nil
}

// canGoBack tells whether there is a step back to take.
func (a *App) canGoBack() bool {
	return a.logHasKeys() || a.view().clearable() || len(a.trail) > 0 || a.view().inside()
}

// back takes one step back: clears the filter, else the marks, else goes back
// to where one came from.
func (a *App) back() tea.Cmd {
	switch {
	case a.logCovers():
		return a.showLog(false)
	case a.log.focused:
		a.log.focused = false
	case a.view().clearable():
		return a.view().clear()
	case a.view().inside():
		return a.view().do(actLeftPane)
	case len(a.trail) > 0:
		last := len(a.trail) - 1
		p := a.trail[last]
		a.trail = a.trail[:last]
		return a.goTo(p)
	}
	return nil
}
