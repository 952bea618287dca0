package views

import (
	"roster/data"
	"roster/data/change"
	"roster/data/intent"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// NewTeams returns the view of the teams, beside the roster of the one under
// the cursor.
func NewTeams(s *data.Store, st *style.Style, h Host) View {
	v := newTeamListDetail(s, st, h, query.AnyStatus)
	v.number, v.title, v.hint = TeamsView, st.Say("Teams"), teamsHint
	return v
}

// newTeamListDetail returns a view of teams and their members, both of them with
// this status only.
func newTeamListDetail(s *data.Store, st *style.Style, h Host, status query.StatusFilter) *listDetail[teamRow, memberRow] {
	v := &listDetail[teamRow, memberRow]{host: h, style: st, store: s}
	v.left = list.New(s, st, teamList(s, st, status))
	v.right = list.New(s, st, memberList(s, st, status))
	v.listDetailSpec = listDetailSpec[teamRow, memberRow]{
		legend: func() []string { return legends(st.Legend(), understaffedLegend(s, st, v.left.Rows())) }, share: 30,
		titlesOf: func(t teamRow) (string, string, string) {
			if t.isAll() {
				return t.Name, "", v.right.Amount()
			}
			note := ""
			if t.tallied {
				note = st.Tally(t.tally)
			}
			return st.Name(t.Name, "team", t.ID), st.Clean(t.Headquarters), note
		},
		memberOf: func(m memberRow) (model.MembershipRef, model.Standing) {
			seen := model.MembershipRef{LinkKey: m.Key(), Hero: m.Hero.Name, Team: m.team}
			if t, ok := v.left.Current(); ok && t.ID == m.TeamID {
				seen.Team = t.Name
			}
			return seen, m.Standing
		},
		toDetail: func(m memberRow) (Place, string) {
			if m.Missing {
				return Place{}, st.Say("The hero of this membership does not exist.")
			}
			return Place{View: HeroesView, Master: m.Hero.ID, Detail: m.TeamID}, ""
		},
		set: func(m *memberRow, state change.LinkState) { m.Standing = state.Standing },

		rowActions: teamActions(s, st),
		missingReason: func(m memberRow) string {
			if m.Missing {
				return st.Say("The hero of this membership does not exist.")
			}
			return ""
		},
		editDetail: func(m memberRow) *dialog.Form { return dialog.EditHero(s, st, m.Hero) },
		copyDetail: func(m memberRow) []string {
			parts := []string{m.Hero.Name, m.Hero.Age.Text, st.Words.Standing(m.Standing)}
			if m.team != "" {
				parts = append(parts, m.team)
			}
			return parts
		},
		detailTitles: []string{st.Say("hero"), "age", "status", st.Say("team")},
	}
	v.detailTitles, v.copyDetail = present(s, v.detailTitles, v.copyDetail)
	return v
}

// teamActions is what can be done with teams.
func teamActions(s *data.Store, st *style.Style) rowActions[teamRow] {
	a := rowActions[teamRow]{
		nameOf:  func(t teamRow) model.Name { return dialog.TeamName(t.Team) },
		editRow: func(t teamRow) *dialog.Form { return dialog.EditTeam(s, st, t.Team) },
		delete: func(rows []teamRow) intent.Intent {
			return intent.DeleteTeams{Teams: list.Map(rows, func(t teamRow) model.Team { return t.Team })}
		},
		copyRow:   func(t teamRow) []string { return []string{t.Name, t.Headquarters} },
		rowTitles: []string{st.Say("team"), "headquarters"},
	}
	a.rowTitles, a.copyRow = present(s, a.rowTitles, a.copyRow)
	return a
}

func teamsHint(st *style.Style, s side, filtered bool) []string {
	switch {
	case filtered && s == leftSide:
		return []string{st.Say("No team matches."), "Press esc to clear the filter."}
	case filtered:
		return []string{"No member matches.", "Press esc to clear the filter."}
	case s == leftSide:
		return []string{st.Say("No teams yet."), "Press " + st.Key(keymap.NewRow) + " to create one.", importHint(st)}
	}
	return []string{st.Say("No one is on this team yet."), "Press " + st.Key(keymap.Assign) + st.Say(" to assign heroes, or ") + st.Key(keymap.Enter) + " and then " + st.Key(keymap.NewRow) + " to create one."}
}

// importHint returns how to import a list that exists elsewhere.
func importHint(st *style.Style) string {
	return "Press " + st.Key(keymap.Import) + " to import a file, or to paste a table."
}
