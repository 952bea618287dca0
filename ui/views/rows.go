package views

import (
	"context"
	"slices"

	"roster/data"
	"roster/ui/list"
	"roster/ui/style"
)

// The rows of the lists: what data reads, and what arrives after it. A tally or
// the other teams are not known until then.
type (
	teamRow struct {
		data.Team
		tally   data.Tally
		tallied bool
	}
	heroRow struct {
		data.Hero
		tally   data.Tally
		tallied bool
	}
	memberRow struct {
		data.Member
		others data.Others
		fields data.Values
	}
	membershipRow struct {
		data.Membership
		fields data.Values
	}
)

// teamList is the list of the teams of a status, each with its tally.
func teamList(s *data.Store, st *style.Style, base data.Status) list.Spec[teamRow, int64] {
	return list.Spec[teamRow, int64]{
		Kind: data.Teams, Base: base,
		Fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[teamRow], error) {
			p, err := s.Teams(ctx, q, at)
			return list.MapPage(p, err, func(t data.Team) teamRow { return teamRow{Team: t} })
		},
		Enrich: func(ctx context.Context, _ data.Query, rows []teamRow) (map[int64]teamRow, error) {
			tallies, err := s.TeamTallies(ctx, list.IDs(rows, func(r teamRow) int64 { return r.ID }))
			return list.Keyed(rows, func(r teamRow) (int64, teamRow) {
				r.tally, r.tallied = tallies[r.ID], true
				return r.ID, r
			}), err
		},
		Merge: func(into *teamRow, from teamRow) { into.tally, into.tallied = from.tally, from.tallied },
		Key:   func(r teamRow) int64 { return r.ID },
		ID:    func(r teamRow) int64 { return r.ID },
		Columns: func() []style.Column[teamRow] {
			return append([]style.Column[teamRow]{{Span: style.Span{Min: 8}, Title: "Name", Cell: func(r teamRow) style.Cell {
				return style.Cell{Text: st.Name(r.Name, "team", r.ID), Role: style.Plain}
			}}}, tallyColumns(st, func(r teamRow) (data.Tally, bool) { return r.tally, r.tallied })...)
		},
	}
}

// heroList is the list of the heroes, each with the tally of their memberships.
func heroList(s *data.Store, st *style.Style) list.Spec[heroRow, int64] {
	return list.Spec[heroRow, int64]{
		Kind: data.Heroes,
		Fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[heroRow], error) {
			p, err := s.Heroes(ctx, q, at)
			return list.MapPage(p, err, func(h data.Hero) heroRow { return heroRow{Hero: h} })
		},
		Enrich: func(ctx context.Context, _ data.Query, rows []heroRow) (map[int64]heroRow, error) {
			tallies, err := s.HeroTallies(ctx, list.IDs(rows, func(r heroRow) int64 { return r.ID }))
			return list.Keyed(rows, func(r heroRow) (int64, heroRow) {
				r.tally, r.tallied = tallies[r.ID], true
				return r.ID, r
			}), err
		},
		Merge: func(into *heroRow, from heroRow) { into.tally, into.tallied = from.tally, from.tallied },
		Key:   func(r heroRow) int64 { return r.ID },
		ID:    func(r heroRow) int64 { return r.ID },
		Columns: func() []style.Column[heroRow] {
			return append([]style.Column[heroRow]{
				{Span: style.Span{Min: 8}, Title: "Name", Cell: func(r heroRow) style.Cell {
					return style.Cell{Text: st.Name(r.Name, "hero", r.ID), Role: style.Plain}
				}},
				ageColumn(st, func(r heroRow) data.Age { return r.Age }),
			}, tallyColumns(st, func(r heroRow) (data.Tally, bool) { return r.tally, r.tallied })...)
		},
	}
}

