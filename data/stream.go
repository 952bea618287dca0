package data

import (
	"context"
	"math"
)

// EachTeam hands over every team of a query of the list [Teams] with its tally,
// one after the other: they are never all in memory. An error of each ends it.
func (s *Store) EachTeam(ctx context.Context, q Query, each func(Team, Tally) error) error {
	q.List, q.whole = Teams, true
	return s.stream(ctx, s.listing(q).tallied(s.dialect, "t.id", "team_id"), math.MaxInt, func(row cells) error {
		return each(teamFrom(row), tallyFrom(row[len(row)-2:]))
	})
}

// EachHero hands over every hero of a query of the list [Heroes] with its tally;
// see [Store.EachTeam].
func (s *Store) EachHero(ctx context.Context, q Query, each func(Hero, Tally) error) error {
	q.List, q.whole = Heroes, true
	return s.stream(ctx, s.listing(q).tallied(s.dialect, "h.id", "hero_id"), math.MaxInt, func(row cells) error {
		return each(heroFrom(row), tallyFrom(row[len(row)-2:]))
	})
}

// EachMember hands over every row of a query of the list [Members]; see
// [Store.EachTeam].
func (s *Store) EachMember(ctx context.Context, q Query, each func(Member) error) error {
	q.List, q.whole = Members, true
	return s.stream(ctx, s.listing(q), math.MaxInt, func(row cells) error { return each(memberFrom(row)) })
}

// EachMembership hands over every row of a query of the list [Memberships]; see
// [Store.EachTeam].
func (s *Store) EachMembership(ctx context.Context, q Query, each func(Membership) error) error {
	q.List, q.whole = Memberships, true
	return s.stream(ctx, s.listing(q), math.MaxInt, func(row cells) error { return each(membershipFrom(row)) })
}

// Trainee is a hero in training with a team. The name of the one that does not
// exist is empty.
type Trainee struct {
	Team Name
	Hero Hero
}

// EachTrainee hands over every membership in training, in the order of the
// names of the teams, then of the heroes; see [Store.EachTeam].
func (s *Store) EachTrainee(ctx context.Context, each func(Trainee) error) error {
	d := s.dialect
	team, hero := s.catalog().folded(d, teamTable, "t"), s.catalog().folded(d, heroTable, "h")
	var sql statement
	sql.add("SELECT l.team_id, ", d.raw("t.name"), ", l.hero_id, ", d.raw("h.name"), ", ", d.raw("h.secret_name"), ", ", d.raw("h.age"),
		" FROM ", aliased(d, linkTable, "l"), bothSides(d), " WHERE ", training,
		" ORDER BY coalesce(", team, ", ''), l.team_id, coalesce(", hero, ", ''), l.hero_id")
	err := s.read("Trainees").query(ctx, 6, func(row cells) error {
		return each(Trainee{Team: Name{teamTable, integer(row[0]), text(row[1])}, Hero: heroFrom(row[2:])})
	}, sql.String())
	return s.dialect.failure(err)
}

// stream hands over the first cells of each row of a list, limit at most, while
// they are read.
func (s *Store) stream(ctx context.Context, l listing, limit int, each func(cells) error) error {
	var sql statement
	l.selectArms(&sql, l.arms(Anchor{}, false, false), false, limit)
	width := len(l.columns)
	err := s.reading(l, l.label).query(ctx, width+1+maxCells, func(row cells) error {
		return each(row[:width:width])
	}, sql.String(), sql.args...)
	return s.dialect.failure(err)
}

// tallied adds to a list how many memberships each row has: in all, and in
// training. They are counted in one go, which needs no index.
func (l listing) tallied(d dialect, id, column string) listing {
	l.columns = append(l.columns, "coalesce(n.total, 0)", "coalesce(n.training, 0)")
	l.from += " LEFT JOIN (SELECT l." + column + " AS id, count(*) AS total, count(*) FILTER (WHERE " + training + ") AS training" +
		" FROM " + aliased(d, linkTable, "l") + " GROUP BY l." + column + ") AS n ON n.id = " + id
	return l
}

// tallyFrom reads the cells of [listing.tallied].
func tallyFrom(row cells) Tally {
	return Tally{Active: integer(row[0]) - integer(row[1]), Training: integer(row[1])}
}
