package dialog

import (
	"slices"
	"strings"

	"roster/data"
	"roster/data/model"
	"roster/ui/style"
)

// newFieldTable is what a form for a new field is about.
const newFieldTable = "field"

// Unsaved is a form that was open when roster was ended from outside, and what was
// typed in it.
type Unsaved struct {
	Table    string       `json:"table"`          // the table of the row; "field" for a new field
	Row      model.ID     `json:"row,omitzero"`   // the id of a team or a hero, zero for a new one
	With     []model.Name `json:"with,omitempty"` // the teams or heroes that a new one joins; the team and the hero of a membership
	Training bool         `json:"training,omitempty"`
	Fields   []string     `json:"fields"` // what the fields are called
	Shown    []string     `json:"shown"`  // by the fields: what the database had
	Typed    []string     `json:"typed"`
	At       int          `json:"at,omitempty"` // the field that had the keys
	Draft    string       `json:"-"`            // what to name to ui.Options.Forget, "" for what was kept nowhere yet
}

// Unsaved returns the texts of the form, after those typed into fields that are gone; ok is
// false if there is nothing to keep. Text typed for many rows at once is not kept.
func (f *Form) Unsaved() (u Unsaved, ok bool) {
	u = f.about
	if u.Table == "" || f.saved || !f.touched() && len(u.Typed) == 0 {
		return u, false
	}
	u.At = len(u.Fields) + f.at
	for _, field := range f.fields {
		u.Fields, u.Shown, u.Typed = append(u.Fields, field.label), append(u.Shown, field.shown), append(u.Typed, field.value())
	}
	return u, true
}

// Draft returns what to name to ui.Options.Forget, "" for a form that was not restored.
func (f *Form) Draft() string { return f.about.Draft }

// Reopen returns a form as it was left, and the texts typed into fields that are gone; nil if
// such a form is no longer possible.
func Reopen(store *data.Store, st *style.Style, u Unsaved) (f *Form, lost string) {
	f = u.form(store, st)
	if f == nil || len(u.Typed) != len(u.Fields) || len(u.Shown) != len(u.Fields) {
		return nil, ""
	}
	f.reading, f.about.Draft = false, u.Draft
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
			lost += " You typed into " + name + ", which is gone: “" + u.Typed[i] + "”."
		}
	}
	return f, strings.TrimSpace(lost)
}

// resume makes a field what it was when roster was ended.
func (f *formField) resume(of *Form, shown, typed string) {
	if !of.creates {
		f.show(of.style, shown)
	}
	if typed != shown {
		f.SetValue(typed)
		f.CursorEnd()
	}
}

// form returns the form that the text was typed in, or nil.
func (u Unsaved) form(s *data.Store, st *style.Style) *Form {
	switch {
	case u.Table == newFieldTable:
		return NewFieldForm(st)
	case u.Table == model.LinkTable && len(u.With) == 2:
		return EditMember(s, st, MembershipOf(u.With[0], u.With[1], true), model.Active)
	case u.Table == model.TeamTable && u.Row.IsZero():
		return NewTeamForm(s, st, "", u.With, model.StandingOf(u.Training))
	case u.Table == model.TeamTable:
		return EditTeam(s, st, model.Team{ID: u.Row})
	case u.Table == model.HeroTable && u.Row.IsZero():
		return NewHeroForm(s, st, "", u.With, model.StandingOf(u.Training))
	case u.Table == model.HeroTable:
		return EditHero(s, st, model.Hero{ID: u.Row})
	}
	return nil
}
