package data

import (
	"context"
	"fmt"
	"slices"
)

// TypedField is what a person typed into a field, "" for none, and what the form
// showed there before: only what differs is meant.
type TypedField struct{ Name, Shown, Typed string }

// typedValues returns the columns that were typed anew, as they are stored, by
// their position in a row. The error is [Invalid] where what was typed is no value
// of its field.
func (s *Store) typedValues(ctx context.Context, cat *catalog, t *table, typed []TypedField) (map[int]any, error) {
	var fields []Field
	var values []any
	for _, f := range typed {
		if f.Typed == f.Shown {
			continue
		}
		field, ok := cat.field(t.name, f.Name)
		if !ok || field.Computed || t.exact(f.Name) < 0 {
			return nil, noField(t.name, f.Name)
		}
		v, err := field.parse(f.Typed)
		if err != nil {
			return nil, err
		}
		fields, values = append(fields, field), append(values, v)
	}
	values, err := s.dialect.storedAs(ctx, s.read("Plan"), fields, values)
	if err != nil {
		return nil, err
	}
	at := make(map[int]any, len(fields))
	for i, f := range fields {
		at[t.exact(f.Name)] = values[i]
	}
	return at, nil
}

// noField says that a field can't be written.
func noField(table, name string) error {
	e := fail(Invalid, nil, "There is no field %q of %s that could be written: another program may have altered the tables.", brief(name), RowsOf(table))
	e.Field = name
	return e
}

// RowsOf returns what people call the rows of a table: teams, heroes, else memberships.
func RowsOf(table string) string {
	switch table {
	case teamTable:
		return "teams"
	case heroTable:
		return "heroes"
	}
	return "memberships"
}

// fill puts values into a new row, and refuses one that lacks a value that the
// database does not give by itself.
func (c *catalog) fill(t *table, row Row, values map[int]any) error {
	for at, v := range values {
		row[at] = v
	}
	for _, f := range c.fields(t.name) {
		if at := t.exact(f.Name); f.IsRequired() && row.at(at) == (any)(absent{}) {
			return f.wrong("is empty: %s", f.Hint())
		}
	}
	return nil
}

// alter changes a row by what was typed into its fields, and returns what to say
// of that. A field that somebody else changed since it was shown is a conflict.
func (s *Store) alter(ctx context.Context, cat *catalog, t *table, before, after Row, who string, typed []TypedField, conflict *Conflict) (labels []string, err error) {
	values, err := s.typedValues(ctx, cat, t, typed)
	if err != nil {
		return nil, err
	}
	for _, f := range typed {
		if f.Typed == f.Shown {
			continue
		}
		at := t.exact(f.Name)
		field, _ := cat.field(t.name, f.Name)
		switch {
		case field.value(before[at]).Text != head(f.Shown):
			conflict.add("%s has changed since: %s", who, s.describeValue(t, at, before[at]))
		case !same(before[at], values[at]):
			after[at] = values[at]
			labels = append(labels, fieldLabel(field, values[at]))
		}
	}
	return labels, nil
}

// fieldLabel says what becomes of a field.
func fieldLabel(f Field, v any) string {
	if v == nil {
		return "no " + brief(f.Name)
	}
	return fmt.Sprintf("%s %s", brief(f.Name), brief(f.value(v).Text))
}

// brokenRule returns an [Invalid] error where a value breaks a rule of the tables,
// or nil. That the key of a row is taken is not the value's fault.
func (s *Store) brokenRule(err error) error {
	column, rule := s.dialect.broken(err)
	if rule == "" || column == "" && s.dialect.duplicate(err) || s.isSeed(column) {
		return nil
	}
	if column == "" {
		return fail(Invalid, err, "A value %s: nothing was changed. Correct it.", rule)
	}
	e := fail(Invalid, err, "%s %s: nothing was changed. Correct it.", brief(column), rule)
	e.Field = column
	return e
}

// isSeed tells whether every roster has a column of this name.
func (s *Store) isSeed(column string) bool {
	return column != "" && slices.ContainsFunc(seedTables, func(t table) bool { return containsFold(t.columns, column) })
}
