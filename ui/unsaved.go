package ui

import "roster/data"

// Unsaved is a form that was open when roster was ended from outside, and what was
// typed in it.
type Unsaved struct {
	Table    string      `json:"table"`          // the table of the row
	Row      int64       `json:"row,omitempty"`  // the id of a team or a hero, 0 for a new one
	With     []data.Name `json:"with,omitempty"` // whom a new one is joined with; the team and the hero of a membership
	Training bool        `json:"training,omitempty"`
	Shown    []string    `json:"shown"` // by the fields: what the database had
	Typed    []string    `json:"typed"`
}

// interrupted returns where the person is when roster is ended from outside: in a
// form, too, if one is open.
func (a *App) interrupted() State {
	state := a.State()
	for _, d := range a.dialogs {
		if f, ok := d.(*form); ok && f.touched() {
			state.Unsaved = f.unsaved()
		}
	}
	return state
}

// unsaved returns what is in the form.
func (f *form) unsaved() *Unsaved {
	u := f.about
	for _, field := range f.fields {
		u.Shown, u.Typed = append(u.Shown, field.shown), append(u.Typed, field.value())
	}
	return &u
}

// reopen opens a form as it was left. One that can't be meant is passed over, as
// the rest of a state is.
func (a *App) reopen(u Unsaved) {
	f := u.form(a.store, &a.look)
	if f == nil || len(u.Typed) != len(f.fields) || len(u.Shown) != len(f.fields) {
		return
	}
	f.reading = false
	for i, field := range f.fields {
		if !f.creates {
			field.show(&a.look, u.Shown[i])
		}
		if u.Typed[i] != u.Shown[i] {
			field.SetValue(u.Typed[i])
			field.CursorEnd()
		}
	}
	a.ask(f)
	a.say("This is what you were typing when roster was ended.")
}

// form returns the form that it was, nil where there is none.
func (u Unsaved) form(s *data.Store, look *look) *form {
	switch {
	case u.Table == linkTable && len(u.With) == 2:
		return editMember(s, look, pair(u.With[0], u.With[1], true), false)
	case u.Table == teamTable && u.Row == 0:
		return newTeamForm(s, look, "", u.With, u.Training)
	case u.Table == teamTable:
		return editTeam(s, look, data.Team{ID: u.Row})
	case u.Table == heroTable && u.Row == 0:
		return newHeroForm(s, look, "", u.With, u.Training)
	case u.Table == heroTable:
		return editHero(s, look, data.Hero{ID: u.Row})
	}
	return nil
}
