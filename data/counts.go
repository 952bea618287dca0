package data

import (
	"context"
	"slices"
)

// Count returns how many rows the query has.
func (s *Store) Count(ctx context.Context, q Query) (int64, error) {
	return s.beyond(ctx, q, Anchor{}, false)
}

// Rank returns how many rows of the query stand before the anchor.
func (s *Store) Rank(ctx context.Context, q Query, at Anchor) (int64, error) {
	return s.beyond(ctx, q, at, true)
}

func (s *Store) beyond(ctx context.Context, q Query, at Anchor, back bool) (int64, error) {
	if q.List == History {
		if there, err := s.findHistory(ctx); !there {
			return 0, err
		}
	}
	l := s.listing(q)
	var n int64
	err := s.counting(ctx, l, func(ctx context.Context, c conn) error {
		l, err := s.whole(ctx, c, l)
		if err != nil {
			return err
		}
		var sql statement
		l.countArms(&sql, l.arms(at, back, false))
		return c.query(ctx, 1, func(row cells) error {
			n = integer(row[0])
			return nil
		}, sql.String(), sql.args...)
	})
	return n, err
}

// whole returns the listing by which all rows are found fastest.
func (s *Store) whole(ctx context.Context, c conn, l listing) (listing, error) {
	l, err := s.settled(ctx, c, l)
	if l.walk == nil || err != nil {
		return l, err
	}
	tooMany, err := l.walk.tooMany(ctx, c)
	if tooMany {
		l = l.walk.listing
	}
	return l, err
}

// TeamTallies returns the tally of each of these teams; a team without members
// has none.
func (s *Store) TeamTallies(ctx context.Context, ids []int64) (map[int64]Tally, error) {
	return s.tallies(ctx, "l.team_id", ids)
}

// HeroTallies returns the tally of each of these heroes; a hero on no team has
// none.
func (s *Store) HeroTallies(ctx context.Context, ids []int64) (map[int64]Tally, error) {
	return s.tallies(ctx, "l.hero_id", ids)
}

// tallies counts so few at a time that a page never waits long for its turn.
func (s *Store) tallies(ctx context.Context, column string, ids []int64) (map[int64]Tally, error) {
	tallies := make(map[int64]Tally, len(ids))
	once := slices.Compact(slices.Sorted(slices.Values(ids)))
	for part := range slices.Chunk(once, s.tallied()) {
		if err := s.tally(ctx, column, part, tallies); err != nil {
			return nil, s.dialect.failure(err)
		}
	}
	return tallies, nil
}

// tallied returns how many are counted with one statement. On a server each is a
// round trip.
func (s *Store) tallied() int {
	if s.dialect.traits().remote {
		return s.dialect.most()
	}
	return s.limits.tallied
}

// tally counts all links from the key's own index, and those in training with
// the words of the partial index; active is the difference. To sort what was
// counted, which needs no order, has it counted before the first row comes: until
// then it can be interrupted.
func (s *Store) tally(ctx context.Context, column string, ids []int64, tallies map[int64]Tally) error {
	var sql statement
	part := func(count, condition string) {
		sql.add("SELECT ", column, ", ", count, " FROM ", aliased(s.dialect, linkTable, "l"), " WHERE ")
		s.dialect.among(&sql, column, asArgs(ids))
		sql.add(condition, " GROUP BY ", column)
	}
	part("count(*), 0", "")
	sql.add(" UNION ALL ")
	part("0, count(*)", " AND "+training)
	sql.add(" ORDER BY 2")
	return s.yielding(ctx, aside, "Tallies", func(ctx context.Context, c conn) error {
		for _, id := range ids {
			delete(tallies, id)
		}
		return c.query(ctx, 3, func(row cells) error {
			tally := tallies[integer(row[0])]
			tally.Training += integer(row[2])
			tally.Active += integer(row[1]) - integer(row[2])
			tallies[integer(row[0])] = tally
			return nil
		}, sql.String(), sql.args...)
	})
}

func asArgs(ids []int64) []any {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return args
}

// Others are the further teams of a member.
type Others struct {
	Teams []string // names in the order of names, the first few
	Total int64    // how many there are in all
}

// maxOthers is how many further teams are named.
const maxOthers = 8

// OtherTeams returns, for each of these heroes that has any, the teams beside
// the team except.
func (s *Store) OtherTeams(ctx context.Context, heroes []int64, except int64) (map[int64]Others, error) {
	others := make(map[int64]Others)
	name := s.catalog().folded(s.dialect, teamTable, "t")
	err := chunks(s.dialect, heroes, 1, func(ids []int64) error {
		var sql statement
		sql.add("SELECT hero_id, name, total FROM (SELECT l.hero_id, ", s.dialect.shown("t.name", textType), " AS name",
			", count(*) OVER (PARTITION BY l.hero_id) AS total",
			", row_number() OVER (PARTITION BY l.hero_id ORDER BY ", name, ", t.id) AS place",
			" FROM ", aliased(s.dialect, linkTable, "l"), " JOIN ", aliased(s.dialect, teamTable, "t"), " ON t.id = l.team_id WHERE ")
		s.dialect.among(&sql, "l.hero_id", asArgs(ids))
		sql.add(" AND l.team_id <> ", sql.arg(except), ") AS o WHERE place <= ", sql.arg(maxOthers), " ORDER BY hero_id, place")
		return s.readAside("Other teams").query(ctx, 3, func(row cells) error {
			id := integer(row[0])
			others[id] = Others{Teams: append(others[id].Teams, text(trimmed(row[1]))), Total: integer(row[2])}
			return nil
		}, sql.String(), sql.args...)
	})
	return others, s.dialect.failure(err)
}
