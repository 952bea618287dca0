package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// action is something that a person can do. Keys, the footer and the help are
// all made from the bindings of the actions.
type action int

const (
	actMoveUp action = iota
	actMoveDown
	actPageUp
	actPageDown
	actHalfUp
	actHalfDown
	actMoveFirst
	actMoveLast
	actOtherPane
	actLeftPane
	actRightPane
	actViewTeams
	actViewHeroes
	actViewMatrix
	actViewTraining
	actViewHistory
	actViewBefore
	actViewAfter
	actEnter
	actBack
	actFilter
	actFilterTeams
	actFilterStatus
	actSortNext
	actSortReverse
	actMark
	actMarkAll
	actToggleTraining
	actNew
	actAssign
	actEdit
	actRemove
	actUndo
	actRedo
	actImport
	actExport
	actAddField
	actAddIndexes
	actReveal
	actDetails
	actCopy
	actShowLog
	actRefresh
	actPalette
	actShowHelp
	actSuspend
	actQuit
)

// ofRow tells whether the action is about a row under the cursor.
func (a action) ofRow() bool {
	switch a {
	case actToggleTraining, actAssign, actEdit, actRemove, actCopy, actDetails, actEnter, actMark, actMarkAll:
		return true
	}
	return false
}

// step returns which way the action moves the cursor through rows that are on hand, 0 for
// any other action.
func (a action) step() int {
	switch a {
	case actMoveUp, actPageUp, actHalfUp:
		return -1
	case actMoveDown, actPageDown, actHalfDown:
		return 1
	}
	return 0
}

// opensHelp reports whether the action lists what can be done.
func (a action) opensHelp() bool { return a == actShowHelp || a == actPalette }

// group is a heading of the help.
type group string

const (
	moving   group = "Move"
	viewing  group = "See"
	choosing group = "Choose"
	changing group = "Change"
	program  group = "roster"
)

// binding says which keys do an action, and how it reads in help and footer.
type binding struct {
	action
	key.Binding
	group
	short string // in the footer; "" keeps it out
}

