package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/views"
)

// view is one of the numbered screens. It is a part of the app, not a program:
// the app calls its methods, and it changes in place.
type view interface {
	drawer
	reader
	keyHandler
	pointer
	visitor
}

// drawer is what drawing needs of a view.
type drawer interface {
	// SetSize says how many cells and lines the view has.
	SetSize(width, height int)
	// View returns the lines: as many as the view has, each exactly as wide.
	View() []string

	Name() string
	Redraw() // draws everything again: what is on screen has changed
	Fade()   // lets what flashes look like the rest again, after a while
	// IsFlashing reports whether anything does.
	IsFlashing() bool
}

// reader is how a view reads its rows, and keeps them up to date.
type reader interface {
	// Load reads what the view shows, around the rows that it showed before.
	Load() tea.Cmd
	// Update takes in an answer; those of other views pass by.
	Update(msg tea.Msg) tea.Cmd

	Extend() tea.Cmd                    // reads what the window has room for
	Refresh() tea.Cmd                   // reads again, because another program wrote: only what changed moves
	Patch(effect change.Effect) tea.Cmd // brings the rows on screen up to date
	Unmark(effect change.Effect)        // removes the marks of what was just changed
	WasRead() bool                      // all of it was, at least once
	IsReading() bool                    // rows are being read, whether the user waits for them or not
	IsAwaited() bool                    // the user waits for rows
	IsIncomplete() bool                 // some of what belongs on screen could not be read
}

// keyHandler is what keys do to a view.
type keyHandler interface {
	Can(a keymap.Action) string // why the action can't be done here and now, "" if it can
	Do(a keymap.Action) tea.Cmd
	IsPending(a keymap.Action) bool         // what the action is about has yet to be read
	Step(a keymap.Action) int               // which way the action moves the cursor, 0 for any other action
	Member() (key model.LinkKey, ok bool)   // the membership under the cursor, if it is toggled alone
	Standing() model.Standing               // of that member, or Absent
	Team() (team model.Team, ok bool)       // the team under the cursor of a list of teams on the left
	FilterTarget(a keymap.Action) list.Pane // the list that a filter is typed for
	FilterChanged(p list.Pane)              // a filter is being typed for the list
	CanClear() bool                         // there is a filter or a mark to clear
	Clear() tea.Cmd                         // clears the filter, else the marks
	InRightPane() bool                      // esc leads back to the left pane
}

// pointer is what the mouse does to a view, in cells of the view.
type pointer interface {
	Click(x, y int) tea.Cmd
	Wheel(x, y, rows int) tea.Cmd
	IsPendingAt(x, step int) bool // what a click, or with a step the wheel, is about has yet to be read
}

// visitor is how the app goes to a place in a view.
type visitor interface {
	Begin()                     // puts the focus where a visit begins
	Show(p views.Place) tea.Cmd // goes to a place
	Here() views.Place          // where the cursor is
	StartAt(row, detail int64)  // makes the first reading begin there
	Query() *query.Query        // what the first list is asked for
}
