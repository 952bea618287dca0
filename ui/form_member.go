package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
)

// editMember asks what a membership is to be: where it stands, and its fields.
func editMember(s *data.Store, look *look, m model.MembershipRef, isTraining bool) *form {
	f := &form{look: look, title: "Edit " + look.membership(m)}
	f.fields = []*formField{standingField(look, model.StandingOf(isTraining))}
	f.extend(linkTable, "", typedFields(s, linkTable))
	f.save = func(shown, typed []string) intent.Intent {
		return intent.EditMember{Member: m, Shown: standingNamed(shown[0]), Typed: standingNamed(typed[0]), Fields: f.said(linkTable, shown, typed)}
	}
	f.about = Unsaved{Table: linkTable, With: []model.Name{{Table: teamTable, ID: m.TeamID, Name: m.Team}, {Table: heroTable, ID: m.HeroID, Name: m.Hero}}}
	f.read = func(ctx context.Context, s *data.Store) ([]string, bool, error) {
		stand, err := s.Reader().Standings(ctx, []int64{m.TeamID}, []int64{m.HeroID})
		if err != nil {
			return nil, false, err
		}
		fields, err := s.Reader().LinkFields(ctx, []model.LinkKey{m.LinkKey})
		standing, there := stand[m.LinkKey]
		return append([]string{standing.String()}, f.values(linkTable, fields[m.LinkKey])...), there, err
	}
	return f
}

// standingField is the field of where a membership stands.
func standingField(look *look, shown model.Standing) *formField {
	f := newField(look, "Status", shown.String(), false, func(string) error { return nil })
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

// membership names a membership for a title.
func (l *look) membership(m model.MembershipRef) string {
	return l.named(m.Hero, heroTable, m.HeroID) + " in " + l.named(m.Team, teamTable, m.TeamID)
}

// setField asks for the value that a field is to have in all of these memberships.
func setField(look *look, members []model.MembershipRef, column field.Field) *form {
	f := &form{look: look, title: plural(int64(len(members)), "membership") + ": " + look.clean(column.Name), creates: true}
	column.Default = "" // these rows have values
	f.extend(linkTable, "", []field.Field{column})
	f.save = func(_, typed []string) intent.Intent {
		return intent.SetField{Members: members, Name: column.Name, Typed: typed[0]}
	}
	return f
}

// setStanding asks where all of these memberships are to stand.
func setStanding(look *look, members []model.MembershipRef) *form {
	f := &form{look: look, title: plural(int64(len(members)), "membership") + ": status", creates: true, fields: []*formField{standingField(look, model.Active)}}
	f.save = func(_, typed []string) intent.Intent {
		return intent.SetStanding{Members: members, Standing: model.StandingOf(standingNamed(typed[0]) == model.Training)}
	}
	return f
}

// assigning asks for the fields of memberships before they are made.
func assigning(look *look, w intent.Assign, fields []field.Field) *form {
	f := &form{look: look, title: "New " + plural(int64(len(w.Members)), "membership"), creates: true}
	f.extend(linkTable, "", fields)
	f.save = func(shown, typed []string) intent.Intent {
		w.Fields = f.said(linkTable, shown, typed)
		return w
	}
	return f
}

// assign wants memberships, after asking for what they can't be without.
func assign(h host, s *data.Store, look *look, w intent.Assign) tea.Cmd {
	if fields := askedOf(s); len(fields) > 0 {
		h.ask(assigning(look, w, fields))
		return nil
	}
	return h.want(w)
}

// seenOf returns the memberships of rows as they are on screen.
func (v *split[M, D]) seenOf(rows []D) []model.MembershipRef {
	return each(rows, func(row D) model.MembershipRef {
		seen, _ := v.standing(row)
		return seen
	})
}
