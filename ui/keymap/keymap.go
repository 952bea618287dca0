package keymap

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

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
	ShowLog
	Refresh
	Repaint
	Mouse
	Palette
	ShowHelp
	Suspend
	Quit
)

// NeedsRow reports whether the action is about a row under the cursor.
func (a Action) NeedsRow() bool {
	switch a {
	case ToggleTraining, Assign, Edit, Remove, Copy, Details, Enter, Mark, MarkAll:
		return true
	}
	return false
}

// Step returns which way the action moves the cursor through rows that are on hand, 0 for
// any other action.
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

// Group is a heading of the help.
type Group string

const (
	groupMove    Group = "Move"
	groupSee     Group = "See"
	groupChoose  Group = "Choose"
	groupChange  Group = "Change"
	groupProgram Group = "roster"
)

// Binding says which keys do an action, and how it reads in help and footer.
type Binding struct {
	Action
	key.Binding
	Group
	Short string // in the footer; "" keeps it out
}

// Bindings returns every binding, in the order of the help. The footer shows
// those with a short name in the order of footerOrder.
func Bindings() []Binding {
	b := func(a Action, g Group, keys, shown, help, short string) Binding {
		return Binding{a, key.NewBinding(key.WithKeys(strings.Fields(keys)...), key.WithHelp(shown, help)), g, short}
	}
	return []Binding{
		b(MoveUp, groupMove, "up k", "↑ k", "up a row", ""),
		b(MoveDown, groupMove, "down j", "↓ j", "down a row", ""),
		b(PageUp, groupMove, "pgup", "pgup", "up a page", ""),
		b(PageDown, groupMove, "pgdown", "pgdn", "down a page", ""),
		b(HalfUp, groupMove, "ctrl+u", "ctrl+u", "up half a page", ""),
		b(HalfDown, groupMove, "ctrl+d", "ctrl+d", "down half a page", ""),
		b(MoveFirst, groupMove, "g home", "g home", "the first row", ""),
		b(MoveLast, groupMove, "G end", "G end", "the last row", ""),
		b(OtherPane, groupMove, "tab shift+tab", "tab shift+tab", "the other pane", "other pane"),
		b(LeftPane, groupMove, "left h", "← h", "the left pane; in the matrix, the previous team", ""),
		b(RightPane, groupMove, "right l", "→ l", "the right pane; in the matrix, the next team", ""),
		b(Enter, groupMove, "enter", "enter", "go in: to the roster, the hero or the team", "go in"),
		b(Back, groupMove, "esc", "esc", "go back: close, clear the filter or the marks, return", "back"),
		b(ViewTeams, groupSee, "1", "1", "the teams and their members", ""),
		b(ViewHeroes, groupSee, "2", "2", "the heroes and their teams", ""),
		b(ViewMatrix, groupSee, "3", "3", "the matrix of heroes and teams", ""),
		b(ViewTraining, groupSee, "4", "4", "everyone in training", ""),
		b(ViewHistory, groupSee, "5", "5", "the history of changes", ""),
		b(ViewBefore, groupSee, "[", "[", "the previous view", ""),
		b(ViewAfter, groupSee, "]", "]", "the next view", ""),
		b(Filter, groupSee, "/", "/", "filter by name as you type; enter keeps it", "filter"),
		b(FilterTeams, groupSee, `\ ctrl+/ ctrl+_`, `\ ctrl+/`, "filter the teams of the matrix", ""),
		b(FilterStatus, groupSee, "f", "f", "filter by status: all, training, active, on no team", "status"),
		b(SortNext, groupSee, "s", "s", "sort by the next column", "sort"),
		b(SortReverse, groupSee, "S", "S", "reverse the order", ""),
		b(Reveal, groupSee, ".", ".", "show or hide secret names", "secrets"),
		b(Details, groupSee, "i", "i", "details: every column of the row, or the whole change", "details"),
		b(Mark, groupChoose, "space", "space", "mark the row and move down", "mark"),
		b(MarkAll, groupChoose, "ctrl+a", "ctrl+a", "mark all rows that the filter shows", ""),
		b(Copy, groupChoose, "y", "y", "copy the row to the clipboard", ""),
		b(ToggleTraining, groupChange, "t", "t", "toggle training for the marked rows, or for this one", "training"),
		b(NewRow, groupChange, "n", "n", "create a team or a hero; in a right pane, one that joins", "new"),
		b(Assign, groupChange, "a", "a", "assign heroes to this team, or teams to this hero", "assign"),
		b(Edit, groupChange, "e", "e", "edit", "edit"),
		b(Remove, groupChange, "d", "d", "delete, or remove from the team; asks first", "remove"),
		b(Undo, groupChange, "u", "u", "undo your last change; in the history, the selected one", "undo"),
		b(Redo, groupChange, "U", "U", "redo what you undid", ""),
		b(Import, groupChange, "I", "I", "import a file or pasted text; shows what would change", ""),
		b(Export, groupProgram, "E", "E", "export: print, share, save as html (for pdf), excel, csv", ""),
		b(AddField, groupProgram, "F", "F", "add a custom field to memberships, heroes or teams", ""),
		b(AddIndexes, groupProgram, "X", "X", "add indexes that make a large roster fast", ""),
		b(Palette, groupProgram, ": ctrl+p", ": ctrl+p", "every action by name", "actions"),
		b(ShowLog, groupProgram, "L", "L", "show or hide the statement log", "log"),
		b(Refresh, groupProgram, "R", "R", "reload, and draw the screen again", ""),
		b(Repaint, groupProgram, "ctrl+l", "ctrl+l", "draw the screen again, in a form too", ""),
		b(Mouse, groupProgram, "M", "M", "mouse on or off; shift+drag selects text while it is on", ""),
		b(ShowHelp, groupProgram, "?", "?", "this help", "help"),
		b(Suspend, groupProgram, "ctrl+z", "ctrl+z", "suspend; fg comes back", ""),
		b(Quit, groupProgram, "q ctrl+c", "q ctrl+c", "quit", "quit"),
	}
}

