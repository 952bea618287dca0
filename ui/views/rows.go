package views

import (
	"context"
	"slices"

	"roster/data"
	"roster/data/field"
	"roster/data/model"
	"roster/data/query"
	"roster/ui/list"
	"roster/ui/style"
)

// The rows of the lists: what data reads, and what arrives after it. A tally or
// the other teams are not known until then.
type (
	teamRow struct {
		model.Team
		tally   model.Tally
		tallied bool
		fields  field.Values
	}
	heroRow struct {
		model.Hero
		tally   model.Tally
		tallied bool
		fields  field.Values
	}
	memberRow struct {
		model.Member
		team               string // its name, of the trainees of all teams
		others             query.OtherTeams
		fields, heroFields field.Values
	}
	membershipRow struct {
		model.Membership
		tally   model.Tally // of the team
		tallied bool
		fields  field.Values
	}
)

// teamList is the list of the teams of a status, each with its tally.
func teamList(s *data.Store, st *style.Style, base query.StatusFilter) list.Spec[teamRow, model.ID] {
	return list.Spec[teamRow, model.ID]{
		Kind: query.Teams, Base: base,
		Fetch: func(ctx context.Context, q query.Query, at query.Seek) (query.Page[teamRow], error) {
			p, err := s.Reader().Teams(ctx, q, at)
			return list.MapPage(p, err, func(t model.Team) teamRow { return teamRow{Team: t} })
		},
		Enrich: func(ctx context.Context, _ query.Query, rows []teamRow) (map[model.ID]teamRow, error) {
			ids := list.IDs(rows, func(r teamRow) model.ID { return r.ID })
			tallies, err := s.Reader().TeamTallies(ctx, ids)
			if err != nil {
				return nil, err
			}
			fields, err := s.Reader().RowFields(ctx, model.TeamTable, ids)
			return list.Keyed(rows, func(r teamRow) (model.ID, teamRow) {
				r.tally, r.tallied, r.fields = tallies[r.ID], true, fields[r.ID]
				return r.ID, r
			}), err
		},
		Merge: func(into *teamRow, from teamRow) {
			into.tally, into.tallied, into.fields = from.tally, from.tallied, from.fields
		},
		Headed: true,
		Key:    func(r teamRow) model.ID { return r.ID },
		ID:     func(r teamRow) model.ID { return r.ID },
		Columns: func() []style.Column[teamRow] {
			return slices.Concat([]style.Column[teamRow]{
				{Span: style.Span{Min: 8}, Title: "Name", By: style.By(query.ByName), Cell: func(r teamRow) style.Cell {
					return style.Cell{Text: st.Name(r.Name, "team", r.ID), Role: style.Plain}
				}},
			}, spareFieldColumns(st, st.TeamFields, 1, func(r teamRow) field.Values { return r.fields }),
				tallyColumns(st, func(r teamRow) (model.Tally, bool) { return r.tally, r.tallied }))
		},
	}
}

// heroList is the list of the heroes, each with the tally of their memberships.
func heroList(s *data.Store, st *style.Style) list.Spec[heroRow, model.ID] {
	return list.Spec[heroRow, model.ID]{
		Kind: query.Heroes,
		Fetch: func(ctx context.Context, q query.Query, at query.Seek) (query.Page[heroRow], error) {
			p, err := s.Reader().Heroes(ctx, q, at)
			return list.MapPage(p, err, func(h model.Hero) heroRow { return heroRow{Hero: h} })
		},
		Enrich: func(ctx context.Context, _ query.Query, rows []heroRow) (map[model.ID]heroRow, error) {
			ids := list.IDs(rows, func(r heroRow) model.ID { return r.ID })
			tallies, err := s.Reader().HeroTallies(ctx, ids)
			if err != nil {
				return nil, err
			}
			fields, err := s.Reader().RowFields(ctx, model.HeroTable, ids)
			return list.Keyed(rows, func(r heroRow) (model.ID, heroRow) {
				r.tally, r.tallied, r.fields = tallies[r.ID], true, fields[r.ID]
				return r.ID, r
			}), err
		},
		Merge: func(into *heroRow, from heroRow) {
			into.tally, into.tallied, into.fields = from.tally, from.tallied, from.fields
		},
		Headed: true,
		Key:    func(r heroRow) model.ID { return r.ID },
		ID:     func(r heroRow) model.ID { return r.ID },
		Columns: func() []style.Column[heroRow] {
			return slices.Concat([]style.Column[heroRow]{
				{Span: style.Span{Min: 8}, Title: "Name", By: style.By(query.ByName), Cell: func(r heroRow) style.Cell {
					return style.Cell{Text: st.Name(r.Name, "hero", r.ID), Role: style.Plain}
				}},
			}, ageColumns(s, st, func(r heroRow) model.Age { return r.Age }),
				spareFieldColumns(st, st.HeroFields, 2, func(r heroRow) field.Values { return r.fields }), tallyColumns(st, func(r heroRow) (model.Tally, bool) { return r.tally, r.tallied }))
		},
	}
}

