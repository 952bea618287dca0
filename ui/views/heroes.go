package views

import (
	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// NewHeroes returns the view of the heroes, beside the teams of the one under
// the cursor.
func NewHeroes(s *data.Store, st *style.Style, h Host) View {
	v := &listDetail[heroRow, membershipRow]{host: h, style: st, store: s}
	v.left = list.New(s, st, heroList(s, st))
	v.right = list.New(s, st, membershipList(s, st))
	v.listDetailSpec = listDetailSpec[heroRow, membershipRow]{
		number: HeroesView, title: st.Say("Heroes"), hint: heroesHint, heroes: true, share: 38,
		legend:       func() []string { return []string{st.Legend()} },
		detailLegend: func() string { return understaffedLegend(s, st, v.right.Rows()) },
		titlesOf: func(r heroRow) (string, string, string) {
			note := ""
			if r.tallied {
				note = st.Tally(r.tally)
			}
			return st.Name(r.Name, "hero", r.ID), st.SecretName(r.SecretName), note
		},
		memberOf: func(m membershipRow) (model.MembershipRef, model.Standing) {
			seen := model.MembershipRef{LinkKey: m.Key(), Team: m.Team.Name}
			if h, ok := v.left.Current(); ok && h.ID == m.HeroID {
				seen.Hero = h.Name
			}
			return seen, m.Standing
		},
		toDetail: func(m membershipRow) (Place, string) {
			if m.Missing {
				return Place{}, st.Say("The team of this membership does not exist.")
			}
			return Place{View: TeamsView, Master: m.Team.ID, Detail: m.HeroID}, ""
		},
		set: func(m *membershipRow, state change.LinkState) { m.Standing = state.Standing },

		rowActions: heroActions(s, st),
		missingReason: func(m membershipRow) string {
			if m.Missing {
				return st.Say("The team of this membership does not exist.")
			}
			return ""
		},
		editDetail: func(m membershipRow) *dialog.Form { return dialog.EditTeam(s, st, m.Team) },
		copyDetail: func(m membershipRow) []string {
			return []string{m.Team.Name, st.Words.Standing(m.Standing), m.Team.Headquarters}
		},
		detailTitles: []string{st.Say("team"), "status", "headquarters"},
	}
	v.detailTitles, v.copyDetail = present(s, v.detailTitles, v.copyDetail)
	return v
}

// heroActions is what can be done with heroes.
func heroActions(s *data.Store, st *style.Style) rowActions[heroRow] {
	a := rowActions[heroRow]{
		nameOf:  func(r heroRow) model.Name { return dialog.HeroName(r.Hero) },
		editRow: func(r heroRow) *dialog.Form { return dialog.EditHero(s, st, r.Hero) },
		delete: func(rows []heroRow) intent.Intent {
			return intent.DeleteHeroes{Heroes: list.Map(rows, func(r heroRow) model.Hero { return r.Hero })}
		},
		copyRow: func(r heroRow) []string {
			if st.Revealed {
				return []string{r.Name, r.Age.Text, r.SecretName}
			}
			return []string{r.Name, r.Age.Text}
		},
		rowTitles: []string{st.Say("hero"), "age", "secret name"},
	}
	a.rowTitles, a.copyRow = present(s, a.rowTitles, a.copyRow)
	return a
}

func heroesHint(st *style.Style, s side, filtered bool) []string {
	switch {
	case filtered && s == leftSide:
		return []string{st.Say("No hero matches."), "Press esc to clear the filter."}
	case filtered:
		return []string{st.Say("No team matches."), "Press esc to clear the filter."}
	case s == leftSide:
		return []string{st.Say("No heroes yet."), "Press " + st.Key(keymap.NewRow) + " to create one.", importHint(st)}
	}
	return []string{st.Say("This hero is on no team yet."), "Press " + st.Key(keymap.Assign) + st.Say(" to assign teams.")}
}
