package data

import (
	"container/list"
	"context"
	"database/sql"
	"errors"
	"sync"
)

// maxStatements is how many statements are kept prepared. A page's text is
// always the same, so that these are the ones that are used most.
const maxStatements = 128

// kept is a pool, or a transaction, that keeps the statements that it was asked
// for last prepared: to parse a statement can take longer than to run it. They
// are closed when the pool is, or the transaction ends.
type kept struct {
	querier
	mu         sync.Mutex
	statements map[string]*list.Element // of recent
	recent     list.List                // of *statementKept, the last used one first
}

// statementKept is a statement, and how many are about to run it.
type statementKept struct {
	query string
	*sql.Stmt
	users int
}

func keep(q querier) *kept { return &kept{querier: q, statements: map[string]*list.Element{}} }

// QueryContext runs a query, which is kept.
func (k *kept) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := k.use(ctx, query)
	if err != nil { // at a locked database to try once more would be to wait once more
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	if left := k.leave(s); left != nil && rows != nil {
		return nil, errors.Join(left, rows.Close())
	}
	return rows, err
}

// ExecContext runs a statement, which is kept.
func (k *kept) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := k.use(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args...)
	return result, errors.Join(err, k.leave(s))
}

// use returns the statement, prepared.
func (k *kept) use(ctx context.Context, query string) (*statementKept, error) {
	if s := k.find(query); s != nil {
		return s, nil
	}
	made, err := k.querier.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.findLocked(query); s != nil { // somebody else was faster
		return s, made.Close()
	}
	s := &statementKept{query: query, Stmt: made, users: 1}
	k.statements[query] = k.recent.PushFront(s)
	return s, nil
}

// find returns the statement where it is kept, else nil.
func (k *kept) find(query string) *statementKept {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.findLocked(query)
}

func (k *kept) findLocked(query string) *statementKept {
	at := k.statements[query]
	if at == nil {
		return nil
	}
	k.recent.MoveToFront(at)
	s := at.Value.(*statementKept)
	s.users++
	return s
}

// leave says that the statement was run. Those that were used longest ago go
// where there are too many.
func (k *kept) leave(s *statementKept) (err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s.users--
	for at := k.recent.Back(); at != nil && k.recent.Len() > maxStatements; {
		last, oldest := at, at.Value.(*statementKept)
		at = at.Prev()
		if oldest.users == 0 {
			k.recent.Remove(last)
			delete(k.statements, oldest.query)
			err = errors.Join(err, oldest.Close())
		}
	}
	return err
}
