package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
)

// canEdit returns why the row under the cursor can't be edited, removed or
// copied.
func (v *listDetail[M, D]) canEdit(a keymap.Action) string {
	if v.focused().IsEmpty() {
		return "There is no row under the cursor."
	}
	row, ok := v.right.Current()
	if a == keymap.Edit && v.focus == rightSide && ok && len(dialog.TypedFields(v.store, model.LinkTable)) == 0 {
		return v.missingReason(row)
	}
	return list.MarkingReason(v.focused())
}

// openDialog does what opens a dialog about rows, or takes them away.
func (v *listDetail[M, D]) openDialog(a keymap.Action) tea.Cmd {
	switch a {
	case keymap.NewRow:
		v.host.Ask(v.newRow())
	case keymap.Assign:
		return v.assign()
	case keymap.Move:
		return v.move()
	case keymap.Edit:
		return v.edit()
	case keymap.Remove:
		return v.remove()
	case keymap.Copy:
		return v.copyFocused()
	case keymap.Details:
		return v.details()
	}
	return nil
}

// assignTargets are the marked rows of the left pane, else the one under its cursor.
func (v *listDetail[M, D]) assignTargets() []model.Name {
	if v.focus == rightSide {
		row, _ := v.left.Current()
		return []model.Name{v.nameOf(row)}
	}
	return list.Map(v.left.Selected(), v.nameOf)
}

// newRow returns the form of a new row of the pane that has the focus. One of
// the right pane belongs to the row of the left one.
func (v *listDetail[M, D]) newRow() dialog.Dialog {
	var with []model.Name
	if v.focus == rightSide && !v.ofAll() {
		with = v.assignTargets()
	}
	if v.heroes == (v.focus == leftSide) {
		return dialog.NewHeroForm(v.store, v.style, "", with, model.Training)
	}
	return dialog.NewTeamForm(v.store, v.style, "", with, model.Training)
}

// assign opens the picker for the targets.
func (v *listDetail[M, D]) assign() tea.Cmd {
	targets := v.assignTargets()
	title := "Assign to " + v.style.Names(targets)
	if v.heroes {
		title = v.style.Say("Teams for ") + v.style.Names(targets)
	}
	open := func() tea.Cmd {
		p, cmd := dialog.NewPicker(v.store, v.style, title, targets, !v.heroes)
		v.host.Ask(p)
		return cmd
	}
	if v.focus == rightSide { // it is for the row of the left pane
		return open()
	}
	return withUnseen(v.host, v.left, open)
}

// edit opens the form of the row under the cursor. A membership that has fields has
// one of its own, and several of them are changed together.
func (v *listDetail[M, D]) edit() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.left.Current()
		return dialog.Open(v.host, v.store, v.editRow(row))
	}
	row, _ := v.right.Current()
	if len(dialog.TypedFields(v.store, model.LinkTable)) == 0 {
		return dialog.Open(v.host, v.store, v.editDetail(row))
	}
	if v.right.Marked() > 0 {
		members := v.seenOf(v.right.Selected())
		return withUnseen(v.host, v.right, func() tea.Cmd {
			v.host.Ask(dialog.NewFieldMenu(v.store, v.style, members))
			return nil
		})
	}
	seen, standing := v.memberOf(row)
	return dialog.Open(v.host, v.store, dialog.EditMember(v.store, v.style, seen, standing))
}

// remove asks before rows of the left pane are deleted, or memberships of the
// right one end.
func (v *listDetail[M, D]) remove() tea.Cmd {
	if v.focus == leftSide {
		return v.host.Confirm("Delete "+v.style.KindAndNames(v.assignTargets())+"?", v.delete(v.left.Selected()))
	}
	return v.host.Confirm(v.style.Say("Remove from the team?"), intent.Remove{Members: v.seenOf(v.right.Selected())})
}

func (v *listDetail[M, D]) copyFocused() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.left.Current()
		return v.host.Copy(v.copyRow(row))
	}
	row, _ := v.right.Current()
	return v.host.Copy(v.copyDetail(row))
}

// details shows every column of the row under the cursor; of a membership those of
// the row at its other end too.
func (v *listDetail[M, D]) details() tea.Cmd {
	if v.focus == leftSide {
		row, _ := v.left.Current()
		name := v.nameOf(row)
		return dialog.ShowDetails(v.host, v.store, v.style, []dialog.Section{dialog.SectionOf(name)})
	}
	row, _ := v.right.Current()
	seen, _ := v.memberOf(row)
	return dialog.ShowDetails(v.host, v.store, v.style, dialog.MemberSections(seen.LinkKey, v.heroes, !v.heroes))
}

// seenOf returns the memberships of rows as they are on screen.
func (v *listDetail[M, D]) seenOf(rows []D) []model.MembershipRef {
	return list.Map(rows, func(row D) model.MembershipRef {
		seen, _ := v.memberOf(row)
		return seen
	})
}
