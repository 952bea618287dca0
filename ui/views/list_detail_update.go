package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
)

// Patch brings the memberships on screen up to date in place: nothing jumps
// under the cursor. Tallies are counted again.
func (v *listDetail[M, D]) Patch(effect change.Effect) tea.Cmd {
	if effect.Rows || effect.Joined {
		return v.showNew(effect)
	}
	v.left.NoteWrite()
	v.right.NoteWrite()
	states := make(map[model.LinkKey]change.LinkState, len(effect.Links))
	for _, state := range effect.Links {
		states[state.Key] = state
	}
	v.right.Edit(func(row *D) bool {
		state, ok := states[v.right.Key(*row)]
		_, standing := v.memberOf(*row)
		if !ok || standing == state.Standing {
			return false
		}
		v.set(row, state)
		return true
	})
	for key := range states { // a team may have no one in training now, and is looked at still
		v.left.Keep(v.thisEnd(key))
	}
	if v.right.Query().Status != query.AnyStatus && !v.showsAll(states) || v.left.Base != query.AnyStatus && !v.listsAll(states) {
		return v.Load() // some of them belong here again
	}
	return tea.Batch(v.left.CountAgain(), v.right.CountAgain(), v.left.CompleteAgain(list.TouchedBy(effect, v.thisEnd, v.left.ID)), v.right.CompleteAgain(func(row D) bool {
		_, touched := states[v.right.Key(row)]
		return touched && (v.heroes || len(v.style.Fields) > 0) // its team is counted again
	}))
}

// showsAll reports whether the right pane has all of these memberships that are its.
func (v *listDetail[M, D]) showsAll(states map[model.LinkKey]change.LinkState) bool {
	there := make(map[model.LinkKey]bool, len(v.right.Rows()))
	for _, row := range v.right.Rows() {
		there[v.right.Key(row)] = true
	}
	for key := range states {
		if v.isShown(key) && !there[key] {
			return false
		}
	}
	return true
}

// listsAll reports whether the left pane, if it is about those in training, has a row for
// all these memberships.
func (v *listDetail[M, D]) listsAll(states map[model.LinkKey]change.LinkState) bool {
	there := make(map[model.ID]bool, len(v.left.Rows()))
	for _, row := range v.left.Rows() {
		there[v.left.ID(row)] = true
	}
	for key, state := range states {
		if state.Standing == model.Training && !there[v.thisEnd(key)] {
			return false
		}
	}
	return true
}

// showNew reads both panes again, and goes to what has just been made.
func (v *listDetail[M, D]) showNew(effect change.Effect) tea.Cmd {
	kind := "team"
	if v.heroes {
		kind = "hero"
	}
	for _, made := range effect.Made {
		if made.Table == kind && v.focus == leftSide {
			v.left.ClearFilter() // it would not be seen
			v.outdated = true    // the row may be in no list here
			return v.left.ShowRow(made.ID)
		}
	}
	if len(effect.Links) == 1 && effect.Links[0].Standing != model.Absent && v.shown && v.focus == rightSide {
		return tea.Batch(v.left.Reload(), v.right.ShowMember(v.memberAt(effect.Links[0])))
	}
	return v.Load()
}

// Unmark removes the marks of rows that were changed, and of rows that are gone.
func (v *listDetail[M, D]) Unmark(effect change.Effect) {
	for _, link := range effect.Links {
		v.right.Unmark(link.Key)
	}
	for _, gone := range effect.Gone {
		if v.heroes == (gone.Table == model.HeroTable) {
			v.left.Unmark(gone.ID)
		}
	}
	if v.focus == leftSide {
		v.left.UnmarkLinks(effect, v.thisEnd)
	}
}

// thisEnd returns the id that the left pane goes by.
func (v *listDetail[M, D]) thisEnd(key model.LinkKey) model.ID {
	if v.heroes {
		return heroEnd(key)
	}
	return teamEnd(key)
}

// otherEnd returns the id that the right pane goes by.
func (v *listDetail[M, D]) otherEnd(key model.LinkKey) model.ID {
	if v.heroes {
		return teamEnd(key)
	}
	return heroEnd(key)
}

func teamEnd(key model.LinkKey) model.ID { return key.TeamID }

func heroEnd(key model.LinkKey) model.ID { return key.HeroID }
