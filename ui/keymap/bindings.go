package keymap

import "strings"

// Group is a heading of the help.
type Group string

const (
	groupMove    Group = "Move"
	groupSee     Group = "View"
	groupChoose  Group = "Select"
	groupChange  Group = "Change"
	groupProgram Group = "roster"
)

// Binding is the keys of an action, and its names in help, footer and settings.
type Binding struct {
	Action
	Group
	Name  string   // in the settings
	Keys  []string // as the terminal's library names them
	Help  string
	Short string // in the footer; "" keeps it out
	Also  string // other words by which the palette finds it
}

// Shown returns the keys as the help writes them.
func (b Binding) Shown() string {
	var shown []string
	for _, k := range b.Keys {
		if k != olderSlash {
			shown = append(shown, shownKey(k))
		}
	}
	return strings.Join(shown, " ")
}

// Older terminals send another key for ctrl+/, which the help leaves out.
const (
	newerSlash = "ctrl+/"
	olderSlash = "ctrl+_"
)

// shownKey returns a key as it is written on the screen.
func shownKey(key string) string {
	if short, ok := map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "pgdn"}[key]; ok {
		return short
	}
	return key
}

// bindings returns every binding, in the order of the help, with its default keys.
func bindings() []Binding {
	b := func(a Action, g Group, name, keys, help, short string, also ...string) Binding {
		return Binding{a, g, name, strings.Fields(keys), help, short, strings.Join(also, " ")}
	}
	return []Binding{
		b(MoveUp, groupMove, "up", "up k", "up a row", ""),
		b(MoveDown, groupMove, "down", "down j", "down a row", ""),
		b(PageUp, groupMove, "page_up", "pgup", "up a page", ""),
		b(PageDown, groupMove, "page_down", "pgdown", "down a page", ""),
		b(HalfUp, groupMove, "half_up", "ctrl+u", "up half a page", ""),
		b(HalfDown, groupMove, "half_down", "ctrl+d", "down half a page", ""),
		b(MoveFirst, groupMove, "first", "g home", "the first row", ""),
		b(MoveLast, groupMove, "last", "G end", "the last row", ""),
		b(OtherPane, groupMove, "other_pane", "tab shift+tab", "the other pane", "other pane"),
		b(LeftPane, groupMove, "left", "left h", "the left pane; in the matrix, the previous team", ""),
		b(RightPane, groupMove, "right", "right l", "the right pane; in the matrix, the next team", ""),
		b(Enter, groupMove, "enter", "enter", "go in: to the roster, the hero or the team", "go in", "open show"),
		b(Back, groupMove, "back", "esc", "go back: close, cancel, clear the filter or the marks, return", "back"),
		b(ViewTeams, groupSee, "teams", "1", "the teams and their members", "", "groups squads"),
		b(ViewHeroes, groupSee, "heroes", "2", "the heroes and their teams", "", "people persons everyone find"),
		b(ViewMatrix, groupSee, "matrix", "3", "the matrix of heroes and teams", "", "coverage grid overview"),
		b(ViewTraining, groupSee, "training", "4", "everyone in training, in all teams or in one", "", "trainees learners longest since"),
		b(ViewHistory, groupSee, "history", "5", "the history of changes", "", "who did what"),
		b(ViewBefore, groupSee, "previous_view", "[", "the previous view", ""),
		b(ViewAfter, groupSee, "next_view", "]", "the next view", ""),
		b(Find, groupSee, "find", "ctrl+f", "find a team or a hero by name, wherever you are", "find", "search jump go who where people"),
		b(Filter, groupSee, "filter", "/", "filter by name as you type; enter keeps it", "filter", "find search people"),
		b(FilterTeams, groupSee, "filter_teams", `\ ctrl+/ ctrl+_`, "filter the teams of the matrix", ""),
		b(FilterStatus, groupSee, "status", "f", "filter: training, active, no team, minimum; history: by others", "status", "who understaffed lacking"),
		b(SortNext, groupSee, "sort", "s", "sort by the next column, custom fields and counts too", "sort", "order"),
		b(SortReverse, groupSee, "reverse", "S", "reverse the order; a click on a title sorts, and reverses", ""),
		b(Reveal, groupSee, "reveal", ".", "show or hide secret names", "", "identity"),
		b(Details, groupSee, "details", "i", "details: every column of the row, or the whole change", "details", "info fields"),
		b(Mark, groupChoose, "mark", "space", "mark the row and move down", "mark", "select"),
		b(MarkAll, groupChoose, "mark_all", "ctrl+a", "mark all rows that the filter shows", "", "select everyone"),
		b(Copy, groupChoose, "copy", "y", "copy the row to the clipboard", ""),
		b(CopyList, groupChoose, "copy_list", "Y", "copy the whole list, filtered and sorted, as a table", "", "share spreadsheet"),
		b(ToggleTraining, groupChange, "toggle", "t", "toggle training for the marked rows, or for this one", "training", "graduate promote demote activate status"),
		b(NewRow, groupChange, "new", "n", "create a team or a hero; in a right pane, also assign it", "new", "add people person member"),
		b(Assign, groupChange, "assign", "a", "assign heroes to this team, or teams to this hero", "assign", "add join people members"),
		b(Move, groupChange, "move", "m", "move the marked members, or this one, to another team", "move", "transfer reassign switch"),
		b(Edit, groupChange, "edit", "e", "edit", "edit", "rename change correct fields"),
		b(Remove, groupChange, "remove", "d", "delete, or remove from the team; asks first", "remove", "leave unassign drop"),
		b(Undo, groupChange, "undo", "u", "undo your last change; in the history, the selected one", "undo", "revert take back mistake"),
		b(Redo, groupChange, "redo", "U", "redo what you undid", "", "again"),
		b(Import, groupChange, "import", "I", "import a file or pasted text; shows what would change", "", "load open csv excel spreadsheet people"),
		b(Export, groupProgram, "export", "E", "export: print, share, save as HTML (for PDF), Excel, CSV", "export", "send download handout markdown json"),
		b(AddField, groupProgram, "add_field", "F", "add a custom field to memberships, heroes or teams", "", "column since minimum"),
		b(AddIndexes, groupProgram, "add_indexes", "X", "add indexes that make a large roster fast", "", "speed slow"),
		b(Palette, groupProgram, "actions", ": ctrl+p", "find any action by name", "actions", "commands"),
		b(ShowLog, groupProgram, "log", "L", "show or hide the statement log", "", "sql"),
		b(Refresh, groupProgram, "reload", "R", "reload, and redraw the screen", "", "refresh"),
		b(Repaint, groupProgram, "repaint", "ctrl+l", "redraw the screen, also in a form", ""),
		b(Mouse, groupProgram, "mouse", "M", "mouse on or off; shift+drag selects text while it is on", ""),
		b(ShowHelp, groupProgram, "help", "?", "this help", "help", "keys shortcuts"),
		b(Suspend, groupProgram, "suspend", "ctrl+z", "suspend; fg resumes", ""),
		b(Quit, groupProgram, "quit", "q ctrl+c", "quit", "quit", "exit close"),
	}
}

// FooterOrder is the order in which actions get a place in the footer: what is
// first stays if the window is narrow. Help and quit always have theirs.
func FooterOrder() []Action {
	return []Action{
		ToggleTraining, Assign, Back, Enter, NewRow, Mark, Undo, Remove, Filter, Edit,
		Move, Palette, OtherPane, FilterStatus, SortNext, Details, Export,
	}
}
