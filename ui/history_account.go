package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/field"
	"roster/data/query"
)

// account is a dialog that shows the whole of what a change did, of which the history has
// no more than fits its columns.
type account struct {
	deaf
	fixed
	look  *look
	parts []rowPart
	scroller
}

// accountOf lists what a change did: itself, then each of the rows that it wrote, by the
// lines of the history.
func (l *look) accountOf(c change.Change, lines []detailRow) []rowPart {
	parts := []rowPart{{title: "Change " + number(c.ID), there: true, columns: []query.ColumnValue{
		holding("what", c.Label), holding("by", c.Actor), holding("at", local(c.At)), holding("state", string(c.State)),
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
func holding(name, text string) query.ColumnValue {
	return query.ColumnValue{Field: field.Field{Name: name}, Value: field.Value{Text: text, Set: text != ""}}
}

func (d *account) press(msg tea.KeyPressMsg) outcome { return d.read(msg, "i") }

func (d *account) box(width, height int) box {
	shown, keys := d.window(d.look.inFull(d.parts, min(72, width-6)), height, "esc close")
	return box{title: "Details", lines: shown, keys: keys}
}