// memberList is a team's roster: its members of a status, each with their other
// teams.
func memberList(s *data.Store, st *style.Style, base query.StatusFilter) list.Spec[memberRow, model.LinkKey] {
	return list.Spec[memberRow, model.LinkKey]{
		Kind: query.Members, Base: base,
		Fetch: func(ctx context.Context, q query.Query, at query.Seek) (query.Page[memberRow], error) {
			p, err := s.Reader().Members(ctx, q, at)
			return list.MapPage(p, err, func(m model.Member) memberRow { return memberRow{Member: m} })
		},
		Enrich: func(ctx context.Context, q query.Query, rows []memberRow) (map[model.LinkKey]memberRow, error) {
			others, err := s.Reader().OtherTeams(ctx, list.IDs(rows, func(r memberRow) model.ID { return r.Hero.ID }), q.Of)
			if err != nil {
				return nil, err
			}
			full, err := withFields(ctx, s, rows)
			return list.Keyed(full, func(r memberRow) (model.LinkKey, memberRow) {
				r.others = others[r.Hero.ID]
				return r.Key(), r
			}), err
		},
		Merge: func(into *memberRow, from memberRow) {
			into.others, into.fields, into.heroFields = from.others, from.fields, from.heroFields
		},
		IsMissing: s.Reader().HasDanglingMembers,
		Key:       memberRow.Key,
		ID:        func(r memberRow) model.ID { return r.Hero.ID },
		Columns: func() []style.Column[memberRow] {
			return slices.Concat([]style.Column[memberRow]{
				memberNameColumn(st),
			}, ageColumns(s, st, func(r memberRow) model.Age { return r.Hero.Age }), []style.Column[memberRow]{
				badgeColumn(st, func(r memberRow) model.Standing { return r.Standing }),
			}, fieldColumns(st, st.Fields, 2, func(r memberRow) field.Values { return r.fields }), heroFieldColumns(st, 3+len(st.Fields)), []style.Column[memberRow]{
				{Span: style.Span{Min: 11, Drop: 2 + len(st.Fields)}, Title: st.Say("Other teams"), Cell: func(r memberRow) style.Cell {
					return style.Cell{Text: st.OtherTeams(r.others), Role: style.Muted}
				}},
			})
		},
		Headed: true,
	}
}

// withFields returns members with what they and their heroes have in custom fields.
func withFields(ctx context.Context, s *data.Store, rows []memberRow) ([]memberRow, error) {
	fields, err := s.Reader().LinkFields(ctx, list.Map(rows, memberRow.Key))
	if err != nil {
		return nil, err
	}
	ofHeroes, err := s.Reader().RowFields(ctx, model.HeroTable, list.IDs(rows, func(r memberRow) model.ID { return r.Hero.ID }))
	return list.Map(rows, func(r memberRow) memberRow {
		r.fields, r.heroFields = fields[r.Key()], ofHeroes[r.Hero.ID]
		return r
	}), err
}

