package ui

import "roster/data"

// Unsaved is a form that was open when roster was ended from outside, and what was
// typed in it.
type Unsaved struct {
	Table    string      `json:"table"`          // "team" or "hero"
	Row      int64       `json:"row,omitempty"`  // its id, 0 for a new one
	With     []data.Name `json:"with,omitempty"` // whom a new one is joined with
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
	f := u.form(&a.look)
	if f == nil || len(u.Typed) != len(f.fields) {
		return
	}
	for i, field := range f.fields {
		if u.Typed[i] != u.Shown[i] {
			field.SetValue(u.Typed[i])
			field.CursorEnd()
		}
	}
	a.ask(f)
	a.say("This is what you were typing when roster was ended.")
}

// form returns the form that it was, nil where there is none.
func (u Unsaved) form(look *look) *form {
	isTeam := u.Table == "team" && len(u.Shown) == 2
	isHero := u.Table == "hero" && len(u.Shown) == 3
	switch {
	case isTeam && u.Row == 0:
		return newTeamForm(look, "", u.With, u.Training)
	case isTeam:
		return editTeam(look, data.Team{ID: u.Row, Name: u.Shown[0], Headquarters: u.Shown[1]})
	case isHero && u.Row == 0:
		return newHeroForm(look, "", u.With, u.Training)
	case isHero:
		age := data.Age{Text: u.Shown[2], Set: u.Shown[2] != ""}
		return editHero(look, data.Hero{ID: u.Row, Name: u.Shown[0], SecretName: u.Shown[1], Age: age})
	}
	return nil
}
