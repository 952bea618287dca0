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
func (m *matrix) wasRead() bool { return m.failure() == nil && m.heroes.ready && m.teams.ready }

// coming tells whether one of the axes is read for the first time.
func (m *matrix) coming() bool { return m.heroes.coming() || m.teams.coming() }

// underway tells whether rows of the axes, or cells, are being read.
func (m *matrix) underway() bool { return m.reading || m.heroes.underway() || m.teams.underway() }

// unread tells whether some of the matrix could not be read.
func (m *matrix) unread() bool {
	return m.err != nil || m.late || m.heroes.unread() || m.teams.unread()
}
