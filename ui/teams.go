package ui

import (
	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
)

// The numbers of the views: their keys, less one.
const (
	teamsView = iota
	heroesView
	matrixView
	trainingView
	historyView
)

// newTeams returns the view of the teams, beside the roster of the one under
// the cursor.
func newTeams(s *data.Store, look *look, h host) view {
	v := newTeamSplit(s, look, h, query.AnyStatus)
	v.number, v.title, v.hint = teamsView, "Teams", teamsHint
	return v
}

// newTraining returns the view of everyone in training: the teams that have
// trainees, and beside them who that is.
func newTraining(s *data.Store, look *look, h host) view {
	v := newTeamSplit(s, look, h, query.OnlyTraining)
	v.number, v.title, v.hint = trainingView, "Training", trainingHint
	return v
}

// newTeamSplit returns a split of teams and their members, both of them with
// this status only.
func newTeamSplit(s *data.Store, look *look, h host, status query.Status) *split[teamRow, memberRow] {
	v := &split[teamRow, memberRow]{host: h, look: look, store: s}
	v.master = newList(s, look, teamList(s, look, status))
	v.detail = newList(s, look, memberList(s, look, status))
	v.splitSpec = splitSpec[teamRow, memberRow]{
		legend: look.legend, share: 30,
		about: func(t teamRow) (string, string, string) {
			note := ""
			if t.tallied {
				note = look.tally(t.tally)
			}
			return look.named(t.Name, "team", t.ID), look.clean(t.Headquarters), note
		},
		standing: func(m memberRow) (model.MembershipRef, bool) {
			seen := model.MembershipRef{LinkKey: m.Key(), Hero: m.Hero.Name}
			if t, ok := v.master.current(); ok && t.ID == m.TeamID {
				seen.Team = t.Name
			}
			return seen, m.Standing == model.Training
		},
		toDetail: func(m memberRow) (place, string) {
			if m.Missing {
				return place{}, "This membership is of a hero that does not exist."
			}
			return place{view: heroesView, master: m.Hero.ID, detail: m.TeamID}, ""
		},
		set: func(m *memberRow, state change.LinkState) {
			m.Standing = model.StandingOf(state.Standing == model.Training)
		},

		deals: teamDeals(s, look),
		dangles: func(m memberRow) string {
			if m.Missing {
				return "This membership is of a hero that does not exist."
			}
			return ""
		},
		editDetail: func(m memberRow) *form { return editHero(s, look, m.Hero) },
		copyDetail: func(m memberRow) []string {
			return []string{m.Hero.Name, m.Hero.Age.Text, m.Standing.String()}
		},
	}
	return v
}

// teamDeals is what can be done with teams.
func teamDeals(s *data.Store, look *look) deals[teamRow] {
	return deals[teamRow]{
		nameOf:  func(t teamRow) model.Name { return teamName(t.Team) },
		editRow: func(t teamRow) *form { return editTeam(s, look, t.Team) },
		delete: func(rows []teamRow) intent.Intent {
			return intent.DeleteTeams{Teams: each(rows, func(t teamRow) model.Team { return t.Team })}
		},
		copyRow: func(t teamRow) []string { return []string{t.Name, t.Headquarters} },
	}
}

func teamsHint(s side, filtered bool) []string {
	switch {
	case filtered && s == leftSide:
		return []string{"No team matches.", "esc clears the filter."}
	case filtered:
		return []string{"No member matches.", "esc clears the filter."}
	case s == leftSide:
		return []string{"No teams yet.", "n makes the first one."}
	}
	return []string{"Nobody is on this team yet.", "a assigns heroes. enter, then n, makes a new one here."}
}

func trainingHint(s side, filtered bool) []string {
	switch {
	case filtered:
		return []string{"Nobody matches.", "esc clears the filter."}
	case s == leftSide:
		return []string{"Nobody is in training.", "a in a team's roster takes somebody in."}
	}
	return []string{"Nobody here is in training any more."}
}
