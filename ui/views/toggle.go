package views

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// toggleMembers requests the opposite standing for memberships of a list, based on what is
// displayed; if they differ it asks which way.
func toggleMembers(h Host, p list.Pane, st *style.Style, members []model.MembershipRef, standings map[model.LinkKey]model.Standing) tea.Cmd {
	intent, trainees := write.ToggleIntent(members, standings)
	if trainees > 0 {
		h.Ask(dialog.AskStanding(st, members, trainees, p.Unseen()))
		return nil
	}
	return withUnseen(h, p, func() tea.Cmd { return h.Want(intent) })
}

// moveMembers opens the picker of the team that members of a list move to.
func moveMembers(h Host, p list.Pane, s *data.Store, st *style.Style, members []model.MembershipRef) tea.Cmd {
	return withUnseen(h, p, func() tea.Cmd {
		d, cmd := dialog.NewMovePicker(s, st, members)
		h.Ask(d)
		return cmd
	})
}

// withUnseen does something to the marked rows: at once, or after asking if some of
// them were not seen since the list is filtered so.
func withUnseen(h Host, p list.Pane, do func() tea.Cmd) tea.Cmd {
	if p.Unseen() == 0 {
		return do()
	}
	h.Ask(dialog.AskUnseen(p.Marked(), p.Unseen(), do))
	return nil
}
