package ui

import (
	"slices"

	"roster/data"
	"roster/internal/safetext"
)

// renewColumns gives the screen the columns that the fields have by now: they
// change when the database is looked at, or written to, in a command.
func (a *App) renewColumns() {
	now := a.store.Fields(linkTable)
	if slices.EqualFunc(a.look.fields, now, func(was, is data.Field) bool { return was.Name == is.Name && was.Kind == is.Kind }) {
		return
	}
	a.look.fields = now
	a.redraw()
}

// fieldColumns are the columns of a membership's fields, of which the last ones go
// first where the pane is narrow. A value that has yet to come is nil.
func fieldColumns[R any](look *look, fields []data.Field, firstDrop int, values func(R) data.Values) []column[R] {
	columns := make([]column[R], len(fields))
	for i, f := range fields {
		title := look.clean(f.Name)
		columns[i] = column[R]{
			span: span{min: max(fieldWidth(f), min(12, safetext.Width(title))), max: 24, drop: firstDrop + i}, title: title,
			right: f.Kind == data.WholeField || f.Kind == data.DecimalField,
			cell:  func(r R) cell { return fieldCell(look, values(r), f.Name) },
		}
	}
	return columns
}

// fieldWidth is how wide a value must be at least to be worth its place.
func fieldWidth(f data.Field) int {
	switch f.Kind {
	case data.DateField:
		return len("2026-12-31")
	case data.TimeField:
		return len("2026-12-31 18:30")
	case data.WordField:
		longest := 0
		for _, word := range f.Words {
			longest = max(longest, safetext.Width(word))
		}
		return min(12, longest)
	case data.TextField:
		return 8
	}
	return 3
}

// fieldCell is what a row has in a field.
func fieldCell(l *look, values data.Values, name string) cell {
	switch v, known := values[name]; {
	case !known:
		return cell{"", muted}
	case !v.Set:
		return cell{l.glyphs.unknown, muted}
	default:
		return cell{l.clean(v.Text), plain}
	}
}
