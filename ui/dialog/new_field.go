package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data"
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
	tables := []string{model.LinkTable, model.HeroTable, model.TeamTable}
	of := choice("Of", list.Map(tables, model.RowsOf)...)
	of.word = st.Say
	f := &Form{
		style: st, title: "New field", creates: true, about: Unsaved{Table: newFieldTable}, warning: "This changes the table and can't be undone. Add the field?",
		fields: []*formField{
			of,
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

// offeredField is a field that roster knows what to do with.
type offeredField struct{ key, table, name, kind, purpose string }

// offeredFields returns those that the database does not have.
func offeredFields(s *data.Store) []offeredField {
	var offered []offeredField
	if !slices.ContainsFunc(s.Reader().Fields(model.LinkTable), s.IsSince) {
		offered = append(offered, offeredField{"s", model.LinkTable, s.SinceName(), "date", "records since when each member has been active or in training"})
	}
	if !slices.ContainsFunc(s.Reader().Fields(model.TeamTable), field.Field.IsMinimum) {
		offered = append(offered, offeredField{"m", model.TeamTable, field.MinimumName, "integer", "says how many active members each team needs; teams with fewer are flagged"})
	}
	return offered
}

// NewField asks which field to add: one that roster knows what to do with, if the
// database lacks any, or another one.
func NewField(s *data.Store, st *style.Style) Dialog {
	offered := offeredFields(s)
	if len(offered) == 0 {
		return NewFieldForm(st)
	}
	q := &Question{Title: "New field", No: "cancel"}
	for _, o := range offered {
		q.Text = append(q.Text, o.name+" of "+st.Words.RowsOf(o.table)+" "+st.Say(o.purpose)+".")
		q.Options = append(q.Options, Option{o.key, o.name, func(h Host) tea.Cmd { h.Ask(offeredForm(st, o)); return nil }})
	}
	q.Options = append(q.Options, Option{"o", "another field", func(h Host) tea.Cmd { h.Ask(NewFieldForm(st)); return nil }})
	return q
}

// offeredForm returns the form of a new field, filled in.
func offeredForm(st *style.Style, o offeredField) *Form {
	f := NewFieldForm(st)
	for i, text := range []string{model.RowsOf(o.table), o.name, o.kind} {
		f.fields[i].SetValue(text)
	}
	return f
}
