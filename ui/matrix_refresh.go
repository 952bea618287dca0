package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// refresh reads both axes and the cells on screen anew, because another program
// wrote. The cells show what they did until that is here.
func (m *matrix) refresh() tea.Cmd {
	if m.err != nil {
		return m.Load()
	}
	m.gen++ // cells that are being read may be older
	m.stale, m.late = true, false
	return tea.Batch(m.heroes.refresh(), m.teams.refresh(), m.fill())
}

// renew makes the cells that were read for a refresh all that is known. Those
// that differ flash.
func (m *matrix) renew(read cellsRead) {
	before, known := m.cells, m.known
	m.cells, m.known = read.cells, make(map[data.LinkKey]bool, len(read.teams)*len(read.heroes))
	for _, hero := range read.heroes {
		for _, team := range read.teams {
			key := data.LinkKey{TeamID: team, HeroID: hero}
			m.known[key] = true
			if known[key] && before[key] != m.cells[key] {
				m.flashes[key] = flashTicks
				delete(m.ticked, key)
			}
		}
	}
}

// fade lets what flashes be like the rest again, after a while.
func (m *matrix) fade() {
	m.heroes.fade()
	m.teams.fade()
	fade(m.flashes)
}

// wasRead tells whether both axes, and cells, were read before.
func (m *matrix) wasRead() bool { return m.failure() == nil && m.heroes.wasRead() && m.teams.wasRead() }

// coming reports whether the rows, the columns or the cell that an action is about have
// yet to come.
func (m *matrix) coming(a action) bool {
	switch a {
	case actLeftPane, actRightPane:
		return m.teams.coming(m.step(a))
	case actToggleTraining, actRemove, actCopy:
		return m.heroes.coming(0) || m.teams.coming(0) || m.reading
	}
	return m.comingAt(0, a.step())
}

// comingAt reports so for a click, or for the wheel.
func (m *matrix) comingAt(_, step int) bool {
	return m.heroes.coming(step) || step == 0 && m.teams.coming(0)
}

// step returns which way an action moves the cursor, 0 for any other action.
func (m *matrix) step(a action) int {
	switch a {
	case actLeftPane:
		return -1
	case actRightPane:
		return 1
	}
	return a.step()
}

// member returns the cell under the cursor, if it is toggled alone.
func (m *matrix) member() (data.LinkKey, bool) {
	hero, isHero := m.heroes.current()
	team, isTeam := m.teams.current()
	return data.LinkKey{TeamID: team.ID, HeroID: hero.ID}, isHero && isTeam && m.heroes.marked() == 0
}

func (m *matrix) sifted(pane) {}

// underway tells whether rows of the axes, or cells, are being read.
func (m *matrix) underway() bool { return m.reading || m.heroes.underway() || m.teams.underway() }

// unread tells whether some of the matrix could not be read.
func (m *matrix) unread() bool {
	return m.err != nil || m.late || m.heroes.unread() || m.teams.unread()
}
