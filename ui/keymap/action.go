package keymap

// Action is something that the user can do. Keys, the footer and the help are
// all made from the bindings of the actions.
type Action int

// The actions, in no particular order but that of the views.
const (
	MoveUp Action = iota
	MoveDown
	PageUp
	PageDown
	HalfUp
	HalfDown
	MoveFirst
	MoveLast
	OtherPane
	LeftPane
	RightPane
	ViewTeams
	ViewHeroes
	ViewMatrix
	ViewTraining
	ViewHistory
	ViewBefore
	ViewAfter
	Enter
	Back
	Filter
	FilterTeams
	FilterStatus
	SortNext
	SortReverse
	Mark
	MarkAll
	ToggleTraining
	NewRow
	Assign
	Move
	Edit
	Remove
	Undo
	Redo
	Import
	Export
	AddField
	AddIndexes
	Reveal
	Details
	Copy
	CopyList
	ShowLog
	Refresh
	Repaint
	Mouse
	Palette
	Find
	ShowHelp
	Suspend
	Quit
)

// NeedsRow reports whether the action is about a row under the cursor.
func (a Action) NeedsRow() bool {
	switch a {
	case ToggleTraining, Assign, Move, Edit, Remove, Copy, CopyList, Details, Enter, Mark, MarkAll:
		return true
	}
	return false
}

// Writes reports whether the action changes rows of the database.
func (a Action) Writes() bool {
	switch a {
	case ToggleTraining, NewRow, Assign, Move, Edit, Remove, Undo, Redo, Import:
		return true
	}
	return false
}

// OfRow returns the actions that are about one row or the marked ones, in the order in
// which the palette offers them.
func OfRow() []Action {
	return []Action{ToggleTraining, Move, Assign, Edit, Remove, Enter, Details, Mark, Copy}
}

// IsCursorKey reports whether the action only moves the cursor.
func (a Action) IsCursorKey() bool {
	return a.Step() != 0 || a == MoveFirst || a == MoveLast || a == LeftPane || a == RightPane
}

// Step returns which way the action moves the cursor through rows that are loaded, 0 for any
// other action.
func (a Action) Step() int {
	switch a {
	case MoveUp, PageUp, HalfUp:
		return -1
	case MoveDown, PageDown, HalfDown:
		return 1
	}
	return 0
}

// OpensHelp reports whether the action lists what can be done.
func (a Action) OpensHelp() bool { return a == ShowHelp || a == Palette }
