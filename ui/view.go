package ui

import (
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"

	"roster/data"

	tea "charm.land/bubbletea/v2"
)

// view is one of the numbered screens. It is a part of the app, not a program:
// the app calls its methods, and it changes in place.
type view interface {
	// Load reads what the view shows, around the rows that it showed before.
	Load() tea.Cmd
	// Update takes in an answer; those of other views pass by.
	Update(msg tea.Msg) tea.Cmd
	// SetSize says how many cells and lines the view has.
	SetSize(width, height int)
	// View returns the lines: as many as the view has, each exactly as wide.
	View() []string

	name() string
	begin()                     // puts the focus where one begins
	can(a keymap.Action) string // why the action can't be done here and now, "" where it can
	do(a keymap.Action) tea.Cmd
	list() list.Pane                      // the list that has the focus
	extend() tea.Cmd                      // reads what the window has room for
	patch(effect data.Effect) tea.Cmd     // brings the rows on screen up to date
	show(p place) tea.Cmd                 // goes to a place
	start(row, detail int64)              // makes the first reading begin there
	order() *data.Query                   // what the first list is asked for
	here() place                          // where the cursor is
	waiting() bool                        // an answer has yet to come
	clearable() bool                      // there is a filter or a mark to clear
	clear() tea.Cmd                       // clears the filter, else the marks
	filterable(a keymap.Action) list.Pane // the list that a filter is typed for
	click(x, y int) tea.Cmd               // the mouse, in cells of the view
	wheel(x, y, rows int) tea.Cmd
	inside() bool                        // esc leads back to the left pane
	unmark(effect data.Effect)           // takes the marks off what was just changed
	refresh() tea.Cmd                    // reads anew, because another program wrote: only what changed moves
	fade()                               // lets what flashes be like the rest again, after a while
	isIncomplete() bool                  // some of what belongs on screen could not be read
	isPending(a keymap.Action) bool      // what the action is about has yet to be read
	isPendingAt(x, step int) bool        // so for a click, or with a step for the wheel
	step(a keymap.Action) int            // which way the action moves the cursor, 0 for any other action
	member() (key data.LinkKey, ok bool) // the membership under the cursor, if it is toggled alone
	filterChanged(p list.Pane)           // a filter is being typed for the list
	isReading() bool                     // rows are being read, whether they are waited for or not
	wasRead() bool                       // all of it was, at least once
	redraw()                             // what is on screen has to be drawn anew
}

// place is somewhere to go, or to go back to.
type place struct {
	view    int
	side    side
	master  int64
	detail  int64
	sifting [2]list.Filters // of the left list, of the right one
}

// host is what a view may ask of the app.
type host interface {
	dialog.Host
	confirm(title string, intent data.Intent) tea.Cmd
	copy(parts []string) tea.Cmd
	undo(id int64) tea.Cmd
	toggleUnseen(members []data.Seen) tea.Cmd
	visit(p place) tea.Cmd
}
