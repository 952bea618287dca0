package dialog

import (
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/model"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// NewFieldForm returns the form of a new field.
func NewFieldForm(st *style.Style) *Form {
	plain := func(string) error { return nil }
	choice := func(label string, choices ...string) *formField {
		f := newField(st, label, choices[0], false, plain)
		f.choices = choices
		return f
	}
	tables := []string{LinkTable, HeroTable, teamTable}
	f := &Form{
		style: st, title: "New field", creates: true, about: Unsaved{Table: newFieldTable}, warning: "This changes the table and can't be undone. Add the field?",
		fields: []*formField{
			choice("Of", list.Map(tables, model.RowsOf)...),
			newField(st, "Name", "", false, textRule("Name")),
			choice("Type", field.Types()...),
			choice("Required", "no", "yes"),
			newField(st, "Default, if any", "", false, plain),
		},
	}
	f.write = func(typed []string) write.Job {
		return write.AddField(field.New{
			Table: tables[slices.IndexFunc(tables, func(table string) bool { return model.RowsOf(table) == typed[0] })],
			Name:  strings.TrimSpace(typed[1]), Type: typed[2], NotNull: typed[3] == "yes", Default: strings.TrimSpace(typed[4]),
		})
	}
	return f
}
