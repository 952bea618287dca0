package intent

import (
	"context"
	"fmt"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// typedValues returns the values that were changed, as they are stored, by their position in a
// row. The error is [model.Invalid] if a typed text is not a value of its field.
func (pl *Planner) typedValues(
	ctx context.Context, cat *sqldb.Catalog, t *sqldb.Table, typed []field.Typed,
) (map[int]any, error) {
	var fields []field.Field
	var values []any
	for _, f := range typed {
		if f.Typed == f.Shown {
			continue
		}
		field, ok := cat.Field(t.Name, f.Name)
		if !ok || field.Computed || t.Exact(f.Name) < 0 {
			return nil, noField(pl.db.Words, t.Name, f.Name)
		}
		v, err := field.Parse(f.Typed)
		if err != nil {
			return nil, err
		}
		fields, values = append(fields, field), append(values, v)
	}
	values, err := pl.db.Engine.Normalize(ctx, pl.db.Read("Plan"), fields, values)
	if err != nil {
		return nil, err
	}
	at := make(map[int]any, len(fields))
	for i, f := range fields {
		at[t.Exact(f.Name)] = values[i]
	}
	return at, nil
}

// noField returns the error that a field can't be written.
func noField(words model.Words, table, name string) error {
	e := model.Failf(model.Invalid, nil, "There is no field %q of %s that could be written: another program may have altered the tables.", model.Brief(name), words.RowsOf(table))
	e.Field = name
	return e
}

// fillRow puts values into a new row, and refuses one that lacks a value that the
// database does not give by itself.
func fillRow(c *sqldb.Catalog, t *sqldb.Table, row model.Row, values map[int]any) error {
	for at, v := range values {
		row[at] = v
	}
	var lacking []field.Field
	for _, f := range c.Fields(t.Name) {
		if at := t.Exact(f.Name); f.IsRequired() && row.At(at) == (any)(model.Unset{}) {
			lacking = append(lacking, f)
		}
	}
	return lackingError(lacking)
}

// lackingError lists all fields that must have a value, and what to type.
func lackingError(lacking []field.Field) error {
	switch len(lacking) {
	case 0:
		return nil
	case 1:
		return lacking[0].Errorf("is empty: %s", lacking[0].Hint())
	}
	var names, hints []string
	for _, f := range lacking {
		names = append(names, model.Brief(f.Name))
		hints = append(hints, model.Brief(f.Name)+": "+f.Hint())
	}
	last := len(names) - 1
	e := model.Failf(model.Invalid, nil, "%s and %s are empty, and must have a value. %s.",
		strings.Join(names[:last], ", "), names[last], strings.Join(hints, "; "))
	e.Field = lacking[0].Name
	return e
}

// alter changes a row by what was typed into its fields, and returns the labels of the
// changes. A field that someone else changed since it was shown is a conflict.
func (pl *Planner) alter(
	ctx context.Context, cat *sqldb.Catalog, t *sqldb.Table, before, after model.Row, who string,
	typed []field.Typed, conflict *model.Conflict,
) (labels []string, err error) {
	values, err := pl.typedValues(ctx, cat, t, typed)
	if err != nil {
		return nil, err
	}
	for _, f := range typed {
		if f.Typed == f.Shown {
			continue
		}
		at := t.Exact(f.Name)
		field, _ := cat.Field(t.Name, f.Name)
		switch {
		case field.Value(before[at]).Text != cell.Cut(f.Shown):
			conflict.Add("%s has changed since: %s", who, pl.writer.DescribeValue(t, at, before[at]))
		case !cell.Equal(before[at], values[at]):
			after[at] = values[at]
			labels = append(labels, fieldLabel(field, values[at]))
		}
	}
	return labels, nil
}

// fieldLabel returns the label of a change of a field.
func fieldLabel(f field.Field, v any) string {
	if v == nil {
		return "no " + model.Brief(f.Name)
	}
	return fmt.Sprintf("%s %s", model.Brief(f.Name), model.Brief(f.Value(v).Text))
}
