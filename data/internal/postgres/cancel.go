package postgres

import (
	"context"
	"database/sql"

	"roster/data/internal/sqldb"
)

// cancellable is a pool whose callers leave when their context ends. pgx itself waits 100 ms
// then, so that its request to cancel does not hit the connection's next statement; that wait
// happens after they have left.
type cancellable struct{ sqldb.Querier }

// answer is what a query came back with.
type answer struct {
	rows *sql.Rows
	err  error
}

// QueryContext runs a query. Its error is that of the context if that ends first.
func (l cancellable) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	answered := make(chan answer)
	go func() {
		rows, err := l.Querier.QueryContext(ctx, query, args...)
		select {
		case answered <- answer{rows, err}:
		case <-ctx.Done():
			if rows != nil {
				_ = rows.Close() // no one is left who would like to know
			}
		}
	}()
	select {
	case a := <-answered:
		return a.rows, a.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
