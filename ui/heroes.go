package ui

import (
	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
)

// newHeroes returns the view of the heroes, beside the teams of the one under
// the cursor.
func newHeroes(s *data.Store, look *look, h host) view {
	v := &split[heroRow, membershipRow]{host: h, look: look, store: s}
	v.master = newList(s, look, heroList(s, look))
	v.detail = newList(s, look, membershipList(s, look))
	v.splitSpec = splitSpec[heroRow, membershipRow]{
		number: heroesView, title: "Heroes", legend: look.legend, hint: heroesHint, heroes: true, share: 38,
		about: func(r heroRow) (string, string, string) {
			note := ""
			if r.tallied {
				note = look.tally(r.tally)
			}
			return look.named(r.Name, "hero", r.ID), look.secret(r.SecretName), note
		},
		standing: func(m membershipRow) (model.MembershipRef, bool) {
			seen := model.MembershipRef{LinkKey: m.Key(), Team: m.Team.Name}
			if h, ok := v.master.current(); ok && h.ID == m.HeroID {
				seen.Hero = h.Name
			}
			return seen, m.Standing == model.Training
		},
		toDetail: func(m membershipRow) (place, string) {
			if m.Missing {
				return place{}, "This membership is of a team that does not exist."
			}
			return place{view: teamsView, master: m.Team.ID, detail: m.HeroID}, ""
		},
		set: func(m *membershipRow, state change.LinkState) {
			m.Standing = model.StandingOf(state.Standing == model.Training)
		},

		deals: heroDeals(s, look),
		dangles: func(m membershipRow) string {
			if m.Missing {
				return "This membership is of a team that does not exist."
			}
			return ""
		},
		editDetail: func(m membershipRow) *form { return editTeam(s, look, m.Team) },
		copyDetail: func(m membershipRow) []string {
			return []string{m.Team.Name, m.Standing.String(), m.Team.Headquarters}
		},
	}
	return v
}

// heroDeals is what can be done with heroes.
func heroDeals(s *data.Store, look *look) deals[heroRow] {
	return deals[heroRow]{
		nameOf:  func(r heroRow) model.Name { return heroName(r.Hero) },
		editRow: func(r heroRow) *form { return editHero(s, look, r.Hero) },
		delete: func(rows []heroRow) intent.Intent {
			return intent.DeleteHeroes{Heroes: each(rows, func(r heroRow) model.Hero { return r.Hero })}
		},
		copyRow: func(r heroRow) []string {
			if look.revealed {
				return []string{r.Name, r.Age.Text, r.SecretName}
			}
			return []string{r.Name, r.Age.Text}
		},
	}
}

func heroesHint(s side, filtered bool) []string {
	switch {
	case filtered && s == leftSide:
		return []string{"No hero matches.", "esc clears the filter."}
	case filtered:
		return []string{"No team matches.", "esc clears the filter."}
	case s == leftSide:
		return []string{"No heroes yet.", "n makes the first one."}
	}
	return []string{"This hero is on no team yet.", "a assigns teams."}
}
