package data

import (
	"context"
	"reflect"
)

// catalog returns what the database says of its tables. Another program may
// alter them at any time: what was worked out by one catalogue is written while
// that is the catalogue, or not at all.
func (s *Store) catalog() *catalog { return s.tables.Load() }

// fits makes sure that the catalogue is that of the tables as they are: what is
// written by another one would lose what it does not know. Where somebody altered
// them it is read anew. The error has the code [Altered] where they are no roster
// any more. Further tables, views and indexes are nobody's harm.
func (s *Store) fits(ctx context.Context, schema string, c conn) error {
	s.mu.Lock()
	known := s.fitting == schema
	s.mu.Unlock()
	was := s.catalog()
	if known || len(was.tables) == 0 {
		return nil
	}
	now, err := s.dialect.catalog(ctx, c)
	if err != nil {
		return err
	}
	if !was.isLike(&now) || now.spoiled != "" {
		if err := now.check(s.path); err != nil {
			return fail(Altered, err, "Another program altered the tables of %s: nothing was changed. Quit, and open it again.", s.path)
		}
		s.tables.Store(&now)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fitting = schema
	s.history, s.indexed = now.history || s.keep && s.history, now.indexed
	return nil
}

// isLike tells whether rows that were read by the one catalogue can be written by
// the other.
func (c *catalog) isLike(other *catalog) bool {
	return reflect.DeepEqual(c.tables, other.tables) && reflect.DeepEqual(c.hooks, other.hooks) && c.sound == other.sound
}

// outdated returns an [Altered] error where a change was worked out by another
// catalogue than that of the tables as they are. Worked out anew it may fit.
func (s *Store) outdated(c *Change) error {
	if now := s.catalog(); c.tables == nil || c.tables == now || c.tables.isLike(now) {
		return nil
	}
	return fail(Altered, nil, "Another program altered the tables of %s: nothing was changed. Try again.", s.path)
}

// tablesOf returns the catalogue by which the rows of a change are laid out. It may
// be an earlier one: a change can be on screen while the tables are altered.
func (s *Store) tablesOf(c *Change) *catalog {
	if c.tables != nil {
		return c.tables
	}
	return s.catalog()
}

// steadily calls do, and once more where that is [Altered] because the tables
// were altered meanwhile.
func (s *Store) steadily(do func() error) error {
	was := s.catalog()
	err := do()
	if ErrorCode(err) == Altered && s.catalog() != was {
		return do()
	}
	return err
}
