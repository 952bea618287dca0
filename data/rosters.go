package data

import (
	"cmp"
	"context"
	"slices"
)

// Visitor is shown every team with its members, and then who is left over.
type Visitor struct {
	Team   func(Team, Tally, []Held) error // a team; its members follow. The tally counts them
	Member func(HeldMember) error          // a membership of the team that was shown last
	Lost   func(HeldMember) error          // a membership of a team that does not exist
	Free   func(Hero, []Held) error        // a hero on no team, after all teams
}

// HeldMember is a membership with what it, and its hero, has in its fields: nothing
// of a hero that does not exist.
type HeldMember struct {
	Member
	Fields, HeroFields []Held
}

// heldTeam is a team with what it has in its fields.
type heldTeam struct {
	Team
	fields []Held
}

const (
	rosterTeams = chunkArgs // how many teams are read at once
	rosterLinks = 50_000    // how many memberships are read at once
)

// Rosters shows v the teams by id, each followed by its members by the hero's
// id, and then the heroes on no team by id. An error of v's ends it and is
// returned as it is.
func (s *Snapshot) Rosters(ctx context.Context, v Visitor) error {
	census, err := s.taken(ctx)
	if err != nil {
		return err
	}
	r := rosters{Snapshot: s, v: v, census: census}
	if err := r.walk(ctx); err != nil {
		return err
	}
	return s.Heroes(ctx, func(h Hero, fields []Held) error {
		if census.heroes.isMarked(h.ID) {
			return nil
		}
		return v.Free(h, fields)
	})
}

// rosters is the walk of [Snapshot.Rosters] along the memberships. It reads many
// of them and then their heroes, in the order in which those lie: to look up
// each hero as a membership names it would fetch a page for nearly every one.
type rosters struct {
	*Snapshot
	v       Visitor
	census  *census
	members []HeldMember // those that were read
	last    [2]any       // the key of the last one, as stored
	teams   []heldTeam   // those that were read and not shown
	team    *int64       // the last one that was read
	done    bool         // there are no more teams to read
	shown   *int64       // the last one that was shown
}

func (r *rosters) walk(ctx context.Context) error {
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
func (r *rosters) readMembers(ctx context.Context) error {
	var sql statement
	sql.add("SELECT ", r.store.dialect.raw("l.team_id"), ", ", r.store.dialect.raw("l.hero_id"), ", ", training)
	r.selectHeld(&sql, "l.", linkTable)
	sql.add(" FROM ", aliased(r.store.dialect, linkTable, "l"))
	if len(r.members) > 0 {
		sql.add(" WHERE (l.team_id, l.hero_id) > (", sql.arg(r.last[0]), ", ", sql.arg(r.last[1]), ")")
	}
	sql.add(" ORDER BY l.team_id, l.hero_id LIMIT ", sql.arg(rosterLinks))
	r.members = r.members[:0]
	return r.c.stream(ctx, linkCells+len(r.fields[linkTable]), func(row cells) error {
		r.last = [2]any{row[0], row[1]}
		m := Member{TeamID: integer(row[0]), Hero: Hero{ID: integer(row[1])}, Missing: true, Training: truth(row[2])}
		r.members = append(r.members, HeldMember{Member: m, Fields: r.held(linkTable, row[linkCells:])})
		return nil
	}, sql.String(), sql.args...)
}

// readHeroes reads the heroes of the memberships, in order of their ids, and
// hands them out in that order.
func (r *rosters) readHeroes(ctx context.Context) error {
	order := make([]*HeldMember, len(r.members))
	for i := range r.members {
		order[i] = &r.members[i]
	}
	slices.SortFunc(order, func(a, b *HeldMember) int { return cmp.Compare(a.Hero.ID, b.Hero.ID) })
	ids := make([]int64, len(order))
	for i, m := range order {
		ids[i] = m.Hero.ID
	}
	for some := range slices.Chunk(slices.Compact(ids), chunkArgs) {
		err := r.lookUp(ctx, some, func(h Hero, fields []Held) {
			for ; len(order) > 0 && order[0].Hero.ID <= h.ID; order = order[1:] {
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
// same, so that it is prepared but once.
func (r *rosters) lookUp(ctx context.Context, ids []int64, read func(Hero, []Held)) error {
	sql := r.selectHeroes()
	sql.add(" WHERE h.id IN (")
	for i := range ids {
		sql.add(comma(i), r.store.dialect.placeholder(i+1))
	}
	sql.add(") ORDER BY h.id")
	return r.c.stream(ctx, heroCells+len(r.fields[heroTable]), func(row cells) error {
		read(heroFrom(row), r.held(heroTable, row[heroCells:]))
		return nil
	}, sql.String(), asArgs(ids)...)
}

// show shows a membership, after the teams up to its own.
func (r *rosters) show(ctx context.Context, m HeldMember) error {
	if err := r.showTeams(ctx, &m.TeamID); err != nil {
		return err
	}
	if r.shown == nil || *r.shown != m.TeamID {
		return r.v.Lost(m)
	}
	return r.v.Member(m)
}

// showTeams shows the teams up to this one, or all.
func (r *rosters) showTeams(ctx context.Context, until *int64) error {
	for until == nil || r.shown == nil || *r.shown < *until {
		if err := r.readTeams(ctx); err != nil {
			return err
		}
		if len(r.teams) == 0 || until != nil && r.teams[0].ID > *until {
			return nil
		}
		team := r.teams[0]
		r.teams, r.shown = r.teams[1:], &team.ID
		if err := r.v.Team(team.Team, r.census.tally(team.ID), team.fields); err != nil {
			return err
		}
	}
	return nil
}

// readTeams reads the next teams, where all that were read are shown.
func (r *rosters) readTeams(ctx context.Context) error {
	if len(r.teams) > 0 || r.done {
		return nil
	}
	sql := r.selectTeams()
	if r.team != nil {
		sql.add(" WHERE t.id > ", sql.arg(*r.team))
	}
	sql.add(" ORDER BY t.id LIMIT ", sql.arg(rosterTeams))
	err := r.c.stream(ctx, teamCells+len(r.fields[teamTable]), func(row cells) error {
		r.teams = append(r.teams, heldTeam{teamFrom(row), r.held(teamTable, row[teamCells:])})
		return nil
	}, sql.String(), sql.args...)
	if r.done = len(r.teams) < rosterTeams; len(r.teams) > 0 {
		r.team = &r.teams[len(r.teams)-1].ID
	}
	return err
}