// FooterOrder is the order in which actions get a place in the footer: what is
// first stays if the window is narrow. Help and quit always have theirs.
func FooterOrder() []Action {
	return []Action{
		ToggleTraining, Assign, Back, Enter, NewRow, Edit, Remove, Filter, Undo, Mark,
		Palette, OtherPane, FilterStatus, SortNext, Reveal, Details, ShowLog,
	}
}

// Map finds bindings by key and by action.
type Map struct {
	all    []Binding
	byKey  map[string]Action
	byWhat map[Action]Binding
}

// NewMap returns the bindings of the actions that are allowed. The others have no key, and
// are in no list.
func NewMap(allowed func(Action) bool) Map {
	m := Map{byKey: map[string]Action{}, byWhat: map[Action]Binding{}}
	for _, b := range Bindings() {
		m.byWhat[b.Action] = b
		if !allowed(b.Action) {
			continue
		}
		m.all = append(m.all, b)
		for _, k := range b.Keys() {
			m.byKey[k] = b.Action
		}
	}
	return m
}

// All returns the bindings, in the order of the help.
func (m Map) All() []Binding { return m.all }

// Action returns the action that a key is bound to.
func (m Map) Action(key string) (act Action, ok bool) {
	act, ok = m.byKey[key]
	return act, ok
}

// Word returns what an action is called in the footer, "" if it has no place there.
func (m Map) Word(a Action) string { return m.byWhat[a].Short }

// Key returns the key of an action, as the help writes it.
func (m Map) Key(a Action) string { return strings.Fields(m.byWhat[a].Help().Key)[0] }

// How many cells the keys of an action and its help may take in the palette.
const (
	KeysWidth = 14
	HelpWidth = 65
)
