package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/field"
	"roster/data/model"
)

// fieldAdded is what comes of a write that added a field.
type fieldAdded struct{ change change.Change }

// newFieldForm asks which field is to be added to which table.
func newFieldForm(look *look) *form {
	plain := func(string) error { return nil }
	choice := func(label string, choices ...string) *formField {
		f := newField(look, label, choices[0], false, plain)
		f.choices = choices
		return f
	}
	tables := []string{linkTable, heroTable, teamTable}
	f := &form{
		look: look, title: "New field", creates: true, about: Unsaved{Table: newFieldTable}, warning: "That changes the table, and can't be undone. Add it?",
		fields: []*formField{
			choice("Of", each(tables, model.RowsOf)...),
			newField(look, "Name", "", false, rule("Name")),
			choice("Type", field.Types()...),
			choice("Required", "no", "yes"),
			newField(look, "Default, if any", "", false, plain),
		},
	}
	f.write = func(typed []string) job {
		return addFieldJob(field.New{
			Table: tables[slices.IndexFunc(tables, func(table string) bool { return model.RowsOf(table) == typed[0] })],
			Name:  strings.TrimSpace(typed[1]), Type: typed[2], NotNull: typed[3] == "yes", Default: strings.TrimSpace(typed[4]),
		})
	}
	return f
}

// addFieldJob adds a field.
func addFieldJob(f field.New) job {
	return func(ctx context.Context, s *data.Store) tea.Msg {
		change, err := s.AddField(ctx, f)
		if err != nil {
			return refused{err}
		}
		return fieldAdded{change}
	}
}

// fieldAdded reads the screen anew: the field is a column of it.
func (a *App) fieldAdded(r fieldAdded) tea.Cmd {
	a.say(a.look.clean(r.change.Label))
	return a.view().Load()
}
