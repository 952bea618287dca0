package ui

import (
	"strconv"
	"strings"

	"roster/internal/safetext"
)

// margin is what stands before the first column: the cursor, and the mark.
const margin = 2

// cells returns the cells of a row. They are made once: cleaning hostile text
// is too slow to be done for every frame.
func (l *list[R, K]) cells(row R) []cell {
	key := l.key(row)
	if cells, ok := l.drawn[key]; ok {
		return cells
	}
	if len(l.drawn) > 4*l.limit() {
		clear(l.drawn)
	}
	columns := l.columns()
	cells := make([]cell, len(columns))
	for i, c := range columns {
		cells[i] = c.cell(row)
	}
	l.drawn[key] = cells
	return cells
}

// suffix returns what tells a row apart from those whose names look the same.
func (l *list[R, K]) suffix(row R) string {
	if l.unnamed || l.repeated[l.cells(row)[0].text] < 2 {
		return ""
	}
	return " id:" + strconv.FormatInt(l.id(row), 10)
}

// nameIn returns a row's first cell for so many cells, with its id where the name
// repeats: that stays when the name is cut.
func (l *list[R, K]) nameIn(row R, width int) string {
	suffix := l.suffix(row)
	return safetext.Cut(l.cells(row)[0].text, width-safetext.Width(suffix)) + suffix
}

// redraw makes the cells anew: what they show has changed.
func (l *list[R, K]) redraw() {
	clear(l.drawn)
	l.compare()
}

// compare finds the names that repeat and the widths of the columns, for the rows
// of the window. Cells that were made before are kept.
func (l *list[R, K]) compare() {
	l.repeated = make(map[string]int, len(l.rows))
	for _, row := range l.rows {
		l.repeated[l.cells(row)[0].text]++
	}
	l.natural = l.measure(l.natural, l.rows)
}

// measure returns how wide each column's content is, at least as wide as before.
// While a list is scrolled its columns only grow: they would dance otherwise.
func (l *list[R, K]) measure(before []int, rows []R) []int {
	columns := l.columns()
	natural := make([]int, len(columns))
	if len(before) == len(columns) {
		copy(natural, before)
	}
	for i, c := range columns {
		if l.headed {
			natural[i] = max(natural[i], safetext.Width(c.title))
		}
	}
	for _, row := range rows {
		for i, cell := range l.cells(row) {
			natural[i] = max(natural[i], safetext.Width(cell.text))
		}
		natural[0] = max(natural[0], safetext.Width(l.cells(row)[0].text+l.suffix(row)))
	}
	return natural
}

// lines draws the rows on screen, and above them the titles of the columns where
// the list has any. Each line is exactly l.width cells; there are as many as fit.
func (l *list[R, K]) lines(focused bool) []string {
	columns := l.columns()
	if l.natural == nil {
		l.natural = l.measure(nil, nil)
	}
	spans := make([]span, len(columns))
	for i, c := range columns {
		spans[i] = c.span
	}
	widths := lay(spans, l.natural, l.width-margin-1)
	var lines []string
	if l.headed {
		lines = append(lines, l.header(columns, widths))
	}
	for i := range l.onScreen() {
		lines = append(lines, l.line(columns, widths, l.top+i, focused))
	}
	return lines
}

func (l *list[R, K]) header(columns []column[R], widths []int) string {
	var s strings.Builder
	s.WriteString(strings.Repeat(" ", margin))
	for i, c := range columns {
		if widths[i] < 0 {
			continue
		}
		if s.Len() > margin {
			s.WriteString(strings.Repeat(" ", gap))
		}
		s.WriteString(fit(c.title, widths[i], c.right))
	}
	return l.look.theme.text(muted, safetext.Fit(s.String(), l.width))
}

func fit(text string, width int, right bool) string {
	if right {
		return safetext.FitRight(text, width)
	}
	return safetext.Fit(text, width)
}

// line draws row i: the cursor, the mark, the cells.
func (l *list[R, K]) line(columns []column[R], widths []int, i int, focused bool) string {
	row := l.rows[i]
	g := &l.look.glyphs
	surface := ground
	sign, mark := " ", " "
	if i == l.cursor {
		sign = g.resting
		if focused {
			sign = g.cursor
			surface = selected
		}
	}
	if l.marks.has(l.key(row)) {
		mark = g.mark
	}
	tick := ""
	switch key := l.key(row); {
	case l.flashes[key] > 0:
		tick, surface = g.flash, l.look.flash(surface)
	case l.ticked[key]:
		tick = g.tick
	}
	styles := &l.look.theme.styles[surface]
	var s strings.Builder
	s.WriteString(styles[accent].on(sign + mark))
	used := margin
	for c, cell := range l.cells(row) {
		if widths[c] < 0 {
			continue
		}
		if c == 0 {
			cell.text = l.nameIn(row, widths[c])
		}
		if used > margin {
			s.WriteString(styles[plain].on("  "))
			used += gap
		}
		s.WriteString(styles[cell.role].on(fit(cell.text, widths[c], columns[c].right)))
		used += widths[c]
	}
	s.WriteString(styles[active].on(safetext.FitRight(tick, l.width-used)))
	return s.String()
}

// place returns where the cursor stands, "12,345 of 1,000,000", once that is
// known and where not all rows are on screen.
func (l *list[R, K]) place() string {
	if l.rank < 0 || l.total <= int64(l.height) || len(l.rows) == 0 {
		return ""
	}
	return number(l.rank+l.shift+int64(l.cursor)+1) + " of " + number(l.total)
}

// onScreen returns the rows that are seen.
func (l *list[R, K]) onScreen() []R {
	return l.rows[l.top:min(len(l.rows), l.top+l.height)]
}

// body returns exactly height lines of a list: its rows, or why there are none.
func body[R any, K comparable](l *list[R, K], focused bool, height int, hint []string) []string {
	switch {
	case l.err != nil:
		hint = unreadable(l.look, l.err, "R tries again.")
	case !l.ready:
		hint = nil
	}
	if l.err == nil && (len(l.rows) > 0 || !l.ready) {
		lines := l.lines(focused)
		return append(lines, blank(l.width, height-len(lines))...)
	}
	return poster(l.look, l.width, height, hint)
}

func titles(headed bool) int {
	if headed {
		return 1
	}
	return 0
}

// amount says for the title how many rows are marked, and how many of those were not seen
// since the filter changed; if none are, how many rows there are, once that is known.
func (l *list[R, K]) amount() string {
	switch marked, unseen := int64(l.marked()), int64(l.unseen()); {
	case unseen > 0:
		return number(marked) + " marked, " + number(unseen) + " unseen"
	case marked > 0:
		return number(marked) + " marked"
	case l.total == notCounted:
		return "not counted"
	case l.total < 0:
		return ""
	}
	return number(l.total)
}

// described says for the title what the list is asked for beside what it shows by
// itself: filter, status and sort.
func (l *list[R, K]) described() string { return l.look.asked(l.query, l.base) }
