package data

import (
	"context"
	"strings"
)

// Visitor is shown every team with its members, and then who is left over.
type Visitor struct {
	Team   func(Team, Tally) error // a team; its members follow. The tally counts them
	Member func(Member) error      // a membership of the team that was shown last
	Lost   func(Member) error      // a membership of a team that does not exist
	Free   func(Hero) error        // a hero on no team, after all teams
}

// rosterTeams is how many teams are read at once, to read their members after.
const rosterTeams = chunkArgs

// Rosters shows v the teams by id, each followed by its members by the hero's
// id, and then the heroes on no team by id. An error of v's ends it and is
// returned as it is.
func (s *Snapshot) Rosters(ctx context.Context, v Visitor) error {
	census, err := s.taken(ctx)
	if err != nil {
		return err
	}
	r := rosters{s: s, v: v, census: census}
	for last := false; !last && err == nil; {
		last, err = r.next(ctx)
	}
	if err != nil {
		return err
	}
	return s.Heroes(ctx, func(h Hero) error {
		if census.heroes.isMarked(h.ID) {
			return nil
		}
		return v.Free(h)
	})
}

// rosters is the walk of [Snapshot.Rosters] along the teams. It reads some teams
// and then their members: one query at a time, as not every engine can have two
// going on one connection.
type rosters struct {
	s      *Snapshot
	v      Visitor
	census *census
	after  *int64 // the last team so far
}

// next shows the next teams with their members, and tells whether they were the
// last.
func (r *rosters) next(ctx context.Context) (last bool, err error) {
	teams, err := r.teams(ctx)
	if err != nil {
		return false, err
	}
	part := rosterPart{v: r.v, census: r.census, teams: teams}
	last = len(teams) < rosterTeams
	if err := r.members(ctx, teams, last, part.member); err != nil {
		return false, err
	}
	if !last {
		r.after = &teams[len(teams)-1].ID
	}
	return last, part.showTeams(len(teams))
}

// rosterPart is a few teams on their way to the visitor.
type rosterPart struct {
	v      Visitor
	census *census
	teams  []Team
	shown  int // how many of the teams
}

// member shows a membership, after the teams up to its own.
func (p *rosterPart) member(m Member) error {
	until := p.shown
	for until < len(p.teams) && p.teams[until].ID <= m.TeamID {
		until++
	}
	if err := p.showTeams(until); err != nil {
		return err
	}
	if until == 0 || p.teams[until-1].ID != m.TeamID {
		return p.v.Lost(m)
	}
	return p.v.Member(m)
}

func (p *rosterPart) showTeams(until int) error {
	for ; p.shown < until; p.shown++ {
		team := p.teams[p.shown]
		if err := p.v.Team(team, p.census.tally(team.ID)); err != nil {
			return err
		}
	}
	return nil
}

// teams reads the next teams.
func (r *rosters) teams(ctx context.Context) ([]Team, error) {
	sql := r.s.selectRaw("t.id", "t.name", "t.headquarters")
	sql.add(" FROM team AS t")
	if r.after != nil {
		sql.add(" WHERE t.id > ", sql.arg(*r.after))
	}
	sql.add(" ORDER BY t.id LIMIT ", sql.arg(rosterTeams))
	var teams []Team
	err := r.s.c.stream(ctx, 3, func(row cells) error {
		teams = append(teams, teamFrom(row))
		return nil
	}, sql.String(), sql.args...)
	return teams, err
}

// members reads the members of these teams, and the memberships of teams that
// would stand between them; of the last ones, to the end.
func (r *rosters) members(ctx context.Context, teams []Team, last bool, read func(Member) error) error {
	var sql statement
	sql.add("SELECT ", strings.Join(memberColumns(r.s.store.dialect), ", "),
		" FROM heroteamlink AS l LEFT JOIN hero AS h ON h.id = l.hero_id WHERE TRUE")
	if r.after != nil {
		sql.add(" AND l.team_id > ", sql.arg(*r.after))
	}
	if !last {
		sql.add(" AND l.team_id <= ", sql.arg(teams[len(teams)-1].ID))
	}
	sql.add(" ORDER BY l.team_id, l.hero_id")
	return r.s.c.stream(ctx, 7, func(row cells) error { return read(memberFrom(row)) }, sql.String(), sql.args...)
}
