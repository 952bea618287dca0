package ui

import (
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
	switch a {
	case actToggleTraining, actAssign, actEdit, actRemove, actCopy, actEnter, actMark, actMarkAll:
		if v.master.err != nil || v.focus == rightSide && v.detail.err != nil {
			return unread
		}
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
	case actEdit, actCopy, actRemove:
		return v.canEdit(a)
	case actAssign:
		if !v.shown {
			return "There is nobody to assign to yet: n makes the first."
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

func (v *split[M, D]) canToggle() string {
	if !v.shown {
		return "There is nobody to toggle yet."
	}
	if v.focus == leftSide {
		return "Choose a member first: enter, then t."
	}
	if v.detail.empty() {
		return "There is no membership to toggle."
	}
	return notYet(v.detail)
}

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
	case actNew, actAssign, actEdit, actRemove, actCopy:
		cmd = v.deal(a)
	default:
		cmd = perform(v.list(), a)
	}
	return tea.Batch(cmd, v.list().extend(), v.follow())
}

// extend reads the rows that the panes have room for.
func (v *split[M, D]) extend() tea.Cmd { return tea.Batch(v.master.extend(), v.detail.extend()) }

// perform does what every list can do.
func perform(l pane, a action) tea.Cmd {
	q := l.asked()
	switch a {
	case actMoveUp:
		l.move(-1)
	case actMoveDown:
		l.move(1)
	case actPageUp:
		l.move(-l.screenful())
	case actPageDown:
		l.move(l.screenful())
	case actHalfUp:
		l.move(-(l.screenful() + 1) / 2)
	case actHalfDown:
		l.move((l.screenful() + 1) / 2)
	case actMoveFirst:
		return l.toFirst()
	case actMoveLast:
		return l.toLast()
	case actMark:
		l.toggleMark()
		l.move(1)
	case actMarkAll:
		return l.markAll()
	case actFilterStatus:
		q.Status = cycle(q.List.Statuses(), q.Status)
		return l.resort()
	case actSortNext:
		q.Sort, q.Desc = cycle(q.List.Sorts(), q.Sort), false
		return l.resort()
	case actSortReverse:
		q.Desc = !q.Desc
		return l.resort()
	}
	return nil
}

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
	return toggle(v.host, members, func(key data.LinkKey) bool { return inTraining[key] })
}

// patch brings the memberships on screen up to date in place: nothing jumps
// under the cursor. Tallies are counted again.
func (v *split[M, D]) patch(effect data.Effect) tea.Cmd {
	if effect.Rows || effect.Joined {
		return v.arrive(effect)
	}
	v.master.hear()
	v.detail.hear()
	states := make(map[data.LinkKey]data.LinkState, len(effect.Links))
	for _, state := range effect.Links {
		states[state.Key] = state
	}
	v.detail.edit(func(row *D) bool {
		state, ok := states[v.detail.key(*row)]
		_, isTraining := v.standing(*row)
		if !ok || isTraining == (state.Standing == data.Training) {
			return false
		}
		v.set(row, state)
		return true
	})
	for key := range states { // a team may have nobody in training now, and is looked at still
		v.master.kept[v.thisEnd(key)] = true
	}
	if v.detail.query.Status != data.AnyStatus && !v.shows(states) || v.master.base != data.AnyStatus && !v.lists(states) {
		return v.Load() // some of them belong here again
	}
	return tea.Batch(v.master.recomplete(touched(effect, v.thisEnd, v.master.id)), v.detail.recomplete(func(D) bool { return false }))
}

// touched returns which rows a write touched: those of one end of its
// memberships.
func touched[R any](effect data.Effect, end func(data.LinkKey) int64, id func(R) int64) func(R) bool {
	ids := make(map[int64]bool, len(effect.Links))
	for _, link := range effect.Links {
		ids[end(link.Key)] = true
	}
	return func(row R) bool { return ids[id(row)] }
}

// shows tells whether the right pane has all of these memberships that are its.
func (v *split[M, D]) shows(states map[data.LinkKey]data.LinkState) bool {
	there := make(map[data.LinkKey]bool, len(v.detail.rows))
	for _, row := range v.detail.rows {
		there[v.detail.key(row)] = true
	}
	for key := range states {
		if v.thisEnd(key) == v.of && !there[key] {
			return false
		}
	}
	return true
}

// lists tells whether the left pane has a row for all these memberships.
func (v *split[M, D]) lists(states map[data.LinkKey]data.LinkState) bool {
	there := make(map[int64]bool, len(v.master.rows))
	for _, row := range v.master.rows {
		there[v.master.id(row)] = true
	}
	for key := range states {
		if !there[v.thisEnd(key)] {
			return false
		}
	}
	return true
}

// arrive reads both panes again, and goes to what has just been made.
func (v *split[M, D]) arrive(effect data.Effect) tea.Cmd {
	kind := "team"
	if v.heroes {
		kind = "hero"
	}
	for _, made := range effect.Made {
		if made.Table == kind && v.focus == leftSide {
			v.master.unfilter() // it would not be seen
			return v.master.show(made.ID)
		}
	}
	if len(effect.Links) == 1 && effect.Links[0].Standing != data.Absent && v.shown && v.focus == rightSide {
		return tea.Batch(v.master.reload(), v.detail.show(v.otherEnd(effect.Links[0].Key)))
	}
	return v.Load()
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
	p.master, p.detail = v.master.first, v.arriving.detail // where it is to begin, if it did not yet
	if row, ok := v.master.current(); ok {
		p.master = v.master.id(row)
	}
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

// wasRead tells whether both lists were read before.
func (v *split[M, D]) wasRead() bool {
	return v.master.ready && v.master.err == nil && (v.detail.ready || v.master.empty())
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

// thisEnd returns the id that the left pane goes by.
func (v *split[M, D]) thisEnd(key data.LinkKey) int64 {
	if v.heroes {
		return heroEnd(key)
	}
	return teamEnd(key)
}

// otherEnd returns the id that the right pane goes by.
func (v *split[M, D]) otherEnd(key data.LinkKey) int64 {
	if v.heroes {
		return teamEnd(key)
	}
	return heroEnd(key)
}

func teamEnd(key data.LinkKey) int64 { return key.TeamID }
func heroEnd(key data.LinkKey) int64 { return key.HeroID }

// unmark takes the marks off what was changed, and off what is gone.
func (v *split[M, D]) unmark(effect data.Effect) {
	for _, link := range effect.Links {
		delete(v.detail.marks, link.Key)
	}
	for _, gone := range effect.Gone {
		delete(v.master.marks, gone.ID)
	}
	if v.focus == leftSide {
		v.master.unmarkLinks(effect, v.thisEnd)
	}
}
