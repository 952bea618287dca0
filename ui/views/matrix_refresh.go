package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/ui/keymap"
	"roster/ui/list"
)

// Refresh reads both axes and the cells on screen again, because another program
// wrote. The cells show what they did until that is here.
func (m *matrix) Refresh() tea.Cmd {
	if m.err != nil {
		return m.Load()
	}
	m.gen++ // cells that are being read may be older
	m.stale, m.late = true, false
	return tea.Batch(m.heroes.Refresh(), m.teams.Refresh(), m.fill())
}

// renew makes the cells that were read for a refresh all that is known. Those
// that differ flash.
func (m *matrix) renew(read cellsRead) {
	before, known := m.cells, m.known
	m.cells, m.known = read.cells, make(map[model.LinkKey]bool, len(read.teams)*len(read.heroes))
	for _, hero := range read.heroes {
		for _, team := range read.teams {
			key := model.LinkKey{TeamID: team, HeroID: hero}
			m.known[key] = true
			if known[key] && before[key] != m.cells[key] {
				m.flashes[key] = list.FlashTicks
				delete(m.ticked, key)
			}
		}
	}
}

// Fade lets what flashes be like the rest again, after a while.
func (m *matrix) Fade() {
	m.heroes.Fade()
	m.teams.Fade()
	list.FadeAll(m.flashes)
}

// IsFlashing reports whether a hero, a team or a cell is highlighted.
func (m *matrix) IsFlashing() bool {
	return m.heroes.Flashes() || m.teams.Flashes() || len(m.flashes) > 0
}

// WasRead reports whether both axes, and cells, were read before.
func (m *matrix) WasRead() bool { return m.failure() == nil && m.heroes.WasRead() && m.teams.WasRead() }

// IsPending reports whether the rows, the columns or the cell that an action needs are still
// being read.
func (m *matrix) IsPending(a keymap.Action) bool {
	switch a {
	case keymap.LeftPane, keymap.RightPane:
		return m.teams.IsPending(m.Step(a))
	case keymap.ToggleTraining, keymap.Remove, keymap.Copy:
		return m.heroes.IsPending(0) || m.teams.IsPending(0) || m.reading
	}
	return m.IsPendingAt(0, a.Step())
}

// IsPendingAt reports so for a click, or for the wheel.
func (m *matrix) IsPendingAt(_, step int) bool {
	return m.heroes.IsPending(step) || step == 0 && m.teams.IsPending(0)
}

// Step returns which way an action moves the cursor, 0 for any other action.
func (m *matrix) Step(a keymap.Action) int {
	switch a {
	case keymap.LeftPane:
		return -1
	case keymap.RightPane:
		return 1
	}
	return a.Step()
}

// Member returns the cell under the cursor, if it is toggled alone.
func (m *matrix) Member() (model.LinkKey, bool) {
	hero, isHero := m.heroes.Current()
	team, isTeam := m.teams.Current()
	return model.LinkKey{TeamID: team.ID, HeroID: hero.ID}, isHero && isTeam && m.heroes.Marked() == 0
}

// Standing returns the standing of the membership under the cursor, [model.Absent] if none
// is toggled alone.
func (m *matrix) Standing() model.Standing {
	key, alone := m.Member()
	if !alone {
		return model.Absent
	}
	return m.cells[key]
}

func (m *matrix) FilterChanged(list.Pane) {}

// IsReading reports whether rows of the axes, or cells, are being read.
func (m *matrix) IsReading() bool { return m.reading || m.heroes.IsReading() || m.teams.IsReading() }

// IsIncomplete reports whether some of the matrix could not be read.
func (m *matrix) IsIncomplete() bool {
	return m.err != nil || m.late || m.heroes.IsIncomplete() || m.teams.IsIncomplete()
}
