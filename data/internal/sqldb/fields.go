package sqldb

import (
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/model"
)

// Fields returns the columns of a table beyond those that every roster has.
func (c *Catalog) Fields(name string) []field.Field {
	t := c.Table(name)
	if t == nil {
		return nil
	}
	standard := StandardColumns(name)
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f field.Field) bool { return ContainsFold(standard, f.Name) })
}

// Minimum returns the field of teams that sets how many active members each needs.
func (c *Catalog) Minimum() (field.Field, bool) {
	fields := c.Fields(model.TeamTable)
	at := slices.IndexFunc(fields, field.Field.IsMinimum)
	if at < 0 {
		return field.Field{}, false
	}
	return fields[at], true
}

// StandardColumns returns the columns of a table that every roster has.
func StandardColumns(name string) []string {
	for _, t := range StandardTables {
		if t.Name == name {
			return t.Columns
		}
	}
	return nil
}

// Field returns the field of that name, exactly as the database spells it.
func (c *Catalog) Field(table, name string) (field.Field, bool) {
	fields := c.Fields(table)
	at := slices.IndexFunc(fields, func(f field.Field) bool { return f.Name == name })
	if at < 0 {
		return field.Field{}, false
	}
	return fields[at], true
}

// ColumnNamed returns how roster knows a column that the database calls so, and any other
// name as it is.
func (c *Catalog) ColumnNamed(stored string) string {
	for _, t := range c.Tables {
		if at := slices.IndexFunc(t.Stored, func(name string) bool { return strings.EqualFold(name, stored) }); at >= 0 {
			return t.Columns[at]
		}
	}
	return stored
}

// Exact returns the position in a row of the column of exactly this name, or -1.
func (t *Table) Exact(column string) int { return slices.Index(t.Columns, column) }

// bytesID returns an id of bytes for display; ok is false for any other value.
func (t *Table) bytesID(column string, v any) (id string, ok bool) {
	b, ok := v.([]byte)
	if p := t.Exact(column); !ok || p < 0 || t.Kinds[p] != model.BytesKey || !slices.Contains(t.Key, p) {
		return "", false
	}
	return model.BytesID(b).String(), true
}

// Shown returns the value of one of its fields for display.
func (t *Table) Shown(f field.Field, v any) field.Value {
	if id, ok := t.bytesID(f.Name, v); ok {
		return field.Value{Text: id, Set: true}
	}
	return f.Value(v)
}

// Printed returns the value of a column for display.
func (t *Table) Printed(p int, v any) string {
	if id, ok := t.bytesID(t.Columns[p], v); ok {
		return id
	}
	at := slices.IndexFunc(t.Fields, func(f field.Field) bool { return f.Name == t.Columns[p] })
	if at < 0 || ContainsFold(StandardColumns(t.Name), t.Columns[p]) {
		return cell.Cut(cell.Text(v))
	}
	return t.Fields[at].Value(v).Text
}

// StoredFields returns the fields of a table that files have: not those that the
// database works out.
func (c *Catalog) StoredFields(name string) []field.Field {
	var fields []field.Field
	for _, f := range c.Fields(name) {
		if !f.Computed {
			fields = append(fields, f)
		}
	}
	return fields
}

// AllStoredFields returns them for each table.
func (c *Catalog) AllStoredFields() map[string][]field.Field {
	all := map[string][]field.Field{}
	for _, t := range StandardTables {
		all[t.Name] = c.StoredFields(t.Name)
	}
	return all
}
