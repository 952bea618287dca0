package data

import (
	"context"
)

// EachChange hands over every change of the history without its edits, the
// newest first, one after the other. An error of each ends it.
func (s *Store) EachChange(ctx context.Context, each func(Change) error) error {
	if there, err := s.findHistory(ctx); !there {
		return err
	}
	q := Query{List: History}
	l := s.listing(q)
	var sql statement
	l.selectFrom(&sql, l.columns)
	sql.add(" ORDER BY c.id DESC")
	err := s.reading(l, l.label).stream(ctx, len(l.columns), func(row cells) error {
		return each(s.changeFrom(row))
	}, sql.String())
	return s.dialect.failure(err)
}

// ClearHistory empties the history, whoever made the changes: none of them can
// be undone any more. It returns how many there were.
//
// The database is then written anew, so that no byte of what was deleted, now or
// before, is left in its files. Where only that fails, the error says so: the
// history is empty then, and clearing it again tries again. Where there never
// was a history, nothing is done.
func (s *Store) ClearHistory(ctx context.Context) (int64, error) {
	const label = "Clear the history"
	there, err := s.findHistory(ctx)
	if err != nil || !there {
		return 0, err
	}
	var n int64
	err = s.transaction(ctx, label, func(c conn) (err error) {
		n, err = c.exec(ctx, "DELETE FROM "+s.dialect.relation(historyTable.name))
		return err
	}, nil)
	if err != nil {
		return 0, err
	}
	s.disown()
	if err := s.dialect.forget(ctx, conn{q: s.pools.writer, log: s.log, label: label, limit: s.patience.write}); err != nil {
		err = s.dialect.failure(err)
		if ctx.Err() != nil {
			err = fail(ErrorCode(err), err, "clearing was interrupted. Clear the history again.")
		}
		return n, fail(ErrorCode(err), err, "The history is empty, but what was deleted may still be found in the bytes of %s: %v", s.path, err)
	}
	return n, nil
}

// disown forgets which changes this store applied: their ids are given again.
func (s *Store) disown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.session)
	s.wrote = true
}
