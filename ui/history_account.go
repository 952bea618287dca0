package ui

import (
	"cmp"

	"roster/data"
)

// accountOf lists what a change did: itself, then each of the rows that it wrote, by the
// lines of the history.
func accountOf(l *look, c data.Change, lines []detailRow) []rowPart {
	parts := []rowPart{{title: "Change " + number(c.ID), there: true, columns: []data.ColumnValue{
		holding("what", c.Label), holding("by", c.Actor), holding("at", localTime(c.At)), holding("state", string(c.State)),
	}}}
	for _, line := range lines {
		if line.who != "" {
			parts = append(parts, rowPart{title: line.who, there: true})
		}
		row := &parts[len(parts)-1]
		value := holding(line.column, cmp.Or(line.before, l.glyphs.unknown)+" → "+cmp.Or(line.after, l.glyphs.unknown))
		value.Secret = line.secret
		row.columns = append(row.columns, value)
	}
	return parts
}

// holding returns a line of an account.
func holding(name, text string) data.ColumnValue {
	return data.ColumnValue{Field: data.Field{Name: name}, Value: data.Value{Text: text, Set: text != ""}}
}
