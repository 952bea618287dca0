package ui

import (
	"roster/ui/keymap"
	"roster/ui/list"
	"strings"

	"roster/data"

	tea "charm.land/bubbletea/v2"
)

// list returns the list that has the focus.
func (v *split[M, D]) list() list.Pane {
	if v.focus == rightSide {
		return v.detail
	}
	return v.master
}

// can returns why an action can't be done here and now, "" where it can.
func (v *split[M, D]) can(a keymap.Action) string {
	if a.NeedsRow() && (v.master.Err() != nil || v.focus == rightSide && v.detail.Err() != nil) {
		return list.UnreadReason
	}
	switch a {
	case keymap.ToggleTraining:
		return v.canToggle()
	case keymap.Enter:
		return v.canEnter()
	case keymap.OtherPane, keymap.RightPane:
		if !v.shown {
			return "There is nothing in the other pane yet."
		}
	case keymap.Edit, keymap.Copy, keymap.Remove, keymap.Details:
		return v.canEdit(a)
	case keymap.Assign:
		if !v.shown {
			return v.emptyReason()
		}
		return list.MarkingReason(v.master)
	case keymap.Filter, keymap.FilterStatus, keymap.SortNext, keymap.SortReverse:
		return list.EmptyReason(v.list())
	case keymap.Mark, keymap.MarkAll:
		if v.list().IsEmpty() {
			return "There is no row to mark."
		}
	}
	return ""
}

// canToggle returns why no membership can be toggled, "" where one can.
func (v *split[M, D]) canToggle() string {
	if !v.shown {
		return v.emptyReason()
	}
	if v.focus == leftSide {
		return "Choose a member first: enter, then t."
	}
	if v.detail.IsEmpty() {
		return "There is no membership to toggle."
	}
	return list.MarkingReason(v.detail)
}

// emptyReason says why the left pane has no row, and what to do about it.
func (v *split[M, D]) emptyReason() string {
	if !v.master.WasRead() {
		return list.ReadingReason
	}
	return strings.Join(v.hint(leftSide, v.master.IsFiltered()), " ")
}

// canEnter returns why enter leads nowhere, "" where it leads somewhere.
func (v *split[M, D]) canEnter() string {
	if v.focus == leftSide {
		if !v.shown {
			return "There is no row to go into."
		}
		return ""
	}
	row, ok := v.detail.Current()
	if !ok {
		return "There is no row to go into."
	}
	_, why := v.toDetail(row)
	return why
}

// do does an action. The cursor may be on another row after it, so the right
// pane follows.
func (v *split[M, D]) do(a keymap.Action) tea.Cmd {
	var cmd tea.Cmd
	switch a {
	case keymap.OtherPane:
		v.focus = leftSide + rightSide - v.focus
	case keymap.LeftPane:
		v.focus = leftSide
	case keymap.RightPane:
		v.focus = rightSide
	case keymap.Enter:
		cmd = v.enter()
	case keymap.ToggleTraining:
		cmd = v.toggle()
	case keymap.NewRow, keymap.Assign, keymap.Edit, keymap.Remove, keymap.Copy, keymap.Details:
		cmd = v.openDialog(a)
	default:
		cmd = list.Perform(v.list(), a)
	}
	return tea.Batch(cmd, v.list().Extend(), v.follow())
}

// extend reads the rows that the panes have room for.
func (v *split[M, D]) extend() tea.Cmd { return tea.Batch(v.master.Extend(), v.detail.Extend()) }

// enter goes into the right pane, and from there to the hero or the team that
// the row is about.
func (v *split[M, D]) enter() tea.Cmd {
	if v.focus == leftSide {
		v.focus = rightSide
		return nil
	}
	row, ok := v.detail.Current()
	if !ok {
		return nil
	}
	to, _ := v.toDetail(row)
	return v.host.visit(to)
}

// toggle wants the other standing for the marked memberships, else for the one
// under the cursor. What is on screen decides which that is.
func (v *split[M, D]) toggle() tea.Cmd {
	var members []data.Seen
	inTraining := map[data.LinkKey]bool{}
	for _, row := range v.detail.Selected() {
		seen, isTraining := v.standing(row)
		members = append(members, seen)
		inTraining[seen.LinkKey] = isTraining
	}
	return toggle(v.host, v.detail, members, func(key data.LinkKey) bool { return inTraining[key] })
}

