package views

import (
	"context"
	"math"
	"slices"

	"roster/data"
	"roster/data/change"
	"roster/data/field"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
)

// allTeams is the ID of the row that represents all teams. No team has it.
var allTeams = model.NumberID(math.MinInt64)

// NewTraining returns the view of everyone in training: all teams, and the teams that have
// trainees, and beside them who that is.
func NewTraining(s *data.Store, st *style.Style, h Host) View {
	v := newTeamListDetail(s, st, h, query.OnlyTraining)
	v.number, v.title = TrainingView, st.Say("Training")
	v.hint = func(st *style.Style, s side, filtered bool) []string {
		return trainingHint(st, s, filtered, v.ofAll())
	}
	v.left.Fetch = withAllTeams(v.left.Fetch, st.Say("All teams"))
	v.left.IsPinned = teamRow.isAll
	v.left.Columns = allTeamsNamed(v.left.Columns)
	v.right.Fetch = traineesOf(s, v.right.Fetch)
	v.right.Enrich = traineeFields(s, v.right.Enrich)
	v.right.TeamOf = func(m memberRow) model.ID {
		if v.ofAll() {
			return m.TeamID
		}
		return model.ID{}
	}
	ofTeam := v.right.Columns
	v.right.Columns = func() []style.Column[memberRow] {
		if v.ofAll() {
			return traineeColumns(s, st)
		}
		return ofTeam()
	}
	v.isAll = teamRow.isAll
	return v
}

// isAll reports whether the row represents all teams.
func (r teamRow) isAll() bool { return r.ID == allTeams }

// ofAll reports whether the right pane is about all rows of the left one together.
func (v *listDetail[M, D]) ofAll() bool { return v.isAll != nil && v.of == allTeams }

// onAll reports whether the cursor of the left pane is on the row that represents all teams.
func (v *listDetail[M, D]) onAll() bool {
	row, ok := v.left.Current()
	return ok && v.isAll != nil && v.isAll(row)
}

// kind returns the list of the right pane.
func (v *listDetail[M, D]) kind(id model.ID) query.List {
	if v.isAll != nil && id == allTeams {
		return query.Trainees
	}
	return v.right.Kind
}

// canDoWithAll returns why an action needs a team, while the cursor is on the row that
// represents all of them.
func (v *listDetail[M, D]) canDoWithAll(a keymap.Action) string {
	switch a {
	case keymap.Assign:
	case keymap.Edit, keymap.Copy, keymap.Remove, keymap.Details, keymap.Mark:
		if v.focus == rightSide {
			return ""
		}
	default:
		return ""
	}
	return v.style.Say("This works on one team: choose one below All teams first.")
}

// fetchTeams is what reads pages of teams.
type fetchTeams = func(context.Context, query.Query, query.Seek) (query.Page[teamRow], error)

// withAllTeams puts the row of all teams, of this name, before the first one, if there are any, or if a
// filter hides them.
func withAllTeams(fetch fetchTeams, name string) fetchTeams {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[teamRow], error) {
		onAll := at.Place == query.Around && at.ID == allTeams
		if onAll {
			at.Place, at.HasID = query.First, false
		}
		p, err := fetch(ctx, q, at)
		if err != nil || p.Before || at.Place == query.Next || len(p.Rows) == 0 && len(q.Filter) == 0 {
			return p, err
		}
		p.Rows = append([]teamRow{{Team: model.Team{ID: allTeams, Name: name}}}, p.Rows...)
		p.Anchors = append([]query.Anchor{{}}, p.Anchors...)
		if at.Place == query.Around && at.HasID && len(p.Rows) > 1 {
			p.At++
		}
		return p, nil
	}
}

// allTeamsNamed leaves the row of all teams without counts.
func allTeamsNamed(columns func() []style.Column[teamRow]) func() []style.Column[teamRow] {
	return func() []style.Column[teamRow] {
		all := columns()
		for i, c := range all[1:] {
			all[1+i].Cell = func(r teamRow) style.Cell {
				if r.isAll() {
					return style.Cell{Role: style.Muted}
				}
				return c.Cell(r)
			}
		}
		return all
	}
}

