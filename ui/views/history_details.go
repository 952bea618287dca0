package views

import (
	"cmp"

	"roster/data/change"
	"roster/data/field"
	"roster/data/query"
	"roster/ui/dialog"
	"roster/ui/style"
)

// sectionsOf lists what a change did: itself, then each of the rows that it wrote, by the
// lines of the history.
func sectionsOf(st *style.Style, c change.Change, lines []detailRow) []dialog.Section {
	parts := []dialog.Section{{Title: "Change " + style.Number(c.ID), There: true, Columns: []query.ColumnValue{
		columnValue("what", c.Label), columnValue("by", c.Actor), columnValue("at", style.LocalTime(c.At)), columnValue("state", string(c.State)),
	}}}
	for _, line := range lines {
		if line.who != "" {
			parts = append(parts, dialog.Section{Title: line.who, There: true})
		}
		row := &parts[len(parts)-1]
		value := columnValue(line.column, cmp.Or(line.before, st.Glyphs.Unknown)+" → "+cmp.Or(line.after, st.Glyphs.Unknown))
		value.Secret = line.secret
		row.Columns = append(row.Columns, value)
	}
	return parts
}

// columnValue returns a line of an account.
func columnValue(name, text string) query.ColumnValue {
	return query.ColumnValue{Field: field.Field{Name: name}, Value: field.Value{Text: text, Set: text != ""}}
}
