package list

import (
	"slices"
	"strings"

	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/style"
)

// Margin is the width of the cursor and the mark, left of the first column.
const Margin = 2

// cells returns the cells of a row. They are cached: cleaning hostile text is too slow for
// every frame.
func (l *List[R, K]) cells(row R) []style.Cell {
	key := l.Key(row)
	if cells, ok := l.drawn[key]; ok {
		return cells
	}
	if len(l.drawn) > 4*l.threeScreens() {
		clear(l.drawn)
	}
	columns := l.Columns()
	cells := make([]style.Cell, len(columns))
	for i, c := range columns {
		cells[i] = c.Cell(row)
	}
	l.drawn[key] = cells
	return cells
}

// suffix returns the suffix that distinguishes rows with the same visible name.
func (l *List[R, K]) suffix(row R) string {
	if l.Unnamed || !l.repeated[l.cells(row)[0].Text] {
		return ""
	}
	return " " + l.style.ShortID(l.ID(row))
}

// NameIn returns the first cell, truncated to width, with the row's ID if the name repeats:
// the ID stays when the name is cut.
func (l *List[R, K]) NameIn(row R, width int) string {
	suffix := l.suffix(row)
	return safetext.Cut(l.cells(row)[0].Text, width-safetext.Width(suffix)) + suffix
}

// Redraw drops the cached cells, because what they show has changed.
func (l *List[R, K]) Redraw() {
	clear(l.drawn)
	l.compare()
}

// compare finds the names that repeat and the widths of the columns, for the rows of the
// window. Cached cells are kept.
func (l *List[R, K]) compare() {
	l.repeated = make(map[string]bool, len(l.rows))
	first := make(map[string]model.ID, len(l.rows))
	for _, row := range l.rows {
		name, id := l.cells(row)[0].Text, l.ID(row)
		if other, there := first[name]; there && other != id {
			l.repeated[name] = true
		}
		first[name] = id
	}
	l.natural = l.measure(l.natural, l.rows)
}

// measure returns the width of each column's content, at least as wide as before. While a list
// is scrolled its columns only grow: shrinking them would make the columns jump.
func (l *List[R, K]) measure(before []int, rows []R) []int {
	columns := l.Columns()
	natural := make([]int, len(columns))
	if len(before) == len(columns) {
		copy(natural, before)
	}
	for i, c := range columns {
		if l.Headed {
			natural[i] = max(natural[i], safetext.Width(c.Title))
		}
	}
	l.blank = slices.Repeat([]bool{len(rows) > 0}, len(columns))
	for _, row := range rows {
		for i, cell := range l.cells(row) {
			l.blank[i] = l.blank[i] && (cell.Text == "" || cell.Text == l.style.Glyphs.Unknown)
			natural[i] = max(natural[i], safetext.Width(cell.Text))
		}
		natural[0] = max(natural[0], safetext.Width(l.cells(row)[0].Text+l.suffix(row)))
	}
	return natural
}

// lines draws the rows on screen, and above them the titles of the columns if
// the list has any. Each line is exactly l.width cells; there are as many as fit.
func (l *List[R, K]) lines(focused bool) []string {
	columns := l.Columns()
	if l.natural == nil {
		l.natural = l.measure(nil, nil)
	}
	widths := l.widths(columns)
	var lines []string
	if l.Headed {
		lines = append(lines, l.header(columns, widths))
	}
	for i := range l.OnScreen() {
		lines = append(lines, l.line(columns, widths, l.top+i, focused))
	}
	return lines
}

func (l *List[R, K]) header(columns []style.Column[R], widths []int) string {
	var s strings.Builder
	s.WriteString(strings.Repeat(" ", Margin))
	for i, c := range columns {
		if widths[i] < 0 {
			continue
		}
		if s.Len() > Margin {
			s.WriteString(strings.Repeat(" ", style.Gap))
		}
		arrow := l.arrow(c) // stays if the title is cut
		s.WriteString(fitCell(safetext.Cut(c.Title, widths[i]-safetext.Width(arrow))+arrow, widths[i], c.Right))
	}
	return l.style.Theme.Text(style.Muted, safetext.Fit(s.String(), l.width))
}

