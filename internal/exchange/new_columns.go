package exchange

import (
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/model"
	"roster/internal/tabular"
)

// NewColumn is a column of a table that means nothing to roster, and the field that it
// could become.
type NewColumn struct {
	Header string
	Field  field.New
}

// Name returns what the field is called in a mapping of columns.
func (c NewColumn) Name() tabular.Field {
	kind := "hero"
	if c.Field.Table == model.TeamTable {
		kind = "team"
	}
	return tabular.Field(kind + "." + c.Field.Name)
}

// UnknownColumns returns the columns that mean nothing to roster, and can become fields.
func (t *Table) UnknownColumns() []NewColumn { return t.newColumns(t.IsUnknown) }

// AddedColumns returns the columns that the user wants to become fields.
func (t *Table) AddedColumns() []NewColumn {
	return t.newColumns(func(c tabular.Column) bool { return c.Field == tabular.NewField })
}

// newColumns returns columns with the fields that they can become: texts of heroes, or of
// teams if the table has no people.
func (t *Table) newColumns(isMeant func(tabular.Column) bool) []NewColumn {
	of := model.TeamTable
	if t.IsOfPeople() {
		of = model.HeroTable
	}
	var columns []NewColumn
	for _, c := range t.Columns {
		name := strings.ToLower(strings.Join(strings.Fields(c.Header), "_"))
		isThere := func(c NewColumn) bool { return c.Field.Name == name }
		if isMeant(c) && !slices.ContainsFunc(columns, isThere) {
			columns = append(columns, NewColumn{c.Header, field.New{Table: of, Name: name, Type: "text"}})
		}
	}
	return columns
}
