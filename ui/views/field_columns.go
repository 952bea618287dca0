package views

import (
	"roster/data/field"
	"roster/data/query"
	"roster/internal/safetext"
	"roster/ui/style"
)

// fieldColumns are the columns of custom fields of the rows. The last ones are dropped first if
// the pane is narrow. A value that has not been read yet is nil.
func fieldColumns[R any](st *style.Style, fields []field.Field, firstDrop int, values func(R) field.Values) []style.Column[R] {
	columns := make([]style.Column[R], len(fields))
	for i, f := range fields {
		title := st.Clean(f.Name)
		columns[i] = style.Column[R]{
			Span: style.Span{Min: max(fieldWidth(f), min(12, safetext.Width(title))), Max: 24, Drop: firstDrop + i}, Title: title,
			By:    &query.Order{Sort: query.ByField, Field: f.Name},
			Right: f.Kind == field.Whole || f.Kind == field.Decimal,
			Cell:  func(r R) style.Cell { return fieldCell(st, values(r), f.Name) },
		}
	}
	return columns
}

// spareFieldColumns are [fieldColumns] of a table that go before a name is cut.
func spareFieldColumns[R any](st *style.Style, fields []field.Field, firstDrop int, values func(R) field.Values) []style.Column[R] {
	columns := fieldColumns(st, fields, firstDrop, values)
	for i := range columns {
		columns[i].Spare = true
	}
	return columns
}

// heroFieldColumns are the columns of the custom fields of members' heroes.
func heroFieldColumns(st *style.Style, firstDrop int) []style.Column[memberRow] {
	columns := spareFieldColumns(st, st.HeroFields, firstDrop, func(r memberRow) field.Values { return r.heroFields })
	for i, f := range st.HeroFields {
		columns[i].Title, columns[i].By = st.HeroField(f.Name), &query.Order{Sort: query.ByHeroField, Field: f.Name}
	}
	return columns
}

// fieldWidth is how wide a value must be at least to be worth its place.
func fieldWidth(f field.Field) int {
	switch f.Kind {
	case field.Date:
		return len("2026-12-31")
	case field.Time:
		return len("2026-12-31 18:30")
	case field.Word:
		longest := 0
		for _, word := range f.Words {
			longest = max(longest, safetext.Width(word))
		}
		return min(12, longest)
	case field.Text:
		return 8
	}
	return 3
}

// fieldCell is what a row has in a field.
func fieldCell(st *style.Style, values field.Values, name string) style.Cell {
	switch v, known := values[name]; {
	case !known:
		return style.Cell{Text: "", Role: style.Muted}
	case !v.Set:
		return style.Cell{Text: st.Glyphs.Unknown, Role: style.Muted}
	default:
		return style.Cell{Text: st.Clean(v.Text), Role: style.Plain}
	}
}
