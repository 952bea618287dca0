package data

import (
	"context"
	"math"
)

// walk is another way to the rows of a list that is gathered: along an index
// that has the order, looking at each entry whether it belongs to the list. It is
// the better way where many do, and by far the worse one where few do.
type walk struct {
	listing
	crowd listing // what would have to be gathered
	few   int     // of which that is always the better way
	many  int     // above which the walk never gives up
	most  int     // entries that are looked at before it gives up
}

// settled returns the listing to be read: without the walk where there are few
// rows to gather, as the walk where there are so many that it can't be wrong. To
// count more than the few is left until that matters.
func (s *Store) settled(ctx context.Context, c conn, l listing) (listing, error) {
	if l.walk == nil {
		return l, nil
	}
	isCrowd, err := l.walk.moreThan(ctx, c, l.walk.few)
	switch {
	case err != nil:
	case !isCrowd:
		l.walk = nil
	case l.walk.many <= l.walk.few:
		l = l.walk.listing
	}
	return l, err
}

// tooMany tells whether there are so many that the walk never gives up.
func (w *walk) tooMany(ctx context.Context, c conn) (bool, error) {
	if w.many == math.MaxInt {
		return false, nil
	}
	return w.moreThan(ctx, c, w.many)
}

// moreThan tells whether more than n rows would be gathered, counting no further.
func (w *walk) moreThan(ctx context.Context, c conn, n int) (bool, error) {
	var sql statement
	sql.add("SELECT count(*) FROM (")
	w.crowd.selectFrom(&sql, []string{"1"})
	sql.add(" LIMIT ", sql.arg(n+1), ") AS c")
	var counted int64
	err := c.query(ctx, 1, func(row cells) error {
		counted = integer(row[0])
		return nil
	}, sql.String(), sql.args...)
	return counted > int64(n), err
}

// Overlooked tells whether pages of the query overlooked rows until now: members
// whose hero does not exist, in a team so large that its roster is read along the
// names of the heroes. It remembers what it finds, and later pages have them.
func (s *Store) Overlooked(ctx context.Context, q Query) (bool, error) {
	if q.List != Members {
		return false, nil
	}
	if q.Sort == ByStatus { // it is made of lists by name
		q.Sort = ByName
	}
	found := false
	var sql statement
	listing{from: aliased(s.dialect, linkTable, "l"), where: of("l.team_id", q)}.selectFrom(&sql, []string{"1"},
		always("NOT EXISTS (SELECT 1 FROM "+aliased(s.dialect, heroTable, "h")+" WHERE h.id = l.hero_id)"))
	sql.add(" LIMIT 1")
	err := s.patiently(ctx, "Members without a hero", func(ctx context.Context, c conn) error {
		l, err := s.settled(ctx, c, s.listing(q))
		if l.walk == nil || err != nil {
			return err
		}
		return c.query(ctx, 1, func(cells) error {
			found = true
			return nil
		}, sql.String(), sql.args...)
	})
	if found {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dangling[q.Of] = true
	}
	return found, err
}

// hasDangling tells whether the team is known to have members without a hero.
func (s *Store) hasDangling(team int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dangling[team]
}
