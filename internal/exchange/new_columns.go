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

// NewColumns returns the columns that mean nothing to roster: they can become texts of
// heroes, or of teams if the table has no people.
func (t *Table) NewColumns() []NewColumn {
	headers, ofPeople := t.Unknown()
	of := model.TeamTable
	if ofPeople {
		of = model.HeroTable
	}
	var columns []NewColumn
	for _, header := range headers {
		name := strings.ToLower(strings.Join(strings.Fields(header), "_"))
		if !slices.ContainsFunc(columns, func(c NewColumn) bool { return c.Field.Name == name }) {
			columns = append(columns, NewColumn{header, field.New{Table: of, Name: name, Type: "text"}})
		}
	}
	return columns
}