// bindings returns every binding, in the order of the help. The footer shows
// those with a short name in the order of footerOrder.
func bindings() []binding {
	b := func(a action, g group, keys, shown, help, short string) binding {
		return binding{a, key.NewBinding(key.WithKeys(strings.Fields(keys)...), key.WithHelp(shown, help)), g, short}
	}
	return []binding{
		b(actMoveUp, moving, "up k", "↑ k", "up a row", ""),
		b(actMoveDown, moving, "down j", "↓ j", "down a row", ""),
		b(actPageUp, moving, "pgup", "pgup", "up a page", ""),
		b(actPageDown, moving, "pgdown", "pgdn", "down a page", ""),
		b(actHalfUp, moving, "ctrl+u", "ctrl+u", "up half a page", ""),
		b(actHalfDown, moving, "ctrl+d", "ctrl+d", "down half a page", ""),
		b(actMoveFirst, moving, "g home", "g home", "the first row", ""),
		b(actMoveLast, moving, "G end", "G end", "the last row", ""),
		b(actOtherPane, moving, "tab shift+tab", "tab shift+tab", "the other pane", "other pane"),
		b(actLeftPane, moving, "left h", "← h", "the left pane; in the matrix, the team before", ""),
		b(actRightPane, moving, "right l", "→ l", "the right pane; in the matrix, the next team", ""),
		b(actEnter, moving, "enter", "enter", "go in: to the roster, to that hero, to that team", "go in"),
		b(actBack, moving, "esc", "esc", "one step back: close, clear the filter, clear the marks, return", "back"),
		b(actViewTeams, viewing, "1", "1", "the teams, and their rosters", ""),
		b(actViewHeroes, viewing, "2", "2", "the heroes, and their teams", ""),
		b(actViewMatrix, viewing, "3", "3", "the matrix of heroes and teams", ""),
		b(actViewTraining, viewing, "4", "4", "everyone in training", ""),
		b(actViewHistory, viewing, "5", "5", "the history of changes", ""),
		b(actViewBefore, viewing, "[", "[", "the view before", ""),
		b(actViewAfter, viewing, "]", "]", "the view after", ""),
		b(actFilter, viewing, "/", "/", "filter by name while typing; enter keeps it", "filter"),
		b(actFilterTeams, viewing, `\ ctrl+/ ctrl+_`, `\ ctrl+/`, "filter the teams of the matrix", ""),
		b(actFilterStatus, viewing, "f", "f", "filter by status: all, training, active, on no team", "status"),
		b(actSortNext, viewing, "s", "s", "sort by the next column", "sort"),
		b(actSortReverse, viewing, "S", "S", "sort the other way round", ""),
		b(actReveal, viewing, ".", ".", "show or mask secret names", "secrets"),
		b(actDetails, viewing, "i", "i", "details: every column of the row, or the whole of a change", "details"),
		b(actMark, choosing, "space", "space", "mark the row and move down", "mark"),
		b(actMarkAll, choosing, "ctrl+a", "ctrl+a", "mark all that the filter shows", ""),
		b(actCopy, choosing, "y", "y", "copy the row to the clipboard", ""),
		b(actToggleTraining, changing, "t", "t", "toggle training, of the marked rows or of this one", "training"),
		b(actNew, changing, "n", "n", "new team or hero; in a right pane, one that joins", "new"),
		b(actAssign, changing, "a", "a", "assign: pick heroes for this team, or teams for this hero", "assign"),
		b(actEdit, changing, "e", "e", "edit", "edit"),
		b(actRemove, changing, "d", "d", "delete, or remove from the team: asks first", "remove"),
		b(actUndo, changing, "u", "u", "undo your last change; in the history, the one under the cursor", "undo"),
		b(actRedo, changing, "U", "U", "redo what you undid", ""),
		b(actImport, changing, "I", "I", "import a file or a paste: see what it would do, then apply", ""),
		b(actExport, program, "E", "E", "export: print, share, save as html (for pdf), excel, csv", ""),
		b(actAddField, program, "F", "F", "add a field to memberships, heroes or teams", ""),
		b(actAddIndexes, program, "X", "X", "add indexes, which make a large roster fast", ""),
		b(actPalette, program, ": ctrl+p", ": ctrl+p", "every action by name", "actions"),
		b(actShowLog, program, "L", "L", "show or hide the statement log", "log"),
		b(actRefresh, program, "R", "R", "read everything again", ""),
		b(actShowHelp, program, "?", "?", "this help", "help"),
		b(actSuspend, program, "ctrl+z", "ctrl+z", "suspend; fg comes back", ""),
		b(actQuit, program, "q ctrl+c", "q ctrl+c", "quit", "quit"),
	}
}

// footerOrder is the order in which actions get a place in the footer: what is
// first stays where the window is narrow. Help and quit always have theirs.
func footerOrder() []action {
	return []action{
		actToggleTraining, actAssign, actBack, actEnter, actNew, actEdit, actRemove, actFilter, actUndo, actMark,
		actPalette, actOtherPane, actFilterStatus, actSortNext, actReveal, actDetails, actShowLog,
	}
}

// keymap finds bindings by key and by action.
type keymap struct {
	all    []binding
	byKey  map[string]action
	byWhat map[action]binding
}

func newKeymap() keymap {
	m := keymap{all: bindings(), byKey: map[string]action{}, byWhat: map[action]binding{}}
	for _, b := range m.all {
		m.byWhat[b.action] = b
		for _, k := range b.Keys() {
			m.byKey[k] = b.action
		}
	}
	return m
}

// shown returns the key of an action as people read it.
func (m keymap) shown(a action) string { return strings.Fields(m.byWhat[a].Help().Key)[0] }
