package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// editMember asks what a membership is to be: where it stands, and its fields.
func editMember(s *data.Store, look *look, m data.Seen, isTraining bool) *form {
	f := &form{look: look, title: "Edit " + look.membership(m)}
	f.fields = []*formField{standingField(look, data.StandingOf(isTraining))}
	f.extend(linkTable, "", typedFields(s, linkTable))
	f.save = func(shown, typed []string) data.Intent {
		return data.EditMember{Member: m, Shown: standingNamed(shown[0]), Typed: standingNamed(typed[0]), Fields: f.said(linkTable, shown, typed)}
	}
	f.about = unsavedForm{Table: linkTable, With: []data.Name{{Table: teamTable, ID: m.TeamID, Name: m.Team}, {Table: heroTable, ID: m.HeroID, Name: m.Hero}}}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		stand, err := s.Standings(ctx, []int64{m.TeamID}, []int64{m.HeroID})
		if err != nil {
			return nil, false, err
		}
		fields, err := s.LinkFields(ctx, []data.LinkKey{m.LinkKey})
		standing, there := stand[m.LinkKey]
		return append([]string{standing.String()}, f.values(linkTable, fields[m.LinkKey])...), there, err
	}
	return f
}

// standingField is the field of where a membership stands.
func standingField(look *look, shown data.Standing) *formField {
	f := newField(look, "Status", shown.String(), false, func(string) error { return nil })
	f.choices = []string{data.Training.String(), data.Active.String()}
	return f
}

// standingNamed returns the standing of that name.
func standingNamed(name string) data.Standing {
	if name == data.Training.String() {
		return data.Training
	}
	return data.Active
}

// setField asks for the value that a field is to have in all of these memberships.
func setField(look *look, members []data.Seen, field data.Field) *form {
	f := &form{look: look, title: plural(int64(len(members)), "membership") + ": " + look.clean(field.Name), creates: true}
	field.Default = "" // these rows have values
	f.extend(linkTable, "", []data.Field{field})
	f.save = func(_, typed []string) data.Intent {
		return data.SetField{Members: members, Name: field.Name, Typed: typed[0]}
	}
	return f
}

// setStanding asks where all of these memberships are to stand.
func setStanding(look *look, members []data.Seen) *form {
	f := &form{look: look, title: plural(int64(len(members)), "membership") + ": status", creates: true, fields: []*formField{standingField(look, data.Active)}}
	f.save = func(_, typed []string) data.Intent {
		return data.SetTraining{Members: members, Training: standingNamed(typed[0]) == data.Training}
	}
	return f
}

// assigning asks for the fields of memberships before they are made.
func assigning(look *look, w data.Assign, fields []data.Field) *form {
	f := &form{look: look, title: "New " + plural(int64(len(w.Members)), "membership"), creates: true}
	f.extend(linkTable, "", fields)
	f.save = func(shown, typed []string) data.Intent {
		w.Fields = f.said(linkTable, shown, typed)
		return w
	}
	return f
}

// assign wants memberships, after asking for what they can't be without.
func assign(h dialogHost, s *data.Store, look *look, w data.Assign) tea.Cmd {
	if fields := askedOf(s); len(fields) > 0 {
		h.ask(assigning(look, w, fields))
		return nil
	}
	return h.want(w)
}