func fitCell(text string, width int, right bool) string {
	if right {
		return safetext.FitRight(text, width)
	}
	return safetext.Fit(text, width)
}

// line draws row i: the cursor, the mark, the cells.
func (l *List[R, K]) line(columns []style.Column[R], widths []int, i int, focused bool) string {
	row := l.rows[i]
	g := &l.style.Glyphs
	surface := style.Ground
	sign, mark := " ", " "
	if i == l.cursor {
		sign = g.Resting
		if focused {
			sign = g.Cursor
			surface = style.Selected
		}
	}
	if l.marks.has(l.Key(row)) {
		mark = g.Mark
	}
	tick := ""
	switch key := l.Key(row); {
	case l.flashes[key] > 0:
		tick, surface = g.Flash, l.style.Flash(surface)
	case l.ticked[key]:
		tick = g.Tick
	}
	styles := &l.style.Theme.Styles[surface]
	var s strings.Builder
	s.WriteString(styles[style.Accent].On(sign + mark))
	used := Margin
	for c, cell := range l.cells(row) {
		if widths[c] < 0 {
			continue
		}
		if c == 0 {
			cell.Text = l.NameIn(row, widths[c])
		}
		if used > Margin {
			s.WriteString(styles[style.Plain].On("  "))
			used += style.Gap
		}
		s.WriteString(styles[cell.Role].On(fitCell(cell.Text, widths[c], columns[c].Right)))
		used += widths[c]
	}
	s.WriteString(styles[style.Active].On(safetext.FitRight(tick, l.width-used)))
	return s.String()
}

// Place returns the position of the cursor, "12,345 of 1,000,000", once that is
// known and if not all rows are on screen.
func (l *List[R, K]) Place() string {
	if l.rank < 0 || l.total <= int64(l.height) || len(l.rows) == 0 {
		return ""
	}
	at := l.rank + l.shift + int64(l.cursor) + 1 - l.lead
	if at == 0 {
		return "" // on an extra row before the list
	}
	return style.Number(at) + " of " + style.Number(l.total)
}

// OnScreen returns the visible rows.
func (l *List[R, K]) OnScreen() []R {
	return l.rows[l.top:min(len(l.rows), l.top+l.height)]
}

// Draw returns exactly height lines of a list: its rows, or why there are none.
func Draw[R any, K comparable](l *List[R, K], focused bool, height int, hint []string) []string {
	switch {
	case l.err != nil:
		hint = Unreadable(l.style, l.err, AgainHint(l.style))
	case !l.ready:
		hint = nil
	}
	if l.err == nil && (len(l.rows) > 0 || !l.ready) {
		lines := l.lines(focused)
		return append(lines, style.BlankLines(l.width, height-len(lines))...)
	}
	return style.Placeholder(l.style, l.width, height, hint)
}

// HeaderLines returns the number of lines that the column titles take.
func HeaderLines(headed bool) int {
	if headed {
		return 1
	}
	return 0
}

// Amount returns the row or mark count for the title: how many rows are marked, and how many
// of those have not been seen since the filter changed; if none are, the number of rows, once
// that is known.
func (l *List[R, K]) Amount() string {
	switch marked, unseen := int64(l.Marked()), int64(l.Unseen()); {
	case unseen > 0:
		return style.Number(marked) + " marked, " + style.Number(unseen) + " unseen"
	case marked > 0:
		return style.Number(marked) + " marked"
	case l.total == notCounted:
		return "not counted"
	case l.total < 0:
		return ""
	}
	return style.Number(l.total)
}

// Described returns a description of the filter, status and sort order for the title, if they
// differ from the list's own.
func (l *List[R, K]) Described() string { return l.style.Describe(l.query, l.Base) }
