package ui

import (
	"slices"
	"strings"

	"roster/data"
	"roster/internal/safetext"
)

// The widths of the matrix, in cells.
const (
	widestCell = 24 // the longest name of a team that is not cut short
	wideCell   = 14 // a badge with its word, and a gap
	narrowCell = 9  // a sign, under a name cut short
	nameWidth  = 20 // of a hero, at the least where there is room
)

// SetSize lays out the axes: how many heroes fit, and how many teams.
func (m *matrix) SetSize(width, height int) {
	m.width, m.height = width, height
	m.heroes.setSize(width, height-2-matrixEdges)
	m.teams.setSize(width, max(1, (width-2-m.nameWidth())/m.cellWidth()))
}

// matrixEdges are the lines of the matrix that don't scroll: the names of the
// teams, and under the heroes a rule and the coverage.
const matrixEdges = 3

func (m *matrix) nameWidth() int {
	width := max(8, m.heroes.nameWidth()) // it only grows: columns that keep moving can't be read
	return margin + min(width, max(nameWidth, m.width/4)) + 1
}

// cellWidth is as wide as the names of the teams and the words of the badges want,
// where all teams fit.
func (m *matrix) cellWidth() int {
	room := m.width - 2 - m.nameWidth()
	if n := len(m.teams.window()); n > 0 && m.teams.whole() && n*narrowCell <= room {
		return min(room/n, max(wideCell, min(m.teams.nameWidth()+gap, widestCell)))
	}
	if room >= 100 {
		return wideCell
	}
	return narrowCell
}

// View draws the matrix in its frame.
func (m *matrix) View() []string {
	m.SetSize(m.width, m.height) // the names on screen decide the widths
	f := frame{
		width: m.width, focused: true, foot: m.legend(),
		title: m.look.title("Matrix", m.heroes.described(), m.teamFilter()),
		place: m.place(), note: m.note(),
	}
	inner := m.width - 2
	switch {
	case m.failure() != nil:
		return f.around(m.look, poster(m.look, inner, m.height-2, unreadable(m.look, m.failure(), "R tries again.")))
	case m.heroes.wasRead() && m.heroes.empty() || m.teams.wasRead() && m.teams.empty():
		return f.around(m.look, poster(m.look, inner, m.height-2, m.hint()))
	}
	lines := []string{m.header(inner)}
	for i := range m.heroes.onScreen() {
		lines = append(lines, m.row(m.heroes.screenTop()+i, inner))
	}
	lines = append(lines, blank(inner, m.height-2-len(lines)-2)...)
	rule := m.look.theme.text(muted, strings.Repeat(m.look.glyphs.border.horizontal, inner))
	return f.around(m.look, append(lines, rule, m.coverage(inner)))
}

func (m *matrix) teamFilter() string {
	if len(m.teams.asked().Filter) == 0 {
		return ""
	}
	return "teams " + m.teams.described()
}

// place returns where the cursor stands on the axes that don't fit the screen.
func (m *matrix) place() string {
	hero, team := m.heroes.place(), m.teams.place()
	switch {
	case team == "":
		return hero
	case hero == "":
		return "team " + team
	}
	return hero + " " + m.look.glyphs.by + " " + team
}

// legend explains the signs of the cells, and of a team that lacks members where there
// is one.
func (m *matrix) legend() string {
	text := m.look.legend() + "  " + m.look.glyphs.absent + " not in it"
	switch {
	case !slices.ContainsFunc(m.teams.window(), m.uncovered):
		return text
	case m.look.coverage > 1:
		return text + "  " + lacking + " fewer than " + number(m.look.coverage) + " active"
	}
	return text + "  " + lacking + " nobody active"
}

// lacking is the sign of a team that has fewer active members than it needs.
const lacking = "!"

func (m *matrix) note() string {
	if m.heroes.marked() > 0 {
		return m.heroes.amount()
	}
	if m.heroes.size() < 0 || m.teams.size() < 0 {
		return ""
	}
	return number(m.heroes.size()) + " " + m.look.glyphs.by + " " + number(m.teams.size())
}

func (m *matrix) hint() []string {
	if m.heroes.filtered() || m.teams.filtered() {
		return []string{"Nothing matches.", "esc clears the filters."}
	}
	return []string{"The matrix needs a hero and a team.", "n makes a hero, and in Teams a team."}
}

