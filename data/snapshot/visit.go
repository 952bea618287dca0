package snapshot

import (
	"context"
	"slices"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Visitor is shown every team with its members, and then who is left over.
type Visitor struct {
	Team       func(model.Team, model.Tally, []field.Stored) error // a team; its members follow. The tally counts them
	Member     func(Member) error                                  // a membership of the team that was shown last
	Dangling   func(Member) error                                  // a membership of a team that does not exist
	Unassigned func(model.Hero, []field.Stored) error              // a hero on no team, after all teams
}

// Member is a membership with what it, and its hero, has in its fields: nothing
// of a hero that does not exist.
type Member struct {
	model.Member
	IsNull             bool // the flag is NULL, which counts as active
	Fields, HeroFields []field.Stored
}

// storedTeam is a team with what it has in its fields.
type storedTeam struct {
	model.Team
	fields []field.Stored
}

// storedHero is a hero with what it has in its fields.
type storedHero struct {
	model.Hero
	fields []field.Stored
}

const (
	rosterTeams = sqldb.ChunkArgs // how many teams are read at once
	rosterLinks = 50_000          // how many memberships are read at once
)

// Visit shows v the teams by id, each followed by its members by the hero's
// id, and then the heroes on no team by id. An error of v's ends it and is
// returned as it is.
func (s *Snapshot) Visit(ctx context.Context, v Visitor) error {
	tallies, err := s.takeTallies(ctx)
	if err != nil {
		return err
	}
	r := visit{Snapshot: s, v: v, tallies: tallies}
	if err := r.run(ctx); err != nil {
		return err
	}
	return s.Heroes(ctx, func(h model.Hero, fields []field.Stored) error {
		if tallies.Heroes.isMarked(h.ID) {
			return nil
		}
		return v.Unassigned(h, fields)
	})
}

// visit is the state of [Snapshot.Visit]. It reads many memberships and then their heroes, in
// the order in which the heroes are stored: looking up each hero as a membership names it
// would read a page for nearly every one.
type visit struct {
	*Snapshot
	v       Visitor
	tallies *Tallies
	members []Member     // those that were read
	last    [2]any       // the key of the last one, as stored
	teams   []storedTeam // those that were read and not shown
	team    *model.ID    // the last one that was read
	done    bool         // there are no more teams to read
	shown   *model.ID    // the last one that was shown
}

func (r *visit) run(ctx context.Context) error {
	for {
		if err := r.readMembers(ctx); err != nil {
			return err
		}
		if len(r.members) == 0 {
			return r.showTeams(ctx, nil)
		}
		if err := r.readHeroes(ctx); err != nil {
			return err
		}
		for _, m := range r.members {
			if err := r.show(ctx, m); err != nil {
				return err
			}
		}
	}
}

// readMembers reads the next memberships. It goes on from the key as it is
// stored, which need not be whole numbers.
func (r *visit) readMembers(ctx context.Context) error {
	var sql sqldb.Builder
	sql.Add("SELECT ", r.DB.Engine.Raw("l.team_id"), ", ", r.DB.Engine.Raw("l.hero_id"), ", ", sqldb.IsTraining)
	r.selectFields(&sql, "l.", model.LinkTable)
	sql.Add(" FROM ", r.DB.Engine.From(model.LinkTable, "l"))
	if len(r.members) > 0 {
		sql.Add(" WHERE (l.team_id, l.hero_id) > (", sql.Arg(r.last[0]), ", ", sql.Arg(r.last[1]), ")")
	}
	sql.Add(" ORDER BY l.team_id, l.hero_id LIMIT ", sql.Arg(rosterLinks))
	r.members = r.members[:0]
	return r.Conn.Stream(ctx, LinkCells+len(r.fields[model.LinkTable]), func(row cell.Row) error {
		r.last = [2]any{row[0], row[1]}
		m := model.Member{
			TeamID: cell.ID(row[0]), Hero: model.Hero{ID: cell.ID(row[1])}, Missing: true,
			Standing: model.StandingOf(cell.Truth(row[2])),
		}
		r.members = append(r.members, Member{
			Member: m, IsNull: row[2] == nil, Fields: r.StoredFields(model.LinkTable, row[LinkCells:]),
		})
		return nil
	}, sql.String(), sql.Args...)
}

// readHeroes reads the heroes of the memberships, in order of their ids, and
// hands them out in that order.
func (r *visit) readHeroes(ctx context.Context) error {
	order := make([]*Member, len(r.members))
	for i := range r.members {
		order[i] = &r.members[i]
	}
	slices.SortFunc(order, func(a, b *Member) int { return a.Hero.ID.Compare(b.Hero.ID) })
	ids := make([]model.ID, len(order))
	for i, m := range order {
		ids[i] = m.Hero.ID
	}
	for some := range slices.Chunk(slices.Compact(ids), sqldb.ChunkArgs) {
		err := r.lookUp(ctx, some, func(h model.Hero, fields []field.Stored) {
			for ; len(order) > 0 && order[0].Hero.ID.Compare(h.ID) <= 0; order = order[1:] {
				if m := order[0]; m.Hero.ID == h.ID {
					m.Hero, m.HeroFields, m.Missing = h, fields, false
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lookUp reads these heroes, by id. The text of the statement is always the
// same, so that it is prepared but once. The order of the database may be another one.
func (r *visit) lookUp(ctx context.Context, ids []model.ID, read func(model.Hero, []field.Stored)) error {
	var found []storedHero
	sql := r.selectHeroes()
	sql.Add(" WHERE h.id IN (")
	for i := range ids {
		sql.Add(sqldb.Comma(i), r.DB.Engine.Placeholder(i+1))
	}
	sql.Add(") ORDER BY h.id")
	err := r.Conn.Stream(ctx, HeroCells+len(r.fields[model.HeroTable]), func(row cell.Row) error {
		found = append(found, storedHero{sqldb.HeroFrom(row), r.StoredFields(model.HeroTable, row[HeroCells:])})
		return nil
	}, sql.String(), sqldb.Args(ids)...)
	slices.SortFunc(found, func(a, b storedHero) int { return a.ID.Compare(b.ID) })
	for _, h := range found {
		read(h.Hero, h.fields)
	}
	return err
}

// show shows a membership, after the teams up to its own.
func (r *visit) show(ctx context.Context, m Member) error {
	if err := r.showTeams(ctx, &m.TeamID); err != nil {
		return err
	}
	if r.shown == nil || *r.shown != m.TeamID {
		return r.v.Dangling(m)
	}
	return r.v.Member(m)
}

// showTeams shows the teams up to this one, or all.
func (r *visit) showTeams(ctx context.Context, until *model.ID) error {
	for until == nil || r.shown == nil || r.tallies.isAfter(*until, *r.shown) {
		if err := r.readTeams(ctx); err != nil {
			return err
		}
		if len(r.teams) == 0 || until != nil && r.tallies.isAfter(r.teams[0].ID, *until) {
			return nil
		}
		team := r.teams[0]
		r.teams, r.shown = r.teams[1:], &team.ID
		if err := r.v.Team(team.Team, r.tallies.tally(team.ID), team.fields); err != nil {
			return err
		}
	}
	return nil
}

// readTeams reads the next teams if all that were read have been shown.
func (r *visit) readTeams(ctx context.Context) error {
	if len(r.teams) > 0 || r.done {
		return nil
	}
	sql := r.selectTeams()
	if r.team != nil {
		sql.Add(" WHERE t.id > ", sql.Arg(*r.team))
	}
	sql.Add(" ORDER BY t.id LIMIT ", sql.Arg(rosterTeams))
	err := r.Conn.Stream(ctx, TeamCells+len(r.fields[model.TeamTable]), func(row cell.Row) error {
		r.teams = append(r.teams, storedTeam{sqldb.TeamFrom(row), r.StoredFields(model.TeamTable, row[TeamCells:])})
		return nil
	}, sql.String(), sql.Args...)
	if r.done = len(r.teams) < rosterTeams; len(r.teams) > 0 {
		r.team = &r.teams[len(r.teams)-1].ID
	}
	return err
}
