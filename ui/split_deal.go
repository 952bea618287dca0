package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// canEdit returns why the row under the cursor can't be edited, removed or
// copied.
func (v *split[M, D]) canEdit(a action) string {
	if v.list().empty() {
		return "There is no row under the cursor."
	}
	row, ok := v.detail.current()
	if a == actEdit && v.focus == rightSide && ok && len(typedFields(v.store, linkTable)) == 0 {
		return v.dangles(row)
	}
	return notYet(v.list())
}

// deal does what opens a dialog about rows, or takes them away.
func (v *split[M, D]) deal(a action) tea.Cmd {
	switch a {
	case actNew:
		v.host.ask(v.newRow())
	case actAssign:
		return v.assign()
	case actEdit:
		return v.edit()
	case actRemove:
		return v.remove()
	case actCopy:
		return v.copy()
	case actDetails:
		return v.details()
	}
	return nil
}

// targets are the marked rows of the left pane, else the one under its cursor.
func (v *split[M, D]) targets() []data.Name {
	if v.focus == rightSide {
		row, _ := v.master.current()
		return []data.Name{v.nameOf(row)}
	}
	return each(v.master.picked(), v.nameOf)
}

// newRow returns the form of a new row of the pane that has the focus. One of
// the right pane belongs to the row of the left one.
func (v *split[M, D]) newRow() dialog {
	var with []data.Name
	if v.focus == rightSide {
		with = v.targets()
	}
	if v.heroes == (v.focus == leftSide) {
		return newHeroForm(v.store, v.look, "", with, true)
	}
	return newTeamForm(v.store, v.look, "", with, true)
}

// assign opens the picker for the targets.
func (v *split[M, D]) assign() tea.Cmd {
	targets := v.targets()
	title := "Assign to " + v.look.all(targets)
	if v.heroes {
		title = "Teams for " + v.look.all(targets)
	}
	open := func() tea.Cmd {
		p := newPicker(v.store, v.look, title, targets, !v.heroes)
		v.host.ask(p)
		return p.load()
	}
	if v.focus == rightSide { // it is for the row of the left pane
		return open()
	}
	return withUnseen(v.host, v.master, open)
}

// edit opens the form of the row under the cursor. A membership that has fields has
// one of its own, and several of them are changed together.
func (v *split[M, D]) edit() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.master.current()
		return askForm(v.host, v.store, v.editRow(row))
	}
	row, _ := v.detail.current()
	if len(typedFields(v.store, linkTable)) == 0 {
		return askForm(v.host, v.store, v.editDetail(row))
	}
	if v.detail.marked() > 0 {
		members := v.seenOf(v.detail.picked())
		return withUnseen(v.host, v.detail, func() tea.Cmd {
			v.host.ask(newFieldMenu(v.store, v.look, members))
			return nil
		})
	}
	seen, isTraining := v.standing(row)
	return askForm(v.host, v.store, editMember(v.store, v.look, seen, isTraining))
}

// remove asks before rows of the left pane are deleted, or memberships of the
// right one end.
func (v *split[M, D]) remove() tea.Cmd {
	if v.focus == leftSide {
		return v.host.confirm("Delete "+v.look.kindAndName(v.targets())+"?", v.delete(v.master.picked()))
	}
	return v.host.confirm("Remove from the team?", data.Remove{Members: v.seenOf(v.detail.picked())})
}

func (v *split[M, D]) copy() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.master.current()
		return v.host.copy(v.copyRow(row))
	}
	row, _ := v.detail.current()
	return v.host.copy(v.copyDetail(row))
}

// details shows every column of the row under the cursor; of a membership those of
// the row at its other end too.
func (v *split[M, D]) details() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.master.current()
		name := v.nameOf(row)
		return showDetails(v.host, v.store, v.look, []rowPart{partOf(name)})
	}
	row, _ := v.detail.current()
	seen, _ := v.standing(row)
	return showDetails(v.host, v.store, v.look, memberParts(seen.LinkKey, v.heroes, !v.heroes))
}

// seenOf returns the memberships of rows as they are on screen.
func (v *split[M, D]) seenOf(rows []D) []data.Seen {
	return each(rows, func(row D) data.Seen {
		seen, _ := v.standing(row)
		return seen
	})
}