// header draws the names of the teams; the one under the cursor stands out.
func (m *matrix) header(width int) string {
	var s strings.Builder
	s.WriteString(safetext.Fit("", m.nameWidth()))
	m.across(&s, width, func(i int, t teamRow, cell int) string {
		r := muted
		if i == m.teams.at() {
			r = chosen
		}
		if m.uncovered(t) {
			r = failure
		}
		sign := ""
		if m.teams.isFlashing(t.ID) {
			sign = m.look.glyphs.flash
		}
		return m.styled(r, m.teams.nameIn(t, cell-1-len([]rune(sign)))+sign, cell)
	})
	return s.String()
}

// across draws one cell for each team on screen, and fills the line. What draw
// returns is as wide as it was told.
func (m *matrix) across(s *strings.Builder, width int, draw func(i int, t teamRow, cell int) string) {
	cell := m.cellWidth()
	used := m.nameWidth()
	for i, team := range m.teams.onScreen() {
		s.WriteString(draw(m.teams.screenTop()+i, team, cell))
		used += cell
	}
	s.WriteString(strings.Repeat(" ", max(0, width-used)))
}

// styled draws a text in a role, in so many cells.
func (m *matrix) styled(r role, text string, width int) string {
	return m.look.theme.text(r, text) + strings.Repeat(" ", max(0, width-safetext.Width(text)))
}

// row draws a hero: the name, and the badge in each team.
func (m *matrix) row(i, width int) string {
	hero := m.heroes.window()[i]
	g := &m.look.glyphs
	sign, mark, name := " ", " ", plain
	if i == m.heroes.at() {
		sign, name = g.cursor, chosen
	}
	if m.heroes.isFlashing(hero.ID) {
		mark = g.flash
	}
	if m.heroes.isMarked(hero.ID) {
		mark = g.mark
	}
	var s strings.Builder
	s.WriteString(m.look.theme.text(accent, sign+mark))
	wide := m.nameWidth() - margin - 1
	text := m.heroes.nameIn(hero, wide)
	s.WriteString(m.look.theme.text(name, text))
	s.WriteString(strings.Repeat(" ", wide-safetext.Width(text)+1))
	m.across(&s, width, func(t int, team teamRow, cell int) string {
		return m.cell(data.LinkKey{TeamID: team.ID, HeroID: hero.ID}, cell, i == m.heroes.at() && t == m.teams.at())
	})
	return s.String()
}

// cell draws one membership. The one under the cursor is told by brackets too,
// not by its background alone.
func (m *matrix) cell(key data.LinkKey, width int, under bool) string {
	c := cell{m.look.glyphs.absent, muted}
	switch standing, there := m.cells[key]; {
	case !m.known[key]:
		c = cell{" ", muted}
	case there && width < wideCell:
		c = m.look.sign(standing == data.Training)
	case there:
		c = m.look.badge(standing == data.Training)
	}
	tick, surface := "", ground
	if under {
		surface = selected
	}
	switch {
	case m.flashes[key] > 0:
		tick, surface = m.look.glyphs.flash, m.look.flash(surface)
	case m.ticked[key]:
		tick = m.look.glyphs.tick
	}
	left, right := " ", " "
	if under {
		left, right = "[", "]"
	}
	styles := &m.look.theme.styles[surface]
	text := c.text + tick
	pad := strings.Repeat(" ", max(0, width-2-safetext.Width(text)))
	return styles[accent].on(left) + styles[c.role].on(text) + styles[accent].on(right) + pad
}

// coverage draws who is active and in training in each team. A team with nobody
// active is flagged.
func (m *matrix) coverage(width int) string {
	var s strings.Builder
	s.WriteString(m.look.theme.text(muted, safetext.Fit("  Coverage", m.nameWidth())))
	g := &m.look.glyphs
	m.across(&s, width, func(_ int, t teamRow, cell int) string {
		text := short(t.tally.Active) + g.active + " " + short(t.tally.Training) + g.training
		r := muted
		switch {
		case !t.tallied:
			text = ""
		case m.uncovered(t):
			r, text = failure, lacking+text
		}
		return m.styled(r, safetext.Cut(" "+text, cell-1), cell)
	})
	return s.String()
}

// uncovered tells whether the team has fewer active members than it needs.
func (m *matrix) uncovered(t teamRow) bool { return t.tallied && t.tally.Active < m.look.coverage }
