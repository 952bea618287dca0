package exchange

import (
	"strings"

	"roster/data/field"
	"roster/data/model"
)

// fieldColumn is a column of the CSV file for a field: link.role.
type fieldColumn struct {
	kind, table string // link and [model.LinkTable]
	name        string // of the field
}

// fieldsOfTables are what the columns of fields begin with, in their order in the file.
func fieldsOfTables() []fieldColumn {
	return []fieldColumn{
		{kind: "team", table: model.TeamTable},
		{kind: "hero", table: model.HeroTable},
		{kind: "link", table: model.LinkTable},
	}
}

// header returns the header of the column.
func (c fieldColumn) header() string { return c.kind + "." + c.name }

// fieldColumns returns the columns of the fields that fields returns of a table.
func fieldColumns(fields func(table string) []field.Field) []fieldColumn {
	var columns []fieldColumn
	for _, c := range fieldsOfTables() {
		for _, f := range fields(c.table) {
			c.name = f.Name
			columns = append(columns, c)
		}
	}
	return columns
}

// fieldCell returns what a field holds as the CSV file has it: nothing for NULL, and
// text that would be taken for nothing, or for a formula, behind a '.
func fieldCell(h field.Stored) (cell string, ok bool) {
	text, form, ok := h.InFile()
	switch {
	case form == field.AsNull:
		return "", ok
	case form != field.AsText:
		return text, ok && h.Field.Kind != field.Unknown // a number of no known type would come back as text
	}
	return escapeField(text), ok
}

// escapeField is [EscapeFormulas] for a text that may be empty: a cell that has only ' gets
// another one.
func escapeField(text string) string {
	if strings.Trim(text, "'") == "" {
		return "'" + text
	}
	return EscapeFormulas(text)
}

// unescapeField removes what [escapeField] put before a text.
func unescapeField(cell string) string {
	if cell != "" && strings.Trim(cell, "'") == "" {
		return cell[1:]
	}
	return unescapeFormulas(cell)
}
