package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
)

// can returns why an action can't be done on the cell under the cursor.
func (m *matrix) can(a action) string {
	_, hero := m.heroes.current()
	_, team := m.teams.current()
	if a.ofRow() && m.failure() != nil {
		return unread
	}
	switch a {
	case actOtherPane:
		return "The matrix is one pane."
	case actLeftPane, actRightPane:
		if !team {
			return "There is no team to move to."
		}
	case actToggleTraining, actRemove:
		if !hero || !team {
			return "There is no cell under the cursor."
		}
		if why := notYet(m.heroes); why != "" {
			return why
		}
		return m.canChange()
	case actAssign:
		if why := notYet(m.heroes); why != "" {
			return why
		}
		fallthrough
	case actCopy, actEnter, actDetails:
		if !hero || !team {
			return strings.Join(m.hint(), " ")
		}
	case actFilter, actFilterStatus, actSortNext, actSortReverse:
		return nothingThere(m.heroes)
	case actFilterTeams:
		return nothingThere(m.teams)
	case actEdit, actMark, actMarkAll:
		if !hero {
			return "There is no hero under the cursor."
		}
	}
	return ""
}

// canChange returns why the membership under the cursor can't be changed. Those
// of marked heroes may be off the screen: what there is of them is read first.
func (m *matrix) canChange() string {
	if m.heroes.marked() > 0 {
		return ""
	}
	key := m.picked()[0].LinkKey
	switch {
	case !m.known[key]:
		return "This cell is still being read: try again in a moment."
	case m.cells[key] == model.Absent:
		return "There is no membership in this cell: a assigns."
	}
	return ""
}

// picked returns the marked heroes, else the one under the cursor, with the team
// under the cursor, whether they are members or not.
func (m *matrix) picked() []model.MembershipRef {
	team, ok := m.teams.current()
	if !ok {
		return nil
	}
	var members []model.MembershipRef
	for _, hero := range m.heroes.picked() {
		members = append(members, pair(teamName(team.Team), heroName(hero.Hero), true))
	}
	return members
}

func (m *matrix) do(a action) tea.Cmd {
	var cmd tea.Cmd
	switch a {
	case actLeftPane:
		m.teams.move(-1)
	case actRightPane:
		m.teams.move(1)
	case actToggleTraining:
		cmd = m.toggle()
	case actAssign:
		intent := intent.Assign{Members: m.picked(), Standing: model.Training}
		cmd = withUnseen(m.host, m.heroes, func() tea.Cmd { return assign(m.host, m.store, m.look, intent) })
	case actRemove:
		cmd = m.host.confirm("Remove from the team?", intent.Remove{Members: m.picked()})
	case actNew:
		m.host.ask(newHeroForm(m.store, m.look, "", nil, true))
	case actEdit:
		if hero, ok := m.heroes.current(); ok {
			cmd = askForm(m.host, m.store, editHero(m.store, m.look, hero.Hero))
		}
	case actEnter:
		p := m.here()
		cmd = m.host.visit(place{view: heroesView, master: p.master, detail: p.detail})
	case actCopy:
		cmd = m.copy()
	case actDetails:
		member := m.picked()[0]
		if hero, ok := m.heroes.current(); ok {
			member.HeroID = hero.ID
		}
		cmd = showDetails(m.host, m.store, m.look, memberParts(member.LinkKey, true, true))
	default:
		cmd = perform(m.heroes, a)
	}
	return tea.Batch(cmd, m.extend())
}

// extend reads the rows, the columns and the cells that the window has room for.
func (m *matrix) extend() tea.Cmd {
	return tea.Batch(m.heroes.extend(), m.teams.extend(), m.fill())
}

// toggle wants the other standing for the membership under the cursor, or for
// those of the marked heroes, not all of which are on screen.
func (m *matrix) toggle() tea.Cmd {
	members := m.picked()
	if m.heroes.marked() > 0 {
		return withUnseen(m.host, m.heroes, func() tea.Cmd { return m.host.toggleUnseen(members) })
	}
	return toggle(m.host, m.heroes, members, func(key model.LinkKey) bool { return m.cells[key] == model.Training })
}

func (m *matrix) copy() tea.Cmd {
	hero, _ := m.heroes.current()
	team, _ := m.teams.current()
	key := model.LinkKey{TeamID: team.ID, HeroID: hero.ID}
	return m.host.copy([]string{hero.Name, team.Name, m.cells[key].String()})
}

// clearable tells whether there is a filter or a mark to clear, on either axis.
func (m *matrix) clearable() bool { return clearable(m.heroes) || clearable(m.teams) }

// clear clears the filter, else the marks, first of the heroes, then of the
// teams.
func (m *matrix) clear() tea.Cmd {
	if clearable(m.heroes) {
		return clearOne(m.heroes)
	}
	return clearOne(m.teams)
}

// filterable returns the axis that a filter is typed for.
func (m *matrix) filterable(a action) pane {
	if a == actFilterTeams {
		return m.teams
	}
	return m.heroes
}
