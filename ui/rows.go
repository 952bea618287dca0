package ui

import (
	"context"
	"slices"

	"roster/data"
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
func teamList(s *data.Store, look *look, base data.Status) listSpec[teamRow, int64] {
	return listSpec[teamRow, int64]{
		list: data.Teams, base: base,
		fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[teamRow], error) {
			p, err := s.Teams(ctx, q, at)
			return paged(p, err, func(t data.Team) teamRow { return teamRow{Team: t} })
		},
		enrich: func(ctx context.Context, _ data.Query, rows []teamRow) (map[int64]teamRow, error) {
			tallies, err := s.TeamTallies(ctx, ids(rows, func(r teamRow) int64 { return r.ID }))
			return tallied(rows, func(r teamRow) (int64, teamRow) {
				r.tally, r.tallied = tallies[r.ID], true
				return r.ID, r
			}), err
		},
		merge: func(into *teamRow, from teamRow) { into.tally, into.tallied = from.tally, from.tallied },
		key:   func(r teamRow) int64 { return r.ID },
		id:    func(r teamRow) int64 { return r.ID },
		columns: func() []column[teamRow] {
			return append([]column[teamRow]{{span: span{min: 8}, title: "Name", cell: func(r teamRow) cell {
				return cell{look.named(r.Name, "team", r.ID), plain}
			}}}, tallyColumns(look, func(r teamRow) (data.Tally, bool) { return r.tally, r.tallied })...)
		},
	}
}

// heroList is the list of the heroes, each with the tally of their memberships.
func heroList(s *data.Store, look *look) listSpec[heroRow, int64] {
	return listSpec[heroRow, int64]{
		list: data.Heroes,
		fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[heroRow], error) {
			p, err := s.Heroes(ctx, q, at)
			return paged(p, err, func(h data.Hero) heroRow { return heroRow{Hero: h} })
		},
		enrich: func(ctx context.Context, _ data.Query, rows []heroRow) (map[int64]heroRow, error) {
			tallies, err := s.HeroTallies(ctx, ids(rows, func(r heroRow) int64 { return r.ID }))
			return tallied(rows, func(r heroRow) (int64, heroRow) {
				r.tally, r.tallied = tallies[r.ID], true
				return r.ID, r
			}), err
		},
		merge: func(into *heroRow, from heroRow) { into.tally, into.tallied = from.tally, from.tallied },
		key:   func(r heroRow) int64 { return r.ID },
		id:    func(r heroRow) int64 { return r.ID },
		columns: func() []column[heroRow] {
			return append([]column[heroRow]{
				{span: span{min: 8}, title: "Name", cell: func(r heroRow) cell {
					return cell{look.named(r.Name, "hero", r.ID), plain}
				}},
				ageColumn(look, func(r heroRow) data.Age { return r.Age }),
			}, tallyColumns(look, func(r heroRow) (data.Tally, bool) { return r.tally, r.tallied })...)
		},
	}
}

// memberList is a team's roster: its members of a status, each with their other
// teams.
func memberList(s *data.Store, look *look, base data.Status) listSpec[memberRow, data.LinkKey] {
	return listSpec[memberRow, data.LinkKey]{
		list: data.Members, base: base,
		fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[memberRow], error) {
			p, err := s.Members(ctx, q, at)
			return paged(p, err, func(m data.Member) memberRow { return memberRow{Member: m} })
		},
		enrich: func(ctx context.Context, q data.Query, rows []memberRow) (map[data.LinkKey]memberRow, error) {
			others, err := s.OtherTeams(ctx, ids(rows, func(r memberRow) int64 { return r.Hero.ID }), q.Of)
			if err != nil {
				return nil, err
			}
			fields, err := s.LinkFields(ctx, each(rows, memberRow.Key))
			return tallied(rows, func(r memberRow) (data.LinkKey, memberRow) {
				r.others, r.fields = others[r.Hero.ID], fields[r.Key()]
				return r.Key(), r
			}), err
		},
		merge:  func(into *memberRow, from memberRow) { into.others, into.fields = from.others, from.fields },
		missed: s.Overlooked,
		key:    memberRow.Key,
		id:     func(r memberRow) int64 { return r.Hero.ID },
		columns: func() []column[memberRow] {
			return slices.Concat([]column[memberRow]{
				{span: span{min: 10, max: 40}, title: "Name", cell: func(r memberRow) cell {
					if r.Missing {
						return cell{look.named("", "no hero", r.Hero.ID), failure}
					}
					return cell{look.named(r.Hero.Name, "hero", r.Hero.ID), plain}
				}},
				ageColumn(look, func(r memberRow) data.Age { return r.Hero.Age }),
				badgeColumn(look, func(r memberRow) bool { return r.Training }),
			}, fieldColumns(look, look.fields, 2, func(r memberRow) data.Values { return r.fields }), []column[memberRow]{
				{span: span{min: 11, drop: 2 + len(look.fields)}, title: "Other teams", cell: func(r memberRow) cell {
					return cell{look.otherTeams(r.others), muted}
				}},
			})
		},
		headed: true,
	}
}

