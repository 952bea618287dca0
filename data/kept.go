package data

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements is how many statements are kept prepared. A page's text is
// always the same, so that these are the ones that are used most.
const maxStatements = 64

// kept is a pool, or a transaction, that keeps the statements it was asked for
// first prepared: to parse a statement can take longer than to run it. They are
// closed when the pool is, or the transaction ends.
type kept struct {
	querier
	mu         sync.Mutex
	statements map[string]*sql.Stmt
}

func keep(q querier) *kept { return &kept{querier: q, statements: map[string]*sql.Stmt{}} }

// QueryContext runs a query, of a kept statement if there is room for it.
func (k *kept) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := k.prepared(ctx, query)
	if err != nil || statement == nil {
		return k.querier.QueryContext(ctx, query, args...)
	}
	return statement.QueryContext(ctx, args...)
}

// prepared returns the kept statement, nil where there is no room.
func (k *kept) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	k.mu.Lock()
	statement, room := k.statements[query], len(k.statements) < maxStatements
	k.mu.Unlock()
	if statement != nil || !room {
		return statement, nil
	}
	statement, err := k.querier.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if first := k.statements[query]; first != nil {
		return first, statement.Close()
	}
	k.statements[query] = statement
	return statement, nil
}
