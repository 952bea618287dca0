package sqldb

import (
	"container/list"
	"context"
	"database/sql"
	"errors"
	"sync"
)

// maxCachedStmts is how many statements are kept prepared. A page's text is
// always the same, so that these are the ones that are used most.
const maxCachedStmts = 128

// StmtCache is a pool, or a transaction, that keeps its last statements prepared: parsing a
// statement can take longer than running it. They are closed with the pool, or when the
// transaction ends.
type StmtCache struct {
	Querier
	mu         sync.Mutex
	statements map[string]*list.Element // of recent
	recent     list.List                // of *cachedStmt, the last used one first
}

// cachedStmt is a statement, and how many are about to run it.
type cachedStmt struct {
	query string
	*sql.Stmt
	users int
}

// NewStmtCache returns q with its statements cached.
func NewStmtCache(q Querier) *StmtCache {
	return &StmtCache{Querier: q, statements: map[string]*list.Element{}}
}

// QueryContext runs a query, and caches it.
func (k *StmtCache) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := k.use(ctx, query)
	if err != nil { // at a locked database to try again would be to wait again
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	if left := k.release(s); left != nil && rows != nil {
		return nil, errors.Join(left, rows.Close())
	}
	return rows, err
}

// ExecContext runs a statement, and caches it.
func (k *StmtCache) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := k.use(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args...)
	return result, errors.Join(err, k.release(s))
}

// use returns the statement, prepared.
func (k *StmtCache) use(ctx context.Context, query string) (*cachedStmt, error) {
	if s := k.find(query); s != nil {
		return s, nil
	}
	made, err := k.Querier.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if s := k.findLocked(query); s != nil { // another connection was faster
		return s, made.Close()
	}
	s := &cachedStmt{query: query, Stmt: made, users: 1}
	k.statements[query] = k.recent.PushFront(s)
	return s, nil
}

// find returns the statement if it is cached, otherwise nil.
func (k *StmtCache) find(query string) *cachedStmt {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.findLocked(query)
}

func (k *StmtCache) findLocked(query string) *cachedStmt {
	at := k.statements[query]
	if at == nil {
		return nil
	}
	k.recent.MoveToFront(at)
	s := at.Value.(*cachedStmt)
	s.users++
	return s
}

// release returns a statement that has been run. The least recently used ones are closed if
// there are too many.
func (k *StmtCache) release(s *cachedStmt) (err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s.users--
	for at := k.recent.Back(); at != nil && k.recent.Len() > maxCachedStmts; {
		last, oldest := at, at.Value.(*cachedStmt)
		at = at.Prev()
		if oldest.users == 0 {
			k.recent.Remove(last)
			delete(k.statements, oldest.query)
			err = errors.Join(err, oldest.Close())
		}
	}
	return err
}