// membershipList is the list of a hero's teams.
func membershipList(s *data.Store, look *look) listSpec[membershipRow, data.LinkKey] {
	return listSpec[membershipRow, data.LinkKey]{
		list: data.Memberships,
		fetch: func(ctx context.Context, q data.Query, at data.Seek) (data.Page[membershipRow], error) {
			p, err := s.Memberships(ctx, q, at)
			return paged(p, err, func(m data.Membership) membershipRow { return membershipRow{Membership: m} })
		},
		enrich: func(ctx context.Context, _ data.Query, rows []membershipRow) (map[data.LinkKey]membershipRow, error) {
			fields, err := s.LinkFields(ctx, each(rows, membershipRow.Key))
			return tallied(rows, func(r membershipRow) (data.LinkKey, membershipRow) {
				r.fields = fields[r.Key()]
				return r.Key(), r
			}), err
		},
		merge: func(into *membershipRow, from membershipRow) { into.fields = from.fields },
		key:   membershipRow.Key,
		id:    func(r membershipRow) int64 { return r.Team.ID },
		columns: func() []column[membershipRow] {
			return slices.Concat([]column[membershipRow]{
				{span: span{min: 10, max: 40}, title: "Team", cell: func(r membershipRow) cell {
					if r.Missing {
						return cell{look.named("", "no team", r.Team.ID), failure}
					}
					return cell{look.named(r.Team.Name, "team", r.Team.ID), plain}
				}},
				badgeColumn(look, func(r membershipRow) bool { return r.Training }),
			}, fieldColumns(look, look.fields, 2, func(r membershipRow) data.Values { return r.fields }), []column[membershipRow]{
				{span: span{min: 12, drop: 2 + len(look.fields)}, title: "Headquarters", cell: func(r membershipRow) cell {
					return cell{look.clean(r.Team.Headquarters), muted}
				}},
			})
		},
		headed: true,
	}
}

func ageColumn[R any](look *look, age func(R) data.Age) column[R] {
	return column[R]{span: span{min: 3, max: 8, drop: 1}, title: "Age", right: true, cell: func(r R) cell {
		if a := age(r); a.Set {
			return cell{look.clean(a.Text), plain}
		}
		return cell{look.glyphs.unknown, muted}
	}}
}

func badgeColumn[R any](look *look, isTraining func(R) bool) column[R] {
	return column[R]{span: span{min: 10, max: 10}, title: "Status", cell: func(r R) cell {
		return look.badge(isTraining(r))
	}}
}

// tallyColumns are two narrow ones, a number and the badge's sign.
func tallyColumns[R any](look *look, tally func(R) (data.Tally, bool)) []column[R] {
	one := func(r role, sign string, n func(data.Tally) int64) column[R] {
		return column[R]{span: span{min: 2, max: 10}, right: true, cell: func(row R) cell {
			t, known := tally(row)
			if !known {
				return cell{"", muted}
			}
			return cell{number(n(t)) + sign, r}
		}}
	}
	return []column[R]{
		one(active, look.glyphs.active, func(t data.Tally) int64 { return t.Active }),
		one(training, look.glyphs.training, func(t data.Tally) int64 { return t.Training }),
	}
}
