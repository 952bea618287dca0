package cli

import (
	"context"
	"encoding/json"

	"roster/data/field"
	"roster/data/model"
)

// fieldColumns are the columns of the fields of a table, if the view has them. JSON and
// CSV call them as export does: link.role.
func (w *session) fieldColumns(of string, v view) []outputColumn {
	var columns []outputColumn
	if !v.fields {
		return nil
	}
	for _, f := range w.Reader().Fields(tableNamed(of)) {
		columns = append(columns, outputColumn{of + "." + f.Name, w.clean(f.Name), f.Kind == field.Whole || f.Kind == field.Decimal})
	}
	return columns
}

// fieldCells are what a row has in them.
func (w *session) fieldCells(of string, values field.Values) []cell {
	var cells []cell
	for _, f := range w.Reader().Fields(tableNamed(of)) {
		cells = append(cells, fieldCell(f, values[f.Name]))
	}
	return cells
}

// fieldCell returns the value of a field of a row: in JSON a number or a boolean if it is one.
func fieldCell(f field.Field, v field.Value) cell {
	switch {
	case !v.Set:
		return cell{nil, "-"}
	case f.Kind == field.YesNo && (v.Text == "yes" || v.Text == "no"):
		return cell{v.Text == "yes", v.Text}
	case (f.Kind == field.Whole || f.Kind == field.Decimal) && json.Valid([]byte(v.Text)):
		return cell{json.Number(v.Text), v.Text}
	}
	return textCell(v.Text)
}

// fieldFacts are the fields of the one that a sheet is about.
func (w *session) fieldFacts(ctx context.Context, of string, id model.ID, v view) ([]fact, error) {
	if !v.fields {
		return nil, nil
	}
	rows, err := w.Reader().RowFields(ctx, of, []model.ID{id})
	if err != nil {
		return nil, err
	}
	cells := w.fieldCells(of, rows[id])
	facts := make([]fact, len(cells))
	for i, c := range w.fieldColumns(of, v) {
		facts[i] = fact{c, cells[i], c.name}
	}
	return facts, nil
}

// rowFields reads the fields of teams or heroes, if the view has them.
func (w *session) rowFields(of string, v view) extraCells[model.ID] {
	if !v.fields {
		return extraCells[model.ID]{}
	}
	return extraCells[model.ID]{len(w.Reader().Fields(tableNamed(of))), func(ctx context.Context, ids []model.ID) (func(model.ID) []cell, error) {
		values, err := w.Reader().RowFields(ctx, of, ids)
		return func(id model.ID) []cell { return w.fieldCells(of, values[id]) }, err
	}}
}

// linkFields reads the fields of memberships, if the view has them.
func (w *session) linkFields(v view) extraCells[model.LinkKey] {
	if !v.fields {
		return extraCells[model.LinkKey]{}
	}
	return extraCells[model.LinkKey]{len(w.Reader().Fields(tableNamed("link"))), func(ctx context.Context, keys []model.LinkKey) (func(model.LinkKey) []cell, error) {
		values, err := w.Reader().LinkFields(ctx, keys)
		return func(key model.LinkKey) []cell { return w.fieldCells("link", values[key]) }, err
	}}
}