// fetchMembers is what reads pages of members.
type fetchMembers = func(context.Context, query.Query, query.Seek) (query.Page[memberRow], error)

// traineesOf reads those of all teams if the list has them.
func traineesOf(s *data.Store, ofTeam fetchMembers) fetchMembers {
	return func(ctx context.Context, q query.Query, at query.Seek) (query.Page[memberRow], error) {
		if q.List != query.Trainees {
			return ofTeam(ctx, q, at)
		}
		p, err := s.Reader().Trainees(ctx, q, at)
		return list.MapPage(p, err, func(m query.Trainee) memberRow { return memberRow{Member: m.Member, team: m.Team.Name} })
	}
}

// enrichMembers is what reads what arrives after members.
type enrichMembers = func(context.Context, query.Query, []memberRow) (map[model.LinkKey]memberRow, error)

// traineeFields reads the fields alone for those of all teams.
func traineeFields(s *data.Store, ofTeam enrichMembers) enrichMembers {
	return func(ctx context.Context, q query.Query, rows []memberRow) (map[model.LinkKey]memberRow, error) {
		if q.List != query.Trainees {
			return ofTeam(ctx, q, rows)
		}
		full, err := withFields(ctx, s, rows)
		return list.Keyed(full, func(r memberRow) (model.LinkKey, memberRow) { return r.Key(), r }), err
	}
}

// traineeColumns are those of the trainees of all teams: the team, and since when, come
// first.
func traineeColumns(s *data.Store, st *style.Style) []style.Column[memberRow] {
	fields := slices.Clone(st.Fields)
	slices.SortStableFunc(fields, func(a, b field.Field) int { return isTrue(s.IsSince(b)) - isTrue(s.IsSince(a)) })
	columns := []style.Column[memberRow]{memberNameColumn(st), {Span: style.Span{Min: 8, Max: 40}, Title: st.Say("Team"), By: style.By(query.ByTeam), Cell: func(r memberRow) style.Cell {
		return style.Cell{Text: st.Name(r.team, "team", r.TeamID), Role: style.Plain}
	}}}
	ages := ageColumns(s, st, func(r memberRow) model.Age { return r.Hero.Age })
	for i := range ages {
		ages[i].Drop = 3 + len(fields)
	}
	status := badgeColumn(st, func(r memberRow) model.Standing { return r.Standing })
	status.Drop, status.By = 2, nil
	return slices.Concat(columns, fieldColumns(st, fields, 1, func(r memberRow) field.Values { return r.fields }), ages, []style.Column[memberRow]{status}, heroFieldColumns(st, 4+len(fields)))
}

func isTrue(v bool) int {
	if v {
		return 1
	}
	return 0
}

func trainingHint(st *style.Style, s side, filtered, all bool) []string {
	switch {
	case filtered && all:
		return []string{st.Say("No one in training matches."), "Press esc to clear the filter."}
	case filtered:
		return []string{"No one matches.", "Press esc to clear the filter."}
	case s == leftSide:
		return []string{st.Say("No one is in training."), "Press " + st.Key(keymap.Assign) + st.Say(" in a team to assign trainees.")}
	case all:
		return []string{st.Say("No one is in training any more.")}
	}
	return []string{st.Say("No one here is in training any more.")}
}

// isShown reports whether a membership belongs to what the right pane shows.
func (v *listDetail[M, D]) isShown(key model.LinkKey) bool {
	return v.ofAll() || v.thisEnd(key) == v.of
}

// memberAt returns what the right pane goes by.
func (v *listDetail[M, D]) memberAt(link change.LinkState) (id, team model.ID) {
	id = v.otherEnd(link.Key)
	if v.ofAll() {
		team = link.Key.TeamID
	}
	return id, team
}
