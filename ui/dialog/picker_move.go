package dialog

import (
	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/style"
)

// NewMovePicker returns a picker of the team that members move to, and the command that
// reads the first candidates.
func NewMovePicker(s *data.Store, st *style.Style, members []model.MembershipRef) (Dialog, tea.Cmd) {
	heroes := heroesOf(members)
	p := newPicker(s, st, "Move "+st.Names(heroes)+" to", heroes, false)
	p.moving = members
	return p, p.load()
}

// heroesOf returns the heroes of memberships, each but once.
func heroesOf(members []model.MembershipRef) []model.Name {
	var heroes []model.Name
	known := map[model.ID]bool{}
	for _, m := range members {
		if !known[m.HeroID] {
			known[m.HeroID] = true
			heroes = append(heroes, model.Name{Table: model.HeroTable, ID: m.HeroID, Name: m.Hero})
		}
	}
	return heroes
}

// isForMany reports whether a key of the picker is about marks, new rows or how they join.
func isForMany(key string) bool { return key == "tab" || key == "ctrl+t" || key == "ctrl+n" }

// move moves the members to the team under the cursor.
func (p *picker) move(picked []candidate) Outcome {
	if len(picked) == 0 {
		return Outcome{}
	}
	want := intent.Move{Members: p.moving, To: picked[0].Name}
	return Outcome{Done: true, Writes: true, Answer: func(h Host) tea.Cmd { return h.Want(want) }}
}
