package ui

import (
	"slices"
	"strings"

	"roster/data"
)

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
		look: look, title: "New field", creates: true, about: unsavedForm{Table: newFieldTable}, warning: "That changes the table, and can't be undone. Add it?",
		fields: []*formField{
			choice("Of", each(tables, data.RowsOf)...),
			newField(look, "Name", "", false, rule("Name")),
			choice("Type", data.FieldTypes()...),
			choice("Required", "no", "yes"),
			newField(look, "Default, if any", "", false, plain),
		},
	}
	f.write = func(typed []string) job {
		return addFieldJob(data.NewField{
			Table: tables[slices.IndexFunc(tables, func(table string) bool { return data.RowsOf(table) == typed[0] })],
			Name:  strings.TrimSpace(typed[1]), Type: typed[2], NotNull: typed[3] == "yes", Default: strings.TrimSpace(typed[4]),
		})
	}
	return f
}
