package views

import (
	"slices"
	"strings"

	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// The widths of the matrix, in cells.
const (
	widestCell = 24 // the longest name of a team that is not cut short
	narrowCell = 9  // a sign, under a name cut short
	nameWidth  = 20 // of a hero, at least, if there is room
)

// SetSize lays out the axes: how many heroes fit, and how many teams.
func (m *matrix) SetSize(width, height int) {
	m.width, m.height = width, height
	m.heroes.SetSize(width, height-2-footLines-m.headerLines())
	m.teams.SetSize(width, m.columns())
}

// footLines are the lines under the heroes that don't scroll: a rule and the coverage.
const footLines = 2

// minTall is the height from which the names of the teams may take two lines.
const minTall = 12

// headerLines returns how many lines the names of the teams take: two if one is longer than
// its column, and there is the height for it.
func (m *matrix) headerLines() int {
	if m.height < minTall {
		return 1
	}
	room := m.cellWidth() - 1
	for _, t := range m.teams.Rows() {
		if safetext.Width(m.style.Name(t.Name, "team", t.ID)) > room {
			return 2
		}
	}
	return 1
}

// columns returns how many teams fit.
func (m *matrix) columns() int {
	return max(1, (m.width-2-m.leastNameWidth())/m.cellWidth())
}

// leastNameWidth is what the names of the heroes get if the teams need the rest.
func (m *matrix) leastNameWidth() int {
	width := max(8, m.heroes.NameWidth()) // it only grows: columns that keep moving can't be read
	return list.Margin + min(width, max(nameWidth, m.width/4)) + 1
}

// nameWidth is what the names of the heroes get: of what the teams leave, as much as they
// can use.
func (m *matrix) nameWidth() int {
	columns := m.columns()
	if m.teams.IsWhole() {
		columns = min(columns, max(1, len(m.teams.Rows())))
	}
	least := m.leastNameWidth()
	left := max(0, m.width-2-least-columns*m.cellWidth())
	return least + min(left, max(0, list.Margin+m.heroes.NameWidth()+1-least))
}

// wideCell is how wide a cell with a badge and its word is: with the brackets of the cursor, a sign of what changed, and
// a gap.
func (m *matrix) wideCell() int { return m.style.BadgeWidth() + 4 }

// cellWidth is as wide as the names of the teams and the words of the badges want,
// if all teams fit.
func (m *matrix) cellWidth() int {
	room := m.width - 2 - m.leastNameWidth()
	if n := len(m.teams.Rows()); n > 0 && m.teams.IsWhole() && n*narrowCell <= room {
		return min(room/n, max(m.wideCell(), min(m.teams.NameWidth()+style.Gap, widestCell)))
	}
	if room >= 100 {
		return m.wideCell()
	}
	return narrowCell
}

// View draws the matrix in its frame.
func (m *matrix) View() []string {
	m.SetSize(m.width, m.height) // the names on screen decide the widths
	f := style.Frame{
		Width: m.width, Focused: true, Feet: m.legend(),
		Title: m.style.Join("Matrix", m.heroes.Described(), m.teamFilter()),
		Place: m.place(), Note: m.note(),
	}
	inner := m.width - 2
	switch {
	case m.failure() != nil:
		return f.Draw(m.style, style.Placeholder(m.style, inner, m.height-2, list.Unreadable(m.style, m.failure(), list.AgainHint(m.style))))
	case m.heroes.WasRead() && m.heroes.IsEmpty() || m.teams.WasRead() && m.teams.IsEmpty():
		return f.Draw(m.style, style.Placeholder(m.style, inner, m.height-2, m.hint()))
	}
	lines := m.header(inner)
	for i := range m.heroes.OnScreen() {
		lines = append(lines, m.row(m.heroes.Top()+i, inner))
	}
	lines = append(lines, style.BlankLines(inner, m.height-2-len(lines)-2)...)
	rule := m.style.Theme.Text(style.Muted, strings.Repeat(m.style.Glyphs.Border.Horizontal, inner))
	return f.Draw(m.style, append(lines, rule, m.coverage(inner)))
}

func (m *matrix) teamFilter() string {
	if len(m.teams.Query().Filter) == 0 {
		return ""
	}
	return m.style.Say("teams ") + m.teams.Described()
}

// place returns the position of the cursor on the axes that don't fit the screen.
func (m *matrix) place() string {
	hero, team := m.heroes.Place(), m.teams.Place()
	switch {
	case team == "":
		return hero
	case hero == "":
		return m.style.Say("team ") + team
	}
	return hero + " " + m.style.Glyphs.By + " " + team
}

// legend explains the signs of the cells, and of an understaffed team if there
// is one.
func (m *matrix) legend() []string {
	return legends(m.style.Legend()+"  "+m.style.Glyphs.Absent+" not in it", understaffedLegend(m.store, m.style, m.teams.Rows()))
}

func (m *matrix) note() string {
	if m.heroes.Marked() > 0 {
		return m.heroes.Amount()
	}
	if m.heroes.Total() < 0 || m.teams.Total() < 0 {
		return ""
	}
	return style.Number(m.heroes.Total()) + " " + m.style.Glyphs.By + " " + style.Number(m.teams.Total())
}

func (m *matrix) hint() []string {
	if m.heroes.IsFiltered() || m.teams.IsFiltered() {
		return []string{"Nothing matches.", "Press esc to clear the filters."}
	}
	return []string{m.style.Say("The matrix needs a hero and a team."), "Press " + m.style.Key(keymap.NewRow) + m.style.Say(" to create a hero, and in Teams a team."), importHint(m.style)}
}

// header draws the names of the teams; the one under the cursor is highlighted.
func (m *matrix) header(width int) []string {
	lines := make([]string, m.headerLines())
	for line := range lines {
		var s strings.Builder
		s.WriteString(safetext.Fit("", m.nameWidth()))
		m.across(&s, width, func(i int, t teamRow, cell int) string {
			r := style.Muted
			if i == m.teams.Cursor() {
				r = style.Chosen
			}
			if t.isUnderstaffed() {
				r = style.Failure
			}
			return m.styled(r, m.titleOf(t, cell-1, len(lines))[line], cell)
		})
		lines[line] = s.String()
	}
	return lines
}

// titleOf returns the name of a team in so many lines, the last one next to the cells. What
// does not fit is cut.
func (m *matrix) titleOf(t teamRow, width, count int) []string {
	sign := ""
	if m.teams.IsFlashing(t.ID) {
		sign = m.style.Glyphs.Flash
	}
	room := width - safetext.Width(sign)
	whole := m.teams.NameIn(t, count*width)
	lines := style.Wrap(whole, room)
	if len(lines) > count || count == 1 {
		lines = []string{m.teams.NameIn(t, room)}
		if first, rest, ok := strings.Cut(whole, " "); ok && count > 1 && safetext.Width(first) <= room {
			lines = []string{first, safetext.Cut(rest, room)}
		}
	}
	lines[len(lines)-1] += sign
	return append(slices.Repeat([]string{""}, count-len(lines)), lines...)
}

// across draws one cell for each team on screen, and fills the line. What draw returns is
// exactly as wide as requested.
func (m *matrix) across(s *strings.Builder, width int, draw func(i int, t teamRow, cell int) string) {
	cell := m.cellWidth()
	used := m.nameWidth()
	for i, team := range m.teams.OnScreen() {
		s.WriteString(draw(m.teams.Top()+i, team, cell))
		used += cell
	}
	s.WriteString(strings.Repeat(" ", max(0, width-used)))
}

// styled draws a text in a role, in so many cells.
func (m *matrix) styled(r style.Role, text string, width int) string {
	return m.style.Theme.Text(r, text) + strings.Repeat(" ", max(0, width-safetext.Width(text)))
}

// row draws a hero: the name, and the badge in each team.
func (m *matrix) row(i, width int) string {
	hero := m.heroes.Rows()[i]
	g := &m.style.Glyphs
	sign, mark, name := " ", " ", style.Plain
	if i == m.heroes.Cursor() {
		sign, name = g.Cursor, style.Chosen
	}
	if m.heroes.IsFlashing(hero.ID) {
		mark = g.Flash
	}
	if m.heroes.IsMarked(hero.ID) {
		mark = g.Mark
	}
	var s strings.Builder
	s.WriteString(m.style.Theme.Text(style.Accent, sign+mark))
	wide := m.nameWidth() - list.Margin - 1
	text := m.heroes.NameIn(hero, wide)
	s.WriteString(m.style.Theme.Text(name, text))
	s.WriteString(strings.Repeat(" ", wide-safetext.Width(text)+1))
	m.across(&s, width, func(t int, team teamRow, cell int) string {
		return m.cell(model.LinkKey{TeamID: team.ID, HeroID: hero.ID}, cell, i == m.heroes.Cursor() && t == m.teams.Cursor())
	})
	return s.String()
}

// cell draws one membership. The one under the cursor has brackets too,
// not by its background alone.
func (m *matrix) cell(key model.LinkKey, width int, under bool) string {
	c := style.Cell{Text: m.style.Glyphs.Absent, Role: style.Muted}
	switch standing, there := m.cells[key]; {
	case !m.known[key]:
		c = style.Cell{Text: " ", Role: style.Muted}
	case there && width < m.wideCell():
		c = m.style.Sign(standing)
	case there:
		c = m.style.Badge(standing)
	}
	tick, surface := "", style.Ground
	if under {
		surface = style.Selected
	}
	switch {
	case m.flashes[key] > 0:
		tick, surface = m.style.Glyphs.Flash, m.style.Flash(surface)
	case m.ticked[key]:
		tick = m.style.Glyphs.Tick
	}
	left, right := " ", " "
	if under {
		left, right = "[", "]"
	}
	styles := &m.style.Theme.Styles[surface]
	text := c.Text + tick
	pad := strings.Repeat(" ", max(0, width-2-safetext.Width(text)))
	return styles[style.Accent].On(left) + styles[c.Role].On(text) + styles[style.Accent].On(right) + pad
}

// coverage draws who is active and in training in each team. A team without active
// members is flagged.
func (m *matrix) coverage(width int) string {
	var s strings.Builder
	s.WriteString(m.style.Theme.Text(style.Muted, safetext.Fit("  Coverage", m.nameWidth())))
	g := &m.style.Glyphs
	m.across(&s, width, func(_ int, t teamRow, cell int) string {
		text := style.ShortNumber(t.tally.Active) + g.Active + " " + style.ShortNumber(t.tally.Training) + g.Training
		r := style.Muted
		switch {
		case !t.tallied:
			text = ""
		case t.isUnderstaffed():
			r, text = style.Failure, style.UnderstaffedSign+text
		}
		return m.styled(r, safetext.Cut(" "+text, cell-1), cell)
	})
	return s.String()
}
