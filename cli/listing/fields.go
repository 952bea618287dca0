package listing

import (
	"context"
	"encoding/json"

	"roster/cli/command"
	"roster/cli/output"
	"roster/data/field"
	"roster/data/model"
)

// fieldColumns are the columns of the fields of a table, if the view has them. JSON and
// CSV call them as export does: link.role.
func fieldColumns(w *command.Session, table string, v view) []output.Column {
	var columns []output.Column
	if !v.fields {
		return nil
	}
	for _, f := range w.Reader().Fields(table) {
		columns = append(columns, output.Column{
			Name: prefixOf(table) + "." + f.Name, Title: w.Clean(f.Name),
			Right: f.Kind == field.Whole || f.Kind == field.Decimal,
		})
	}
	return columns
}

// prefixOf returns what the name of a field in JSON and CSV begins with.
func prefixOf(table string) string {
	if table == model.LinkTable {
		return "link"
	}
	return table
}

// fieldCells are what a row has in them.
func fieldCells(w *command.Session, table string, values field.Values) []output.Cell {
	var cells []output.Cell
	for _, f := range w.Reader().Fields(table) {
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
func fieldFacts(ctx context.Context, w *command.Session, table string, id model.ID, v view) ([]output.Fact, error) {
	if !v.fields {
		return nil, nil
	}
	rows, err := w.Reader().RowFields(ctx, table, []model.ID{id})
	if err != nil {
		return nil, err
	}
	cells := fieldCells(w, table, rows[id])
	facts := make([]output.Fact, len(cells))
	for i, c := range fieldColumns(w, table, v) {
		facts[i] = output.Fact{Column: c, Cell: cells[i], CSV: c.Name}
	}
	return facts, nil
}

// rowFields reads the fields of teams or heroes, if the view has them.
func rowFields(w *command.Session, table string, v view) output.Extra[model.ID] {
	if !v.fields {
		return output.Extra[model.ID]{}
	}
	read := func(ctx context.Context, ids []model.ID) (func(model.ID) []output.Cell, error) {
		values, err := w.Reader().RowFields(ctx, table, ids)
		return func(id model.ID) []output.Cell { return fieldCells(w, table, values[id]) }, err
	}
	return output.Extra[model.ID]{N: len(w.Reader().Fields(table)), Read: read}
}

// linkFields reads the fields of memberships, if the view has them.
func linkFields(w *command.Session, v view) output.Extra[model.LinkKey] {
	if !v.fields {
		return output.Extra[model.LinkKey]{}
	}
	read := func(ctx context.Context, keys []model.LinkKey) (func(model.LinkKey) []output.Cell, error) {
		values, err := w.Reader().LinkFields(ctx, keys)
		return func(key model.LinkKey) []output.Cell { return fieldCells(w, model.LinkTable, values[key]) }, err
	}
	return output.Extra[model.LinkKey]{N: len(w.Reader().Fields(model.LinkTable)), Read: read}
}
