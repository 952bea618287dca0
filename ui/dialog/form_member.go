package dialog

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/style"
)

// EditMember returns the form of a membership: its standing, and its fields.
func EditMember(s *data.Store, st *style.Style, m model.MembershipRef, standing model.Standing) *Form {
	f := &Form{style: st, title: "Edit " + st.Membership(m)}
	f.fields = []*formField{standingField(st, standing)}
	f.extend(model.LinkTable, "", TypedFields(s, model.LinkTable))
	f.save = func(shown, typed []string) intent.Intent {
		return intent.EditMember{Member: m, Shown: standingNamed(shown[0]), Typed: standingNamed(typed[0]), Fields: f.typedFields(model.LinkTable, shown, typed)}
	}
	f.about = Unsaved{Table: model.LinkTable, With: []model.Name{{Table: model.TeamTable, ID: m.TeamID, Name: m.Team}, {Table: model.HeroTable, ID: m.HeroID, Name: m.Hero}}}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		stand, err := s.Reader().Standings(ctx, []model.ID{m.TeamID}, []model.ID{m.HeroID})
		if err != nil {
			return nil, false, err
		}
		fields, err := s.Reader().LinkFields(ctx, []model.LinkKey{m.LinkKey})
		standing, there := stand[m.LinkKey]
		return append([]string{standing.String()}, f.values(model.LinkTable, fields[m.LinkKey])...), there, err
	}
	return f
}

// standingField is the field of the standing of a membership.
func standingField(st *style.Style, shown model.Standing) *formField {
	f := newField(st, "Status", shown.String(), false, func(string) error { return nil })
	f.choices = []string{model.Training.String(), model.Active.String()}
	return f
}

// standingNamed returns the standing of that name.
func standingNamed(name string) model.Standing {
	if name == model.Training.String() {
		return model.Training
	}
	return model.Active
}

// setFieldForm asks for the value that a field is to have in all of these memberships.
func setFieldForm(st *style.Style, members []model.MembershipRef, col field.Field) *Form {
	f := &Form{style: st, title: style.Plural(int64(len(members)), "membership") + ": " + st.Clean(col.Name), creates: true}
	col.Default = "" // these rows have values
	f.extend(model.LinkTable, "", []field.Field{col})
	f.save = func(_, typed []string) intent.Intent {
		return intent.SetField{Members: members, Name: col.Name, Typed: typed[0]}
	}
	return f
}

// setStandingForm returns the form of the standing of all these memberships.
func setStandingForm(st *style.Style, members []model.MembershipRef) *Form {
	f := &Form{style: st, title: style.Plural(int64(len(members)), "membership") + ": status", creates: true, fields: []*formField{standingField(st, model.Active)}}
	f.save = func(_, typed []string) intent.Intent {
		return intent.SetStanding{Members: members, Standing: standingNamed(typed[0])}
	}
	return f
}

// newMembershipsForm asks for the fields of memberships before they are made.
func newMembershipsForm(st *style.Style, w intent.Assign, fields []field.Field) *Form {
	f := &Form{style: st, title: "New " + style.Plural(int64(len(w.Members)), "membership"), creates: true}
	f.extend(model.LinkTable, "", fields)
	f.save = func(shown, typed []string) intent.Intent {
		w.Fields = f.typedFields(model.LinkTable, shown, typed)
		return w
	}
	return f
}

// Assign requests memberships, after asking for their required fields.
func Assign(h Host, s *data.Store, st *style.Style, w intent.Assign) tea.Cmd {
	if fields := requiredFields(s); len(fields) > 0 {
		h.Ask(newMembershipsForm(st, w, fields))
		return nil
	}
	return h.Want(w)
}
