package list

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/query"
	"roster/internal/safetext"
	"roster/ui/style"
)

// sorts returns what the list can be sorted by.
func (l *List[R, K]) sorts() []query.Order { return l.store.Reader().Orders(l.query.List) }

// SetKind makes the list one of other rows, which are sorted as they were when it showed
// them last.
func (l *List[R, K]) SetKind(kind query.List) {
	if l.query.List == kind {
		return
	}
	l.orders[l.query.List] = l.query
	was, ok := l.orders[kind]
	if !ok {
		was.SetOrder(l.store.Reader().DefaultOrder(kind))
	}
	l.query.List = kind
	l.query.SetOrder(was.Order())
	l.query.Desc = was.Desc
	clear(l.drawn)
}

// sortBy sorts by a key, or reverses the order if the list is sorted by it already.
func (l *List[R, K]) sortBy(o query.Order) tea.Cmd {
	switch {
	case !slices.Contains(l.sorts(), o):
		return nil
	case l.query.Order() == o:
		l.query.Desc = !l.query.Desc
	default:
		l.query.SetOrder(o)
	}
	return l.resort()
}

// arrow returns which way the list is sorted by a column, "" if it is not.
func (l *List[R, K]) arrow(c style.Column[R]) string {
	switch {
	case c.By == nil || l.query.Order() != *c.By:
		return ""
	case l.query.Desc:
		return l.style.Glyphs.Down
	}
	return l.style.Glyphs.Up
}

// clickTitle sorts by the column whose title is at a cell of the list, if there is one
// that the list can be sorted by.
func (l *List[R, K]) clickTitle(x int) tea.Cmd {
	columns := l.Columns()
	if l.natural == nil {
		return nil // nothing was drawn yet
	}
	end := Margin
	for i, width := range l.widths(columns) {
		if width < 0 {
			continue
		}
		end += width + style.Gap
		if x < end {
			if columns[i].By == nil || l.IsEmpty() {
				return nil
			}
			return l.sortBy(*columns[i].By)
		}
	}
	return nil
}

// widths returns the width of each column, -1 for one that is left out.
func (l *List[R, K]) widths(columns []style.Column[R]) []int {
	spans, natural := make([]style.Span, len(columns)), slices.Clone(l.natural)
	for i, c := range columns {
		spans[i] = c.Span
		spans[i].Blank = l.Headed && l.ready && i < len(l.blank) && l.blank[i]
		if l.Headed {
			natural[i] = max(natural[i], safetext.Width(c.Title+l.arrow(c)))
		}
		spans[i].Min = max(c.Min, min(natural[i], c.Keep))
	}
	return style.ColumnWidths(spans, natural, l.width-Margin-1)
}
