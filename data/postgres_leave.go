package data

import (
	"context"
	"database/sql"
)

// leaving is a pool whose callers leave when their context ends. pgx itself waits
// 100 ms then, so that what it told the server to give up is not the connection's
// next statement; that is waited for behind them.
type leaving struct{ querier }

// answer is what a query came back with.
type answer struct {
	rows *sql.Rows
	err  error
}

// QueryContext runs a query. Its error is that of the context where that ends first.
func (l leaving) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	answered := make(chan answer)
	go func() {
		rows, err := l.querier.QueryContext(ctx, query, args...)
		select {
		case answered <- answer{rows, err}:
		case <-ctx.Done():
			if rows != nil {
				_ = rows.Close() // nobody is left who would like to know
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
