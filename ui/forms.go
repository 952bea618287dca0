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
func teamForm(look *look, title string, shown data.Team, save func(shown, typed data.Team) data.Intent) *form {
	team := func(values []string) data.Team {
		return data.Team{ID: shown.ID, Name: values[0], Headquarters: values[1]}
	}
	return &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Headquarters", shown.Headquarters, false, rule("Headquarters")),
		},
		save: func(shown, typed []string) data.Intent { return save(team(shown), team(typed)) },
	}
}

// heroForm asks for a hero as [teamForm] does for a team.
func heroForm(look *look, title string, shown data.Hero, save func(shown, typed data.Hero) data.Intent) *form {
	hero := func(values []string) data.Hero {
		return data.Hero{ID: shown.ID, Name: values[0], SecretName: values[1], Age: data.Age{Text: values[2], Set: values[2] != ""}}
	}
	return &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Secret name", shown.SecretName, true, rule("Secret name")),
			newField(look, "Age, if known", shown.Age.Text, false, ageRule),
		},
		save: func(shown, typed []string) data.Intent { return save(hero(shown), hero(typed)) },
	}
}

// newTeamForm asks for a new team, which these heroes join.
func newTeamForm(look *look, name string, heroes []data.Name, isTraining bool) *form {
	f := teamForm(look, look.titled("New team", heroes, isTraining), data.Team{}, func(_, t data.Team) data.Intent {
		return data.NewTeam(t, heroes, isTraining)
	})
	f.fields[0].SetValue(name)
	f.about = Unsaved{Table: "team", With: heroes, Training: isTraining}
	return f
}

// newHeroForm asks for a new hero, who joins these teams.
func newHeroForm(look *look, name string, teams []data.Name, isTraining bool) *form {
	f := heroForm(look, look.titled("New hero", teams, isTraining), data.Hero{}, func(_, h data.Hero) data.Intent {
		return data.NewHero(h, teams, isTraining)
	})
	f.fields[0].SetValue(name)
	f.about = Unsaved{Table: "hero", With: teams, Training: isTraining}
	return f
}

// titled names what a form is for, and with whom.
func (l *look) titled(what string, with []data.Name, isTraining bool) string {
	switch {
	case len(with) == 0:
		return what
	case with[0].Table == "team":
		return what + ", " + data.StandingOf(isTraining).String() + " in " + l.all(with)
	}
	return what + ", with " + l.all(with) + " " + data.StandingOf(isTraining).String()
}
