package ui

import "roster/data"

// rule returns the check of a text of this name.
func rule(label string) func(string) error {
	return func(typed string) error {
		_, err := data.ParseText(label, typed)
		return err
	}
}

func ageRule(typed string) error {
	_, err := data.ParseAge(typed)
	return err
}

// teamForm asks for a team: a new one, or the one that is shown. What is saved is
// told what the form showed, and what was typed.
func teamForm(s *data.Store, look *look, title string, shown data.Team, save func(f *form, shown, typed []string) data.Intent) *form {
	f := &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Headquarters", shown.Headquarters, false, rule("Headquarters")),
		},
	}
	f.save = func(shown, typed []string) data.Intent { return save(f, shown, typed) }
	if fields := typedFields(s, teamTable); len(fields) > 0 {
		f.extend(teamTable, "", fields)
	}
	return f
}

func teamOf(id int64, values []string) data.Team {
	return data.Team{ID: id, Name: values[0], Headquarters: values[1]}
}

// heroForm asks for a hero as [teamForm] does for a team.
func heroForm(s *data.Store, look *look, title string, shown data.Hero, save func(f *form, shown, typed []string) data.Intent) *form {
	f := &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Secret name", shown.SecretName, true, rule("Secret name")),
			newField(look, "Age, if known", shown.Age.Text, false, ageRule),
		},
	}
	f.save = func(shown, typed []string) data.Intent { return save(f, shown, typed) }
	if fields := typedFields(s, heroTable); len(fields) > 0 {
		f.extend(heroTable, "", fields)
	}
	return f
}

func heroOf(id int64, values []string) data.Hero {
	return data.Hero{ID: id, Name: values[0], SecretName: values[1], Age: data.Age{Text: values[2], Set: values[2] != ""}}
}

// newTeamForm asks for a new team, which these heroes join.
func newTeamForm(s *data.Store, look *look, name string, heroes []data.Name, isTraining bool) *form {
	f := teamForm(s, look, look.titled("New team", heroes, isTraining), data.Team{}, func(f *form, shown, typed []string) data.Intent {
		w := data.NewTeam(teamOf(0, typed), heroes, isTraining)
		w.TeamFields, w.LinkFields = f.said(teamTable, shown, typed), f.said(linkTable, shown, typed)
		return w
	})
	return f.anew(s, teamTable, name, heroes, isTraining)
}

// newHeroForm asks for a new hero, who joins these teams.
func newHeroForm(s *data.Store, look *look, name string, teams []data.Name, isTraining bool) *form {
	f := heroForm(s, look, look.titled("New hero", teams, isTraining), data.Hero{}, func(f *form, shown, typed []string) data.Intent {
		w := data.NewHero(heroOf(0, typed), teams, isTraining)
		w.HeroFields, w.LinkFields = f.said(heroTable, shown, typed), f.said(linkTable, shown, typed)
		return w
	})
	return f.anew(s, heroTable, name, teams, isTraining)
}

// anew makes the form that of a new row of this name, and asks for the fields of
// the memberships that are made with it.
func (f *form) anew(s *data.Store, table, name string, with []data.Name, isTraining bool) *form {
	if fields := askedOf(s); len(with) > 0 && len(fields) > 0 {
		f.extend(linkTable, "Member's ", fields)
	}
	f.fields[0].SetValue(name)
	f.about = unsavedForm{Table: table, With: with, Training: isTraining}
	return f
}