// membershipList is the list of a hero's teams, each with its tally.
func membershipList(s *data.Store, st *style.Style) list.Spec[membershipRow, model.LinkKey] {
	return list.Spec[membershipRow, model.LinkKey]{
		Kind: query.Memberships,
		Fetch: func(ctx context.Context, q query.Query, at query.Seek) (query.Page[membershipRow], error) {
			p, err := s.Reader().Memberships(ctx, q, at)
			return list.MapPage(p, err, func(m model.Membership) membershipRow { return membershipRow{Membership: m} })
		},
		Enrich: func(ctx context.Context, _ query.Query, rows []membershipRow) (map[model.LinkKey]membershipRow, error) {
			tallies, err := s.Reader().TeamTallies(ctx, list.IDs(rows, func(r membershipRow) model.ID { return r.Team.ID }))
			if err != nil {
				return nil, err
			}
			fields, err := s.Reader().LinkFields(ctx, list.Map(rows, membershipRow.Key))
			return list.Keyed(rows, func(r membershipRow) (model.LinkKey, membershipRow) {
				r.tally, r.tallied, r.fields = tallies[r.Team.ID], !r.Missing, fields[r.Key()]
				return r.Key(), r
			}), err
		},
		Merge: func(into *membershipRow, from membershipRow) {
			into.tally, into.tallied, into.fields = from.tally, from.tallied, from.fields
		},
		Key: membershipRow.Key,
		ID:  func(r membershipRow) model.ID { return r.Team.ID },
		Columns: func() []style.Column[membershipRow] {
			tallies := tallyColumns(st, func(r membershipRow) (model.Tally, bool) { return r.tally, r.tallied })
			tallies[1].Drop = 3 + len(st.Fields) // goes before the membership's own fields
			return slices.Concat([]style.Column[membershipRow]{
				{Span: style.Span{Min: 10, Keep: 16, Max: 40}, Title: st.Say("Team"), By: style.By(query.ByName), Cell: func(r membershipRow) style.Cell {
					if r.Missing {
						return style.Cell{Text: st.Name("", "no team", r.Team.ID), Role: style.Failure}
					}
					return style.Cell{Text: st.Name(r.Team.Name, "team", r.Team.ID), Role: style.Plain}
				}},
				badgeColumn(st, func(r membershipRow) model.Standing { return r.Standing }),
			}, tallies, fieldColumns(st, st.Fields, 2, func(r membershipRow) field.Values { return r.fields }), headquartersColumns(s, st))
		},
		Headed: true,
	}
}

func memberNameColumn(st *style.Style) style.Column[memberRow] {
	return style.Column[memberRow]{Span: style.Span{Min: 10, Keep: 16, Max: 40}, Title: "Name", By: style.By(query.ByName), Cell: func(r memberRow) style.Cell {
		if r.Missing {
			return style.Cell{Text: st.Name("", "no hero", r.Hero.ID), Role: style.Failure}
		}
		return style.Cell{Text: st.Name(r.Hero.Name, "hero", r.Hero.ID), Role: style.Plain}
	}}
}

// headquartersColumns returns the column of headquarters, if the database has them.
func headquartersColumns(s *data.Store, st *style.Style) []style.Column[membershipRow] {
	if !s.Reader().Has(model.TeamTable, "headquarters") {
		return nil
	}
	return []style.Column[membershipRow]{{Span: style.Span{Min: 12, Drop: 2 + len(st.Fields)}, Title: "Headquarters", By: style.By(query.ByHeadquarters), Cell: func(r membershipRow) style.Cell {
		return style.Cell{Text: st.Clean(r.Team.Headquarters), Role: style.Muted}
	}}}
}

// ageColumns returns the column of ages, if the database has them.
func ageColumns[R any](s *data.Store, st *style.Style, age func(R) model.Age) []style.Column[R] {
	if !s.Reader().Has(model.HeroTable, "age") {
		return nil
	}
	return []style.Column[R]{{Span: style.Span{Min: 3, Max: 8, Drop: 1}, Title: "Age", Right: true, By: style.By(query.ByAge), Cell: func(r R) style.Cell {
		if a := age(r); a.Set {
			return style.Cell{Text: st.Clean(a.Text), Role: style.Plain}
		}
		return style.Cell{Text: st.Glyphs.Unknown, Role: style.Muted}
	}}}
}

func badgeColumn[R any](st *style.Style, standing func(R) model.Standing) style.Column[R] {
	return style.Column[R]{Span: style.Span{Min: st.BadgeWidth(), Max: st.BadgeWidth()}, Title: "Status", By: style.By(query.ByStanding), Cell: func(r R) style.Cell {
		return st.Badge(standing(r))
	}}
}

// tallyColumns are two narrow ones, a number and the badge's sign.
func tallyColumns[R any](st *style.Style, tally func(R) (model.Tally, bool)) []style.Column[R] {
	one := func(sign string, by query.Sort, cell func(model.Tally) style.Cell) style.Column[R] {
		return style.Column[R]{Span: style.Span{Min: 2, Max: 10, Keep: 10}, Title: sign, Right: true, By: style.By(by), Cell: func(row R) style.Cell {
			if t, known := tally(row); known {
				return cell(t)
			}
			return style.Cell{Text: "", Role: style.Muted}
		}}
	}
	return []style.Column[R]{one(st.Glyphs.Active, query.ByActive, st.ActiveCell), one(st.Glyphs.Training, query.ByTraining, st.TrainingCell)}
}
