package ui

import "roster/data"

// The numbers of the views: their keys, less one.
const (
	teamsView = iota
	heroesView
)

// newTeams returns the view of the teams, beside the roster of the one under
// the cursor.
func newTeams(s *data.Store, look *look, h host) view {
	v := &split[teamRow, memberRow]{host: h, look: look}
	v.master = newList(s, look, teamList(s, look))
	v.detail = newList(s, look, memberList(s, look))
	v.splitSpec = splitSpec[teamRow, memberRow]{
		number: teamsView, title: "Teams", legend: look.legend, hint: teamsHint,
		about: func(t teamRow) (string, string, string) {
			note := ""
			if t.tallied {
				note = look.tally(t.tally)
			}
			return look.named(t.Name, "team", t.ID), look.clean(t.Headquarters), note
		},
		standing: func(m memberRow) (data.Seen, bool) {
			seen := data.Seen{LinkKey: m.Key(), Hero: m.Hero.Name}
			if t, ok := v.master.current(); ok && t.ID == m.TeamID {
				seen.Team = t.Name
			}
			return seen, m.Training
		},
		toDetail: func(m memberRow) (place, string) {
			if m.Missing {
				return place{}, "This membership is of a hero that does not exist."
			}
			return place{view: heroesView, master: m.Hero.ID, detail: m.TeamID}, ""
		},
		set: func(m *memberRow, state data.LinkState) { m.Training = state.Standing == data.Training },
	}
	return v
}

func teamsHint(s side, filtered bool) []string {
	switch {
	case filtered && s == leftSide:
		return []string{"No team matches.", "esc clears the filter."}
	case filtered:
		return []string{"No member matches.", "esc clears the filter."}
	case s == leftSide:
		return []string{"No teams yet.", "roster --demo shows what it looks like with some."}
	}
	return []string{"Nobody is on this team yet."}
}
