package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// list returns the list that has the focus.
func (v *split[M, D]) list() pane {
	if v.focus == rightSide {
		return v.detail
	}
	return v.master
}

// can returns why an action can't be done here and now, "" where it can.
func (v *split[M, D]) can(a action) string {
	if a.ofRow() && (v.master.failure() != nil || v.focus == rightSide && v.detail.failure() != nil) {
		return unread
	}
	switch a {
	case actToggleTraining:
		return v.canToggle()
	case actEnter:
		return v.canEnter()
	case actOtherPane, actRightPane:
		if !v.shown {
			return "There is nothing in the other pane yet."
		}
	case actEdit, actCopy, actRemove, actDetails:
		return v.canEdit(a)
	case actAssign:
		if !v.shown {
			return v.lacks()
		}
		return notYet(v.master)
	case actFilter, actFilterStatus, actSortNext, actSortReverse:
		return nothingThere(v.list())
	case actMark, actMarkAll:
		if v.list().empty() {
			return "There is no row to mark."
		}
	}
	return ""
}

// canToggle returns why no membership can be toggled, "" where one can.
func (v *split[M, D]) canToggle() string {
	if !v.shown {
		return v.lacks()
	}
	if v.focus == leftSide {
		return "Choose a member first: enter, then t."
	}
	if v.detail.empty() {
		return "There is no membership to toggle."
	}
	return notYet(v.detail)
}

// lacks says why the left pane has no row, and what to do about it.
func (v *split[M, D]) lacks() string {
	if !v.master.wasRead() {
		return stillReading
	}
	return strings.Join(v.hint(leftSide, v.master.filtered()), " ")
}

// canEnter returns why enter leads nowhere, "" where it leads somewhere.
func (v *split[M, D]) canEnter() string {
	if v.focus == leftSide {
		if !v.shown {
			return "There is no row to go into."
		}
		return ""
	}
	row, ok := v.detail.current()
	if !ok {
		return "There is no row to go into."
	}
	_, why := v.toDetail(row)
	return why
}

// do does an action. The cursor may be on another row after it, so the right
// pane follows.
func (v *split[M, D]) do(a action) tea.Cmd {
	var cmd tea.Cmd
	switch a {
	case actOtherPane:
		v.focus = leftSide + rightSide - v.focus
	case actLeftPane:
		v.focus = leftSide
	case actRightPane:
		v.focus = rightSide
	case actEnter:
		cmd = v.enter()
	case actToggleTraining:
		cmd = v.toggle()
	case actNew, actAssign, actEdit, actRemove, actCopy, actDetails:
		cmd = v.deal(a)
	default:
		cmd = perform(v.list(), a)
	}
	return tea.Batch(cmd, v.list().extend(), v.follow())
}

// extend reads the rows that the panes have room for.
func (v *split[M, D]) extend() tea.Cmd { return tea.Batch(v.master.extend(), v.detail.extend()) }

// enter goes into the right pane, and from there to the hero or the team that
// the row is about.
func (v *split[M, D]) enter() tea.Cmd {
	if v.focus == leftSide {
		v.focus = rightSide
		return nil
	}
	row, ok := v.detail.current()
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
	for _, row := range v.detail.picked() {
		seen, isTraining := v.standing(row)
		members = append(members, seen)
		inTraining[seen.LinkKey] = isTraining
	}
	return toggle(v.host, v.detail, members, func(key data.LinkKey) bool { return inTraining[key] })
}

// show goes to a place of this view.
func (v *split[M, D]) show(p place) tea.Cmd {
	v.focus = p.side
	v.master.sift(p.sifting[leftSide])
	if v.shown && v.of == p.master {
		v.detail.sift(p.sifting[rightSide])
		return tea.Batch(v.master.show(p.master), v.detail.show(p.detail))
	}
	v.arriving = p
	return v.master.show(p.master)
}

// here returns where the cursor is, to come back to.
func (v *split[M, D]) here() place {
	p := place{view: v.number, side: v.focus, sifting: [2]sifting{v.master.sifting(), v.detail.sifting()}}
	p.master, p.detail = v.master.startID(), v.arriving.detail // if it was not read yet, where it will begin
	if row, ok := v.detail.current(); ok {
		p.detail = v.detail.id(row)
	}
	return p
}

// waiting tells whether an answer has yet to come.
func (v *split[M, D]) waiting() bool { return v.master.awaited() || v.detail.awaited() }

// refresh reads both lists anew, because another program wrote.
func (v *split[M, D]) refresh() tea.Cmd {
	if !v.shown {
		return v.master.refresh()
	}
	return tea.Batch(v.master.refresh(), v.detail.refresh())
}

// fade lets what flashes be like the rest again, after a while.
func (v *split[M, D]) fade() {
	v.master.fade()
	v.detail.fade()
}

// unread tells whether one of the lists could not be read.
func (v *split[M, D]) unread() bool { return v.master.unread() || v.detail.unread() }

// coming reports whether the rows that an action is about have yet to come.
func (v *split[M, D]) coming(a action) bool { return v.comingTo(v.focus, v.step(a)) }

// comingAt reports so for a click, or for the wheel.
func (v *split[M, D]) comingAt(x, step int) bool { return v.comingTo(v.sideAt(x), step) }

func (v *split[M, D]) comingTo(s side, step int) bool {
	if s == leftSide {
		return v.master.coming(step)
	}
	return v.master.coming(0) || v.detail.coming(step)
}

// step returns which way an action moves the cursor, 0 for any other action.
func (v *split[M, D]) step(a action) int { return a.step() }

// member returns the membership under the cursor, if it is toggled alone.
func (v *split[M, D]) member() (data.LinkKey, bool) {
	row, ok := v.detail.current()
	if !ok || v.focus == leftSide || v.detail.marked() > 0 {
		return data.LinkKey{}, false
	}
	return v.detail.key(row), true
}

// sifted makes the right pane begin anew where a filter is typed for the left one: the
// row under the cursor may be another one for a moment, or not.
func (v *split[M, D]) sifted(p pane) {
	if l := v.detail; v.shown && p == pane(v.master) && (l.filtered() || l.marked() > 0 || l.at() > 0) {
		v.shown = false
	}
}

// underway tells whether one of the lists is being read.
func (v *split[M, D]) underway() bool { return v.master.underway() || v.detail.underway() }

// wasRead tells whether both lists were read before.
func (v *split[M, D]) wasRead() bool {
	return v.master.wasRead() && v.master.failure() == nil && (v.detail.wasRead() || v.master.empty())
}

// redraw draws everything anew.
func (v *split[M, D]) redraw() {
	v.master.redraw()
	v.detail.redraw()
}

// clearable tells whether there is a filter or a mark to clear.
func (v *split[M, D]) clearable() bool { return clearable(v.list()) }

// clear clears the filter, else the marks, of the pane that has the focus.
func (v *split[M, D]) clear() tea.Cmd { return clearOne(v.list()) }

// filterable returns the list that a filter is typed for.
func (v *split[M, D]) filterable(action) pane { return v.list() }

// begin puts the focus on the left pane.
func (v *split[M, D]) begin() { v.focus = leftSide }

// inside tells whether the right pane has the focus.
func (v *split[M, D]) inside() bool { return v.focus == rightSide }
