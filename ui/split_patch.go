package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
)

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
		v.master.keep(v.thisEnd(key))
	}
	if v.detail.asked().Status != data.AnyStatus && !v.shows(states) || v.master.base != data.AnyStatus && !v.lists(states) {
		return v.Load() // some of them belong here again
	}
	return tea.Batch(v.master.recomplete(touched(effect, v.thisEnd, v.master.id)), v.detail.recomplete(func(row D) bool {
		_, touched := states[v.detail.key(row)]
		return touched && len(v.look.fields) > 0
	}))
}

// shows tells whether the right pane has all of these memberships that are its.
func (v *split[M, D]) shows(states map[data.LinkKey]data.LinkState) bool {
	there := make(map[data.LinkKey]bool, len(v.detail.window()))
	for _, row := range v.detail.window() {
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
	there := make(map[int64]bool, len(v.master.window()))
	for _, row := range v.master.window() {
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

// unmark takes the marks off what was changed, and off what is gone.
func (v *split[M, D]) unmark(effect data.Effect) {
	for _, link := range effect.Links {
		v.detail.takeMark(link.Key)
	}
	for _, gone := range effect.Gone {
		if v.heroes == (gone.Table == heroTable) {
			v.master.takeMark(gone.ID)
		}
	}
	if v.focus == leftSide {
		v.master.unmarkLinks(effect, v.thisEnd)
	}
}

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
