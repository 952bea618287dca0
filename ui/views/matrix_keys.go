package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
)

// WhyNot returns why an action can't be done on the cell under the cursor.
func (m *matrix) WhyNot(a keymap.Action) string {
	_, hero := m.heroes.Current()
	_, team := m.teams.Current()
	if a.NeedsRow() && m.failure() != nil {
		return list.UnreadReason(m.style)
	}
	switch a {
	case keymap.OtherPane:
		return "The matrix has only one pane."
	case keymap.LeftPane, keymap.RightPane:
		if !team {
			return m.style.Say("There is no team to move to.")
		}
	case keymap.ToggleTraining, keymap.Move, keymap.Remove:
		if !hero || !team {
			return "There is no cell under the cursor."
		}
		if why := list.MarkingReason(m.heroes); why != "" {
			return why
		}
		return m.canChange()
	case keymap.Assign:
		if why := list.MarkingReason(m.heroes); why != "" {
			return why
		}
		fallthrough
	case keymap.Copy, keymap.Enter, keymap.Details:
		if !hero || !team {
			return strings.Join(m.hint(), " ")
		}
	case keymap.CopyList:
		return canCopyList(m.heroes)
	case keymap.Filter, keymap.FilterStatus, keymap.SortNext, keymap.SortReverse:
		return list.EmptyReason(m.heroes)
	case keymap.FilterTeams:
		return list.EmptyReason(m.teams)
	case keymap.Edit, keymap.Mark, keymap.MarkAll:
		if !hero {
			return m.style.Say("There is no hero under the cursor.")
		}
	}
	return ""
}

// canChange returns why the membership under the cursor can't be changed. Those
// of marked heroes may be off the screen: what there is of them is read first.
func (m *matrix) canChange() string {
	if m.heroes.Marked() > 0 {
		return ""
	}
	key := m.picked()[0].LinkKey
	switch {
	case !m.known[key]:
		return "This cell is still being read: try again in a moment."
	case m.cells[key] == model.Absent:
		return "There is no membership in this cell: press " + m.style.Key(keymap.Assign) + " to assign."
	}
	return ""
}

// picked returns the marked heroes, else the one under the cursor, with the team
// under the cursor, whether they are members or not.
func (m *matrix) picked() []model.MembershipRef {
	team, ok := m.teams.Current()
	if !ok {
		return nil
	}
	var members []model.MembershipRef
	for _, hero := range m.heroes.Selected() {
		members = append(members, dialog.MembershipOf(dialog.TeamName(team.Team), dialog.HeroName(hero.Hero), true))
	}
	return members
}

func (m *matrix) Do(a keymap.Action) tea.Cmd {
	var cmd tea.Cmd
	switch a {
	case keymap.LeftPane:
		m.teams.Move(-1)
	case keymap.RightPane:
		m.teams.Move(1)
	case keymap.ToggleTraining:
		cmd = m.toggle()
	case keymap.Assign:
		want := intent.Assign{Members: m.picked(), Standing: model.Training}
		cmd = withUnseen(m.host, m.heroes, func() tea.Cmd { return dialog.Assign(m.host, m.store, m.style, want) })
	case keymap.Move:
		cmd = moveMembers(m.host, m.heroes, m.store, m.style, m.picked())
	case keymap.Remove:
		cmd = m.host.Confirm(m.style.Say("Remove from the team?"), intent.Remove{Members: m.picked()})
	case keymap.NewRow:
		m.host.Ask(dialog.NewHeroForm(m.store, m.style, "", nil, model.Training))
	case keymap.Edit:
		if hero, ok := m.heroes.Current(); ok {
			cmd = dialog.Open(m.host, m.store, dialog.EditHero(m.store, m.style, hero.Hero))
		}
	case keymap.Enter:
		p := m.Here()
		cmd = m.host.Visit(Place{View: HeroesView, Master: p.Master, Detail: p.Detail})
	case keymap.Copy:
		cmd = m.copyCell()
	case keymap.CopyList:
		cmd = m.copyTable()
	case keymap.Details:
		member := m.picked()[0]
		if hero, ok := m.heroes.Current(); ok {
			member.HeroID = hero.ID
		}
		cmd = dialog.ShowDetails(m.host, m.store, m.style, dialog.MemberSections(member.LinkKey, true, true))
	default:
		cmd = list.Perform(m.heroes, a)
	}
	return tea.Batch(cmd, m.Extend())
}

// Extend reads the rows, the columns and the cells that the window has room for.
func (m *matrix) Extend() tea.Cmd {
	return tea.Batch(m.heroes.Extend(), m.teams.Extend(), m.fill())
}

// toggle requests the opposite standing for the membership under the cursor, or for those of
// the marked heroes, which may be off the screen.
func (m *matrix) toggle() tea.Cmd {
	members := m.picked()
	if m.heroes.Marked() > 0 {
		return withUnseen(m.host, m.heroes, func() tea.Cmd { return m.host.ToggleUnseen(members) })
	}
	return toggleMembers(m.host, m.heroes, m.style, members, m.cells)
}

func (m *matrix) copyCell() tea.Cmd {
	hero, _ := m.heroes.Current()
	team, _ := m.teams.Current()
	key := model.LinkKey{TeamID: team.ID, HeroID: hero.ID}
	return m.host.Copy([]string{hero.Name, team.Name, m.cells[key].String()})
}

// CanClear reports whether there is a filter or a mark to clear, on either axis.
func (m *matrix) CanClear() bool { return list.CanClear(m.heroes) || list.CanClear(m.teams) }

// Clear clears the filter, else the marks, first of the heroes, then of the
// teams.
func (m *matrix) Clear() tea.Cmd {
	if list.CanClear(m.heroes) {
		return list.Clear(m.heroes)
	}
	return list.Clear(m.teams)
}

// Team returns false: a cell is of a hero too.
func (m *matrix) Team() (model.Team, bool) { return model.Team{}, false }

// FilterTarget returns the axis that a filter is typed for.
func (m *matrix) FilterTarget(a keymap.Action) list.Pane {
	if a == keymap.FilterTeams {
		return m.teams
	}
	return m.heroes
}

func (m *matrix) Click(x, y int) tea.Cmd {
	m.heroes.ClickRow(y - m.headerLines()) // under the names of the teams
	if column := x - 1 - m.nameWidth(); column >= 0 {
		m.teams.JumpOnScreen(column / m.cellWidth())
	}
	return m.Extend()
}

func (m *matrix) Wheel(_, _, rows int) tea.Cmd {
	m.heroes.Move(rows)
	return tea.Batch(m.heroes.Extend(), m.fill())
}
