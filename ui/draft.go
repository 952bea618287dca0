package ui

import "roster/data"

// Draft is a form that was open when roster was ended from outside, and what was
// typed in it.
type Draft struct {
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
			state.Draft = f.draft()
		}
	}
	return state
}

// draft returns what is in the form.
func (f *form) draft() *Draft {
	d := f.about
	for _, field := range f.fields {
		d.Shown, d.Typed = append(d.Shown, field.shown), append(d.Typed, field.value())
	}
	return &d
}

// reopen opens a form as it was left. One that can't be meant is passed over, as
// the rest of a state is.
func (a *App) reopen(d Draft) {
	f := d.form(&a.look)
	if f == nil || len(d.Typed) != len(f.fields) {
		return
	}
	for i, field := range f.fields {
		if d.Typed[i] != d.Shown[i] {
			field.SetValue(d.Typed[i])
			field.CursorEnd()
		}
	}
	a.ask(f)
	a.say("This is what you were typing when roster was ended.")
}

// form returns the form that a draft is of, nil where there is none.
func (d Draft) form(look *look) *form {
	isTeam := d.Table == "team" && len(d.Shown) == 2
	isHero := d.Table == "hero" && len(d.Shown) == 3
	switch {
	case isTeam && d.Row == 0:
		return newTeamForm(look, "", d.With, d.Training)
	case isTeam:
		return editTeam(look, data.Team{ID: d.Row, Name: d.Shown[0], Headquarters: d.Shown[1]})
	case isHero && d.Row == 0:
		return newHeroForm(look, "", d.With, d.Training)
	case isHero:
		age := data.Age{Text: d.Shown[2], Set: d.Shown[2] != ""}
		return editHero(look, data.Hero{ID: d.Row, Name: d.Shown[0], SecretName: d.Shown[1], Age: age})
	}
	return nil
}
