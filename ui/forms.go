package ui

import (
	"roster/data"
	"roster/data/intent"
	"roster/data/model"
)

// rule returns the check of a text of this name.
func rule(label string) func(string) error {
	return func(typed string) error {
		_, err := model.ParseText(label, typed)
		return err
	}
}

func ageRule(typed string) error {
	_, err := model.ParseAge(typed)
	return err
}

// teamForm asks for a team: a new one, or the one that is shown. What is saved is
// told what the form showed, and what was typed.
func teamForm(s *data.Store, look *look, title string, shown model.Team, save func(f *form, shown, typed []string) intent.Intent) *form {
	f := &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Headquarters", shown.Headquarters, false, rule("Headquarters")),
		},
	}
	f.save = func(shown, typed []string) intent.Intent { return save(f, shown, typed) }
	if fields := typedFields(s, teamTable); len(fields) > 0 {
		f.extend(teamTable, "", fields)
	}
	return f
}

func teamOf(id int64, values []string) model.Team {
	return model.Team{ID: id, Name: values[0], Headquarters: values[1]}
}

// heroForm asks for a hero as [teamForm] does for a team.
func heroForm(s *data.Store, look *look, title string, shown model.Hero, save func(f *form, shown, typed []string) intent.Intent) *form {
	f := &form{
		look: look, title: title, creates: shown.ID == 0,
		fields: []*formField{
			newField(look, "Name", shown.Name, false, rule("Name")),
			newField(look, "Secret name", shown.SecretName, true, rule("Secret name")),
			newField(look, "Age, if known", shown.Age.Text, false, ageRule),
		},
	}
	f.save = func(shown, typed []string) intent.Intent { return save(f, shown, typed) }
	if fields := typedFields(s, heroTable); len(fields) > 0 {
		f.extend(heroTable, "", fields)
	}
	return f
}

func heroOf(id int64, values []string) model.Hero {
	return model.Hero{ID: id, Name: values[0], SecretName: values[1], Age: model.Age{Text: values[2], Set: values[2] != ""}}
}

// newTeamForm asks for a new team, which these heroes join.
func newTeamForm(s *data.Store, look *look, name string, heroes []model.Name, isTraining bool) *form {
	f := teamForm(s, look, look.titled("New team", heroes, isTraining), model.Team{}, func(f *form, shown, typed []string) intent.Intent {
		w := intent.NewTeam(teamOf(0, typed), heroes, model.StandingOf(isTraining))
		w.TeamFields, w.LinkFields = f.said(teamTable, shown, typed), f.said(linkTable, shown, typed)
		return w
	})
	return f.anew(s, teamTable, name, heroes, isTraining)
}

// newHeroForm asks for a new hero, who joins these teams.
func newHeroForm(s *data.Store, look *look, name string, teams []model.Name, isTraining bool) *form {
	f := heroForm(s, look, look.titled("New hero", teams, isTraining), model.Hero{}, func(f *form, shown, typed []string) intent.Intent {
		w := intent.NewHero(heroOf(0, typed), teams, model.StandingOf(isTraining))
		w.HeroFields, w.LinkFields = f.said(heroTable, shown, typed), f.said(linkTable, shown, typed)
		return w
	})
	return f.anew(s, heroTable, name, teams, isTraining)
}

// anew makes the form that of a new row of this name, and asks for the fields of
// the memberships that are made with it.
func (f *form) anew(s *data.Store, table, name string, with []model.Name, isTraining bool) *form {
	if fields := askedOf(s); len(with) > 0 && len(fields) > 0 {
		f.extend(linkTable, "Member's ", fields)
	}
	f.fields[0].SetValue(name)
	f.about = Unsaved{Table: table, With: with, Training: isTraining}
	return f
}

// titled names what a form is for, and with whom.
func (l *look) titled(what string, with []model.Name, isTraining bool) string {
	switch {
	case len(with) == 0:
		return what
	case with[0].Table == "team":
		return what + ", " + model.StandingOf(isTraining).String() + " in " + l.all(with)
	}
	return what + ", with " + l.all(with) + " " + model.StandingOf(isTraining).String()
}
