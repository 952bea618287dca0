package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/keymap"
	"roster/ui/list"
)

// View is one of the numbered screens. It is not a tea.Model: the app calls its methods, which
// modify it in place.
type View interface {
	viewDrawing
	viewReading
	viewKeys
	viewMouse
	viewPlaces
}

// viewDrawing are the methods that drawing needs.
type viewDrawing interface {
	// SetSize sets the width and the height of the view.
	SetSize(width, height int)
	// View returns the lines: as many as the view has, each exactly as wide.
	View() []string

	Name() string
	Redraw() // draws everything again, because the display has changed
	Fade()   // ends the highlighting of changed rows after a while
	// IsFlashing reports whether any row is highlighted.
	IsFlashing() bool
}

// viewReading are the methods that read the rows of a view and keep them up to date.
type viewReading interface {
	// Load reads the rows of the view, around those that it showed before.
	Load() tea.Cmd
	// Update handles a message, and ignores those for other views.
	Update(msg tea.Msg) tea.Cmd

	Extend() tea.Cmd                    // reads as many rows as the window has room for
	Refresh() tea.Cmd                   // reads again, because another program wrote: only what changed moves
	Patch(effect change.Effect) tea.Cmd // updates the rows on screen
	Unmark(effect change.Effect)        // removes the marks of the rows that were just changed
	WasRead() bool                      // all rows have been read at least once
	IsReading() bool                    // rows are being read, whether the user waits for them or not
	IsAwaited() bool                    // the user waits for rows
	IsSorting() bool                    // the user waits for rows that have to be sorted
	CanCancelSort() bool                // there are rows to go back to if it is canceled
	CancelSort() tea.Cmd                // cancels it: the rows stay in the order that they have
	IsIncomplete() bool                 // some rows could not be read
}

// viewKeys are the methods that handle keys.
type viewKeys interface {
	WhyNot(a keymap.Action) string // why the action can't be done here and now, "" if it can
	Do(a keymap.Action) tea.Cmd
	IsPending(a keymap.Action) bool         // rows that the action needs are still being read
	Step(a keymap.Action) int               // which way the action moves the cursor, 0 for any other action
	Member() (key model.LinkKey, ok bool)   // the membership under the cursor, if it is toggled alone
	Standing() model.Standing               // the standing of that membership, or model.Absent
	Team() (team model.Team, ok bool)       // the team under the cursor of a list of teams on the left
	FilterTarget(a keymap.Action) list.Pane // the list that a filter is typed for
	FilterChanged(p list.Pane)              // a filter is being typed for the list
	CanClear() bool                         // there is a filter or a mark to clear
	Clear() tea.Cmd                         // clears the filter, else the marks
	InRightPane() bool                      // esc leads back to the left pane
}

// viewMouse are the methods that handle the mouse, in cells of the view.
type viewMouse interface {
	Click(x, y int) tea.Cmd
	Wheel(x, y, rows int) tea.Cmd
	IsPendingAt(x, step int) bool // rows that a click, or with a step the wheel, needs are still being read
}

// viewPlaces are the methods that go to a place in a view.
type viewPlaces interface {
	Begin()                       // puts the focus on the first pane
	Show(p Place) tea.Cmd         // goes to a place
	Here() Place                  // the place of the cursor
	StartAt(row, detail model.ID) // makes the first read begin there
	Query() *query.Query          // the query of the first list
}
