package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// toggle wants the other standing for memberships of a list, by what is on screen; where
// they differ it asks which way.
func toggle(h host, p pane, members []data.Seen, inTraining func(data.LinkKey) bool) tea.Cmd {
	intent, trainees := otherWay(members, inTraining)
	if trainees > 0 {
		h.ask(askWhichWay(members, trainees, p.unseen()))
		return nil
	}
	return withUnseen(h, p, func() tea.Cmd { return h.want(intent) })
}

// withUnseen does something to the marked rows: at once, or after asking where some of
// them were not seen since the list is filtered so.
func withUnseen(h host, p pane, do func() tea.Cmd) tea.Cmd {
	if p.unseen() == 0 {
		return do()
	}
	h.ask(askUnseen(p.marked(), p.unseen(), do))
	return nil
}
