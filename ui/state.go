package ui

import (
	"slices"

	"roster/data/model"
	"roster/data/query"
)

// State is the place of the user in a database: the view on screen, and the place and the
// order of each view. It contains IDs and no names, unless roster was terminated by a signal
// while the user was typing.
type State struct {
	View      int         `json:"view"`
	Views     []ViewState `json:"views"`
	NoIndexes bool        `json:"no_indexes,omitempty"` // they were offered, and declined
	Visit     Visit       `json:"visit,omitzero"`
	Unsaved   []Unsaved   `json:"drafts,omitempty"` // what was being typed, the form in front last
}

// ViewState is the place and the order of one view.
type ViewState struct {
	Row    model.ID   `json:"row"` // of the left pane
	Detail model.ID   `json:"detail"`
	Sort   query.Sort `json:"sort"`            // of the left pane
	Field  string     `json:"field,omitempty"` // that it is sorted by
	Desc   bool       `json:"desc,omitempty"`
}

// State returns the place of the user, to be restored at the next start.
func (a *App) State() State {
	state := State{View: a.open, NoIndexes: a.indexer.declined, Visit: a.visit(), Unsaved: a.unsaved}
	for _, v := range a.views {
		p, q := v.Here(), v.Query()
		state.Views = append(state.Views, ViewState{
			Row: p.Master, Detail: p.Detail, Sort: q.Sort, Field: q.Field, Desc: q.Desc,
		})
	}
	return state
}

// restore goes to the place of the user. Invalid parts of a state are ignored: it may be of
// another version, or have been edited. Unsaved text is kept then.
func (a *App) restore(state State) {
	a.indexer.declined, a.unseen.last = state.NoIndexes, state.Visit
	for _, u := range state.Unsaved {
		if !a.reopen(u) {
			a.unsaved = append(a.unsaved, u)
		}
	}
	if len(state.Views) != len(a.views) {
		return
	}
	for i, v := range a.views {
		q := v.Query()
		order := query.Order{Sort: state.Views[i].Sort, Field: state.Views[i].Field}
		if slices.Contains(a.store.Reader().Orders(q.List), order) {
			q.SetOrder(order)
			q.Desc = state.Views[i].Desc
		}
		v.StartAt(state.Views[i].Row, state.Views[i].Detail)
	}
	if state.View >= 0 && state.View < len(a.views) {
		a.open = state.View
	}
}
