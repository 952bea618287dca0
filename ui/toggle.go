package ui

import (
	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
)

// toggle wants the other standing for memberships of a list, by what is on screen; where
// they differ it asks which way.
func toggle(h host, p pane, members []model.MembershipRef, inTraining func(model.LinkKey) bool) tea.Cmd {
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

// otherWay returns what gives memberships of one standing the other one. Where
// they differ it returns how many are in training: then it has to be asked.
func otherWay(members []model.MembershipRef, inTraining func(model.LinkKey) bool) (wanted intent.SetStanding, mixedTrainees int) {
	trainees := 0
	for _, m := range members {
		if inTraining(m.LinkKey) {
			trainees++
		}
	}
	if trainees > 0 && trainees < len(members) {
		return intent.SetStanding{}, trainees
	}
	return intent.SetStanding{Members: members, Standing: model.StandingOf(trainees == 0)}, 0
}