// memberList is a team's roster: its members of a status, each with their other
// teams.
func memberList(s *data.Store, st *style.Style, base data.Status) list.Spec[memberRow, data.LinkKey] {
	return list.Spec[memberRow, data.LinkKey]{
		Kind: data.Members, Base: base,
		Fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[memberRow], error) {
			p, err := s.Members(ctx, q, at)
			return list.MapPage(p, err, func(m data.Member) memberRow { return memberRow{Member: m} })
		},
		Enrich: func(ctx context.Context, q data.Query, rows []memberRow) (map[data.LinkKey]memberRow, error) {
			others, err := s.OtherTeams(ctx, list.IDs(rows, func(r memberRow) int64 { return r.Hero.ID }), q.Of)
			if err != nil {
				return nil, err
			}
			fields, err := s.LinkFields(ctx, list.Map(rows, memberRow.Key))
			return list.Keyed(rows, func(r memberRow) (data.LinkKey, memberRow) {
				r.others, r.fields = others[r.Hero.ID], fields[r.Key()]
				return r.Key(), r
			}), err
		},
		Merge:     func(into *memberRow, from memberRow) { into.others, into.fields = from.others, from.fields },
		IsMissing: s.Overlooked,
		Key:       memberRow.Key,
		ID:        func(r memberRow) int64 { return r.Hero.ID },
		Columns: func() []style.Column[memberRow] {
			return slices.Concat([]style.Column[memberRow]{
				{Span: style.Span{Min: 10, Max: 40}, Title: "Name", Cell: func(r memberRow) style.Cell {
					if r.Missing {
						return style.Cell{Text: st.Name("", "no hero", r.Hero.ID), Role: style.Failure}
					}
					return style.Cell{Text: st.Name(r.Hero.Name, "hero", r.Hero.ID), Role: style.Plain}
				}},
				ageColumn(st, func(r memberRow) data.Age { return r.Hero.Age }),
				badgeColumn(st, func(r memberRow) bool { return r.Training }),
			}, fieldColumns(st, st.Fields, 2, func(r memberRow) data.Values { return r.fields }), []style.Column[memberRow]{
				{Span: style.Span{Min: 11, Drop: 2 + len(st.Fields)}, Title: "Other teams", Cell: func(r memberRow) style.Cell {
					return style.Cell{Text: st.OtherTeams(r.others), Role: style.Muted}
				}},
			})
		},
		Headed: true,
	}
}

// membershipList is the list of a hero's teams.
func membershipList(s *data.Store, st *style.Style) list.Spec[membershipRow, data.LinkKey] {
	return list.Spec[membershipRow, data.LinkKey]{
		Kind: data.Memberships,
		Fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[membershipRow], error) {
			p, err := s.Memberships(ctx, q, at)
			return list.MapPage(p, err, func(m data.Membership) membershipRow { return membershipRow{Membership: m} })
		},
		Enrich: func(ctx context.Context, _ data.Query, rows []membershipRow) (map[data.LinkKey]membershipRow, error) {
			fields, err := s.LinkFields(ctx, list.Map(rows, membershipRow.Key))
			return list.Keyed(rows, func(r membershipRow) (data.LinkKey, membershipRow) {
				r.fields = fields[r.Key()]
				return r.Key(), r
			}), err
		},
		Merge: func(into *membershipRow, from membershipRow) { into.fields = from.fields },
		Key:   membershipRow.Key,
		ID:    func(r membershipRow) int64 { return r.Team.ID },
		Columns: func() []style.Column[membershipRow] {
			return slices.Concat([]style.Column[membershipRow]{
				{Span: style.Span{Min: 10, Max: 40}, Title: "Team", Cell: func(r membershipRow) style.Cell {
					if r.Missing {
						return style.Cell{Text: st.Name("", "no team", r.Team.ID), Role: style.Failure}
					}
					return style.Cell{Text: st.Name(r.Team.Name, "team", r.Team.ID), Role: style.Plain}
				}},
				badgeColumn(st, func(r membershipRow) bool { return r.Training }),
			}, fieldColumns(st, st.Fields, 2, func(r membershipRow) data.Values { return r.fields }), []style.Column[membershipRow]{
				{Span: style.Span{Min: 12, Drop: 2 + len(st.Fields)}, Title: "Headquarters", Cell: func(r membershipRow) style.Cell {
					return style.Cell{Text: st.Clean(r.Team.Headquarters), Role: style.Muted}
				}},
			})
		},
		Headed: true,
	}
}

func ageColumn[R any](st *style.Style, age func(R) data.Age) style.Column[R] {
	return style.Column[R]{Span: style.Span{Min: 3, Max: 8, Drop: 1}, Title: "Age", Right: true, Cell: func(r R) style.Cell {
		if a := age(r); a.Set {
			return style.Cell{Text: st.Clean(a.Text), Role: style.Plain}
		}
		return style.Cell{Text: st.Glyphs.Unknown, Role: style.Muted}
	}}
}

func badgeColumn[R any](st *style.Style, isTraining func(R) bool) style.Column[R] {
	return style.Column[R]{Span: style.Span{Min: 10, Max: 10}, Title: "Status", Cell: func(r R) style.Cell {
		return st.Badge(isTraining(r))
	}}
}

// tallyColumns are two narrow ones, a number and the badge's sign.
func tallyColumns[R any](st *style.Style, tally func(R) (data.Tally, bool)) []style.Column[R] {
	one := func(r style.Role, sign string, n func(data.Tally) int64) style.Column[R] {
		return style.Column[R]{Span: style.Span{Min: 2, Max: 10}, Right: true, Cell: func(row R) style.Cell {
			t, known := tally(row)
			if !known {
				return style.Cell{Text: "", Role: style.Muted}
			}
			return style.Cell{Text: style.Number(n(t)) + sign, Role: r}
		}}
	}
	return []style.Column[R]{
		one(style.Active, st.Glyphs.Active, func(t data.Tally) int64 { return t.Active }),
		one(style.Training, st.Glyphs.Training, func(t data.Tally) int64 { return t.Training }),
	}
}
