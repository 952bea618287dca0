package dialog

import (
	"slices"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/style"
)

// textRule returns the check of a text of this name.
func textRule(label string) func(string) error {
	return func(typed string) error {
		_, err := model.ParseText(label, typed)
		return err
	}
}

// optionalRule returns the check of a text of this name that may stay empty.
func optionalRule(label string) func(string) error {
	return func(typed string) error {
		_, err := model.ParseOptionalText(label, typed)
		return err
	}
}

func ageRule(typed string) error {
	_, err := model.ParseAge(typed)
	return err
}

// teamForm asks for a team: a new one, or the one that is shown. Saving gets what the form
// showed and what was typed.
func teamForm(s *data.Store, st *style.Style, title string, shown model.Team, save func(f *Form, shown, typed []string) intent.Intent) *Form {
	f := &Form{
		style: st, title: title, creates: shown.ID.IsZero(),
		fields: []*formField{newField(st, "Name", shown.Name, false, textRule("Name")).of("name")},
	}
	if s.Reader().Has(model.TeamTable, "headquarters") {
		f.fields = append(f.fields, newField(st, "Headquarters", shown.Headquarters, false, optionalRule("Headquarters")).of("headquarters"))
	}
	f.save = func(shown, typed []string) intent.Intent { return save(f, shown, typed) }
	if fields := TypedFields(s, model.TeamTable); len(fields) > 0 {
		f.extend(model.TeamTable, "", fields)
	}
	return f
}

// teamOf returns the team that the texts of its form are about.
func teamOf(f *Form, id model.ID, texts []string) model.Team {
	return model.Team{ID: id, Name: f.seedText("name", texts), Headquarters: f.seedText("headquarters", texts)}
}

// heroForm asks for a hero as [teamForm] does for a team.
func heroForm(s *data.Store, st *style.Style, title string, shown model.Hero, save func(f *Form, shown, typed []string) intent.Intent) *Form {
	f := &Form{
		style: st, title: title, creates: shown.ID.IsZero(),
		fields: []*formField{newField(st, "Name", shown.Name, false, textRule("Name")).of("name")},
	}
	if s.Reader().Has(model.HeroTable, "secret_name") {
		f.fields = append(f.fields, newField(st, "Secret name", shown.SecretName, true, optionalRule("Secret name")).of("secret_name"))
	}
	if s.Reader().Has(model.HeroTable, "age") {
		f.fields = append(f.fields, newField(st, "Age, if known", shown.Age.Text, false, ageRule).of("age"))
	}
	f.save = func(shown, typed []string) intent.Intent { return save(f, shown, typed) }
	if fields := TypedFields(s, model.HeroTable); len(fields) > 0 {
		f.extend(model.HeroTable, "", fields)
	}
	return f
}

// heroOf returns the hero that the texts of their form are about.
func heroOf(f *Form, id model.ID, texts []string) model.Hero {
	age := f.seedText("age", texts)
	return model.Hero{ID: id, Name: f.seedText("name", texts), SecretName: f.seedText("secret_name", texts), Age: model.Age{Text: age, Set: age != ""}}
}

// seedText returns which of the texts of a form is that of a standard column, "" if the
// database does not have the column.
func (f *Form) seedText(column string, texts []string) string {
	at := slices.IndexFunc(f.fields, func(col *formField) bool { return col.seed == column })
	if at < 0 {
		return ""
	}
	return texts[at]
}

// seedTexts returns the texts of the standard columns that the form has, in its order.
func (f *Form) seedTexts(texts map[string]string) []string {
	var own []string
	for _, col := range f.fields {
		if col.seed != "" {
			own = append(own, texts[col.seed])
		}
	}
	return own
}

// NewTeamForm asks for a new team, which these heroes join.
func NewTeamForm(s *data.Store, st *style.Style, name string, heroes []model.Name, standing model.Standing) *Form {
	f := teamForm(s, st, st.FormTitle("New team", heroes, standing), model.Team{}, func(f *Form, shown, typed []string) intent.Intent {
		w := intent.NewTeam(teamOf(f, model.ID{}, typed), heroes, standing)
		w.TeamFields, w.LinkFields = f.typedFields(model.TeamTable, shown, typed), f.typedFields(model.LinkTable, shown, typed)
		return w
	})
	return f.forNewRow(s, model.TeamTable, name, heroes, standing)
}

// NewHeroForm asks for a new hero, who joins these teams.
func NewHeroForm(s *data.Store, st *style.Style, name string, teams []model.Name, standing model.Standing) *Form {
	f := heroForm(s, st, st.FormTitle("New hero", teams, standing), model.Hero{}, func(f *Form, shown, typed []string) intent.Intent {
		w := intent.NewHero(heroOf(f, model.ID{}, typed), teams, standing)
		w.HeroFields, w.LinkFields = f.typedFields(model.HeroTable, shown, typed), f.typedFields(model.LinkTable, shown, typed)
		return w
	})
	return f.forNewRow(s, model.HeroTable, name, teams, standing)
}

// forNewRow makes the form that of a new row of this name, and asks for the fields of
// the memberships that are made with it.
func (f *Form) forNewRow(s *data.Store, table, name string, with []model.Name, standing model.Standing) *Form {
	if fields := requiredFields(s); len(with) > 0 && len(fields) > 0 {
		f.extend(model.LinkTable, "Member's ", fields)
	}
	f.fields[0].SetValue(name)
	f.store, f.about = s, Unsaved{Table: table, With: with, Training: standing == model.Training}
	return f
}
