package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
)

// newFieldTable is what a form for a new field is about.
const newFieldTable = "field"

// Unsaved is a form that was open when roster was ended from outside, and what was
// typed in it.
type Unsaved struct {
	Table    string       `json:"table"`          // the table of the row; "field" for a new field
	Row      int64        `json:"row,omitempty"`  // the id of a team or a hero, 0 for a new one
	With     []model.Name `json:"with,omitempty"` // whom a new one is joined with; the team and the hero of a membership
	Training bool         `json:"training,omitempty"`
	Fields   []string     `json:"fields"` // what the fields are called
	Shown    []string     `json:"shown"`  // by the fields: what the database had
	Typed    []string     `json:"typed"`
	At       int          `json:"at,omitempty"` // the field that had the keys
	Draft    string       `json:"-"`            // what to name to [Options.Forget], "" for what was kept nowhere yet
}

// interrupted returns where the person is when roster is ended from outside: in a
// form, too, if one is open. What is not kept is what is typed for many rows at once.
func (a *App) interrupted() State {
	state := a.State()
	for _, d := range a.dialogs {
		if f, ok := d.(*form); ok && f.about.Table != "" && !f.saved && (f.touched() || len(f.about.Typed) > 0) {
			state.Unsaved = append(state.Unsaved[:len(state.Unsaved):len(state.Unsaved)], f.unsaved())
		}
	}
	return state
}

// unsaved returns what is in the form, behind what was typed into fields that are gone.
func (f *form) unsaved() Unsaved {
	u := f.about
	u.At = len(u.Fields) + f.at
	for _, field := range f.fields {
		u.Fields, u.Shown, u.Typed = append(u.Fields, field.label), append(u.Shown, field.shown), append(u.Typed, field.value())
	}
	return u
}

// reopen opens a form as it was left. It returns false where that can't be.
func (a *App) reopen(u Unsaved) bool {
	f := u.form(a.store, &a.look)
	if f == nil || len(u.Typed) != len(u.Fields) || len(u.Shown) != len(u.Fields) {
		return false
	}
	f.reading, f.about.Draft = false, u.Draft
	lost := ""
	rest := slices.Clone(f.fields) // a column can be called as another field of the form
	for i, name := range u.Fields {
		at := slices.IndexFunc(rest, func(field *formField) bool { return field.label == name })
		switch {
		case at >= 0:
			rest[at].resume(f, u.Shown[i], u.Typed[i])
			if i == u.At {
				f.at = slices.Index(f.fields, rest[at])
			}
			rest = slices.Delete(rest, at, at+1)
		case u.Typed[i] != u.Shown[i]:
			f.about.Fields, f.about.Shown, f.about.Typed = append(f.about.Fields, name), append(f.about.Shown, u.Shown[i]), append(f.about.Typed, u.Typed[i])
			lost += " What you typed into " + name + ", which is gone: “" + u.Typed[i] + "”."
		}
	}
	a.ask(f)
	if u.Draft != "" {
		a.restored = append(a.restored, f)
	}
	a.say("This is what you were typing when roster was ended.")
	if lost != "" {
		a.ask(&notice{title: "What you were typing", text: a.look.clean(strings.TrimSpace(lost))})
	}
	return true
}

// forgetClosed forgets what was typed the last time, once its form is closed: it is
// saved or discarded.
func (a *App) forgetClosed() tea.Cmd {
	var cmds []tea.Cmd
	forget := a.opts.Forget
	a.restored = slices.DeleteFunc(a.restored, func(f *form) bool {
		if slices.Contains(a.dialogs, dialog(f)) {
			return false
		}
		cmds = append(cmds, func() tea.Msg { forget(f.about.Draft); return nil })
		return true
	})
	return tea.Batch(cmds...)
}

// resume makes a field what it was when roster was ended.
func (f *formField) resume(of *form, shown, typed string) {
	if !of.creates {
		f.show(of.look, shown)
	}
	if typed != shown {
		f.SetValue(typed)
		f.CursorEnd()
	}
}

// form returns the form that it was, nil where there is none.
func (u Unsaved) form(s *data.Store, look *look) *form {
	switch {
	case u.Table == newFieldTable:
		return newFieldForm(look)
	case u.Table == linkTable && len(u.With) == 2:
		return editMember(s, look, pair(u.With[0], u.With[1], true), false)
	case u.Table == teamTable && u.Row == 0:
		return newTeamForm(s, look, "", u.With, u.Training)
	case u.Table == teamTable:
		return editTeam(s, look, model.Team{ID: u.Row})
	case u.Table == heroTable && u.Row == 0:
		return newHeroForm(s, look, "", u.With, u.Training)
	case u.Table == heroTable:
		return editHero(s, look, model.Hero{ID: u.Row})
	}
	return nil
}
