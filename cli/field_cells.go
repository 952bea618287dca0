package cli

import (
	"context"
	"encoding/json"

	"roster/cli/output"
	"roster/data/field"
	"roster/data/model"
)

// fieldColumns are the columns of the fields of a table, if the view has them. JSON and
// CSV call them as export does: link.role.
func (w *session) fieldColumns(of string, v view) []output.Column {
	var columns []output.Column
	if !v.fields {
		return nil
	}
	for _, f := range w.Reader().Fields(tableNamed(of)) {
		columns = append(columns, output.Column{Name: of + "." + f.Name, Title: w.clean(f.Name), Right: f.Kind == field.Whole || f.Kind == field.Decimal})
	}
	return columns
}

// fieldCells are what a row has in them.
func (w *session) fieldCells(of string, values field.Values) []output.Cell {
	var cells []output.Cell
	for _, f := range w.Reader().Fields(tableNamed(of)) {
		cells = append(cells, fieldCell(f, values[f.Name]))
	}
	return cells
}

// fieldCell returns the value of a field of a row: in JSON a number or a boolean if it is one.
func fieldCell(f field.Field, v field.Value) output.Cell {
	switch {
	case !v.Set:
		return output.Cell{Text: "-"}
	case f.Kind == field.YesNo && (v.Text == "yes" || v.Text == "no"):
		return output.Cell{Value: v.Text == "yes", Text: v.Text}
	case (f.Kind == field.Whole || f.Kind == field.Decimal) && json.Valid([]byte(v.Text)):
		return output.Cell{Value: json.Number(v.Text), Text: v.Text}
	}
	return output.Text(v.Text)
}

// fieldFacts are the fields of the one that a sheet is about.
func (w *session) fieldFacts(ctx context.Context, of string, id model.ID, v view) ([]output.Fact, error) {
	if !v.fields {
		return nil, nil
	}
	rows, err := w.Reader().RowFields(ctx, of, []model.ID{id})
	if err != nil {
		return nil, err
	}
	cells := w.fieldCells(of, rows[id])
	facts := make([]output.Fact, len(cells))
	for i, c := range w.fieldColumns(of, v) {
		facts[i] = output.Fact{Column: c, Cell: cells[i], CSV: c.Name}
	}
	return facts, nil
}

// rowFields reads the fields of teams or heroes, if the view has them.
func (w *session) rowFields(of string, v view) output.Extra[model.ID] {
	if !v.fields {
		return output.Extra[model.ID]{}
	}
	return output.Extra[model.ID]{N: len(w.Reader().Fields(tableNamed(of))), Read: func(ctx context.Context, ids []model.ID) (func(model.ID) []output.Cell, error) {
		values, err := w.Reader().RowFields(ctx, of, ids)
		return func(id model.ID) []output.Cell { return w.fieldCells(of, values[id]) }, err
	}}
}

// linkFields reads the fields of memberships, if the view has them.
func (w *session) linkFields(v view) output.Extra[model.LinkKey] {
	if !v.fields {
		return output.Extra[model.LinkKey]{}
	}
	return output.Extra[model.LinkKey]{N: len(w.Reader().Fields(tableNamed("link"))), Read: func(ctx context.Context, keys []model.LinkKey) (func(model.LinkKey) []output.Cell, error) {
		values, err := w.Reader().LinkFields(ctx, keys)
		return func(key model.LinkKey) []output.Cell { return w.fieldCells("link", values[key]) }, err
	}}
}