// show goes to a place of this view.
func (v *split[M, D]) show(p place) tea.Cmd {
	v.focus = p.side
	v.master.SetFilters(p.sifting[leftSide])
	if v.shown && v.of == p.master {
		v.detail.SetFilters(p.sifting[rightSide])
		return tea.Batch(v.master.ShowRow(p.master), v.detail.ShowRow(p.detail))
	}
	v.arriving = p
	return v.master.ShowRow(p.master)
}

// here returns where the cursor is, to come back to.
func (v *split[M, D]) here() place {
	p := place{view: v.number, side: v.focus, sifting: [2]list.Filters{v.master.Filters(), v.detail.Filters()}}
	p.master, p.detail = v.master.StartID(), v.arriving.detail // if it was not read yet, where it will begin
	if row, ok := v.detail.Current(); ok {
		p.detail = v.detail.ID(row)
	}
	return p
}

// waiting tells whether an answer has yet to come.
func (v *split[M, D]) waiting() bool { return v.master.Awaited() || v.detail.Awaited() }

// refresh reads both lists anew, because another program wrote.
func (v *split[M, D]) refresh() tea.Cmd {
	if !v.shown {
		return v.master.Refresh()
	}
	return tea.Batch(v.master.Refresh(), v.detail.Refresh())
}

// fade lets what flashes be like the rest again, after a while.
func (v *split[M, D]) fade() {
	v.master.Fade()
	v.detail.Fade()
}

// isIncomplete tells whether one of the lists could not be read.
func (v *split[M, D]) isIncomplete() bool { return v.master.IsIncomplete() || v.detail.IsIncomplete() }

// isPending reports whether the rows that an action is about have yet to come.
func (v *split[M, D]) isPending(a keymap.Action) bool { return v.isPendingOn(v.focus, v.step(a)) }

// isPendingAt reports so for a click, or for the wheel.
func (v *split[M, D]) isPendingAt(x, step int) bool { return v.isPendingOn(v.sideAt(x), step) }

func (v *split[M, D]) isPendingOn(s side, step int) bool {
	if s == leftSide {
		return v.master.IsPending(step)
	}
	return v.master.IsPending(0) || v.detail.IsPending(step)
}

// step returns which way an action moves the cursor, 0 for any other action.
func (v *split[M, D]) step(a keymap.Action) int { return a.Step() }

// member returns the membership under the cursor, if it is toggled alone.
func (v *split[M, D]) member() (data.LinkKey, bool) {
	row, ok := v.detail.Current()
	if !ok || v.focus == leftSide || v.detail.Marked() > 0 {
		return data.LinkKey{}, false
	}
	return v.detail.Key(row), true
}

// filterChanged makes the right pane begin anew where a filter is typed for the left one: the
// row under the cursor may be another one for a moment, or not.
func (v *split[M, D]) filterChanged(p list.Pane) {
	if l := v.detail; v.shown && p == list.Pane(v.master) && (l.IsFiltered() || l.Marked() > 0 || l.Cursor() > 0) {
		v.shown = false
	}
}

// isReading tells whether one of the lists is being read.
func (v *split[M, D]) isReading() bool { return v.master.IsReading() || v.detail.IsReading() }

// wasRead tells whether both lists were read before.
func (v *split[M, D]) wasRead() bool {
	return v.master.WasRead() && v.master.Err() == nil && (v.detail.WasRead() || v.master.IsEmpty())
}

// redraw draws everything anew.
func (v *split[M, D]) redraw() {
	v.master.Redraw()
	v.detail.Redraw()
}

// clearable tells whether there is a filter or a mark to clear.
func (v *split[M, D]) clearable() bool { return list.CanClear(v.list()) }

// clear clears the filter, else the marks, of the pane that has the focus.
func (v *split[M, D]) clear() tea.Cmd { return list.Clear(v.list()) }

// filterable returns the list that a filter is typed for.
func (v *split[M, D]) filterable(keymap.Action) list.Pane { return v.list() }

// begin puts the focus on the left pane.
func (v *split[M, D]) begin() { v.focus = leftSide }

// inside tells whether the right pane has the focus.
func (v *split[M, D]) inside() bool { return v.focus == rightSide }
