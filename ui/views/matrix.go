package views

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/change"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
	"roster/ui/style"
)

// matrix is the view of heroes down, teams across, and the standing in each
// cell. Both axes are lists of their own, read by the window.
type matrix struct {
	host          Host
	style         *style.Style
	store         *data.Store
	heroes        *list.List[heroRow, model.ID] // the rows
	teams         *list.List[teamRow, model.ID] // the columns
	cells         map[model.LinkKey]model.Standing
	known         map[model.LinkKey]bool // cells that were read, empty ones too
	ticked        map[model.LinkKey]bool
	flashes       map[model.LinkKey]int // changed by another program: for how many more ticks they are highlighted
	gen           int
	reading       bool
	stale         bool // the cells on screen are to be read again, known or not
	late          bool // they were, and the database was locked
	err           error
	width, height int
}

// cellsRead is the answer to which memberships there are in a part of the
// matrix.
type cellsRead struct {
	matrix        *matrix
	gen           int
	refreshes     bool
	teams, heroes []model.ID
	cells         map[model.LinkKey]model.Standing
	err           error
}

// NewMatrix returns the view of heroes down and teams across.
func NewMatrix(s *data.Store, st *style.Style, h Host) View {
	heroes, teams := heroList(s, st), teamList(s, st, query.AnyStatus)
	heroes.Headed, teams.Headed = false, false
	return &matrix{
		host: h, style: st, store: s,
		heroes: list.New(s, st, heroes),
		teams:  list.New(s, st, teams),
		cells:  map[model.LinkKey]model.Standing{}, known: map[model.LinkKey]bool{}, ticked: map[model.LinkKey]bool{},
		flashes: map[model.LinkKey]int{},
	}
}

func (m *matrix) Begin()              {}
func (m *matrix) Name() string        { return "Matrix" }
func (m *matrix) IsSorting() bool     { return m.heroes.IsSorting() || m.teams.IsSorting() }
func (m *matrix) CanCancelSort() bool { return m.heroes.CanCancelSort() || m.teams.CanCancelSort() }
func (m *matrix) CancelSort() tea.Cmd { return list.CancelSorts(m.heroes, m.teams) }
func (m *matrix) IsAwaited() bool     { return m.heroes.Awaited() || m.teams.Awaited() || m.reading }
func (m *matrix) InRightPane() bool   { return false }
func (m *matrix) Redraw()             { m.heroes.Redraw(); m.teams.Redraw() }

// Unmark takes the marks off the heroes whose memberships were changed, and off
// those who are gone.
func (m *matrix) Unmark(effect change.Effect) {
	m.heroes.UnmarkLinks(effect, heroEnd)
	for _, gone := range effect.Gone {
		if gone.Table == model.HeroTable {
			m.heroes.Unmark(gone.ID)
		}
	}
}

// Load reads both axes around their current places, and the cells again.
func (m *matrix) Load() tea.Cmd {
	m.forget()
	return tea.Batch(m.heroes.Reload(), m.teams.Reload())
}

// forget lets go of the cells: they are read again.
func (m *matrix) forget() {
	m.gen++
	clear(m.cells)
	clear(m.known)
	clear(m.ticked)
	m.err, m.stale, m.late = nil, false, false
}

// failure returns why the matrix can't be shown, or nil.
func (m *matrix) failure() error { return cmp.Or(m.err, m.heroes.Err(), m.teams.Err()) }

// Update handles a result for either axis, or for the cells.
func (m *matrix) Update(msg tea.Msg) tea.Cmd {
	if read, ok := msg.(cellsRead); ok {
		if read.matrix != m {
			return nil
		}
		m.take(read)
		return m.fill()
	}
	cmd, mine := m.heroes.Update(msg)
	if !mine {
		if cmd, mine = m.teams.Update(msg); !mine {
			return nil
		}
	}
	return tea.Batch(cmd, m.fill())
}

// take handles the cells that were read, unless they are outdated.
func (m *matrix) take(read cellsRead) {
	m.reading = false
	switch {
	case read.gen != m.gen:
		m.stale = m.stale || read.refreshes
		return
	case read.refreshes && model.ErrorCode(read.err) == model.Locked, list.IsUnavailable(read.err):
		m.late = true // the next look tries again
		return
	case read.refreshes && read.err == nil:
		m.renew(read)
		return
	}
	if m.err = read.err; m.err != nil {
		return
	}
	for _, hero := range read.heroes {
		for _, team := range read.teams {
			key := model.LinkKey{TeamID: team, HeroID: hero}
			m.known[key] = true
			if standing, ok := read.cells[key]; ok {
				m.cells[key] = standing
			} else {
				delete(m.cells, key)
			}
		}
	}
}

// fill reads the cells on screen that are not known yet.
func (m *matrix) fill() tea.Cmd {
	if m.reading || m.late || m.err != nil {
		return nil
	}
	heroes := list.IDs(m.heroes.OnScreen(), func(r heroRow) model.ID { return r.ID })
	teams := list.IDs(m.teams.OnScreen(), func(r teamRow) model.ID { return r.ID })
	if !m.stale && m.complete(heroes, teams) {
		return nil
	}
	if len(m.known) > maxCells {
		m.forget()
	}
	m.reading = true
	store, gen, refreshes := m.store, m.gen, m.stale
	m.stale = false
	return func() tea.Msg {
		cells, err := store.Reader().Standings(context.Background(), teams, heroes)
		return cellsRead{m, gen, refreshes, teams, heroes, cells, err}
	}
}

// maxCells is the maximum number of cells cached while moving through the matrix.
const maxCells = 100_000

func (m *matrix) complete(heroes, teams []model.ID) bool {
	for _, hero := range heroes {
		for _, team := range teams {
			if !m.known[model.LinkKey{TeamID: team, HeroID: hero}] {
				return false
			}
		}
	}
	return true
}

// Patch brings the cells on screen up to date in place.
func (m *matrix) Patch(effect change.Effect) tea.Cmd {
	m.heroes.NoteWrite()
	m.teams.NoteWrite()
	m.gen++ // cells that are being read may be older
	if effect.Rows {
		return m.Load()
	}
	for _, state := range effect.Links {
		if m.known[state.Key] && m.cells[state.Key] == state.Standing {
			continue
		}
		m.known[state.Key], m.ticked[state.Key] = true, true
		delete(m.flashes, state.Key)
		if state.Standing == model.Absent {
			delete(m.cells, state.Key)
		} else {
			m.cells[state.Key] = state.Standing
		}
	}
	return tea.Batch(
		m.heroes.CountAgain(),
		m.teams.CompleteAgain(list.TouchedBy(effect, teamEnd, m.teams.ID)),
		m.heroes.CompleteAgain(list.TouchedBy(effect, heroEnd, m.heroes.ID)),
	)
}

func (m *matrix) Show(p Place) tea.Cmd {
	m.forget()
	return tea.Batch(m.heroes.ShowRow(p.Master), m.teams.ShowRow(p.Detail))
}

func (m *matrix) Here() Place {
	return Place{View: MatrixView, Master: m.heroes.StartID(), Detail: m.teams.StartID()}
}

// StartAt makes the first reading begin at this hero and this team.
func (m *matrix) StartAt(row, detail model.ID) {
	m.heroes.StartAt(row)
	m.teams.StartAt(detail)
}

// Query returns what the heroes are asked for.
func (m *matrix) Query() *query.Query { return m.heroes.Query() }
