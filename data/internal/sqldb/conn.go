package sqldb

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"roster/data/internal/cell"
	"roster/data/model"
	"roster/data/progress"
	"roster/data/sqllog"
)

// Querier is what a pool, a connection and a transaction have in common.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// Conn issues statements through q and logs each under a label, if it has a log.
type Conn struct {
	Q             Querier
	Log           *sqllog.Log
	Label         string
	Steps         *progress.Steps // of which the statements are a part, or nil
	Shutdown      *Shutdown       // ends the statements when it ends; nil lets them end by themselves
	scheduler     *scheduler      // whose turn it is to read; nil for no turns
	Uninterrupted bool            // a reading is never interrupted: that would cost the connection
	Priority      Priority        // of the readings
	IdleTimeout   time.Duration   // for which the database may say nothing, 0 for ever
	Retry         RetryFunc       // of readings, nil for never
}

// RetryFunc is [ErrorClassifier.Retry].
type RetryFunc func(ctx context.Context, err error, try int, began time.Time) bool

// Exec runs a statement and returns how many rows it wrote.
func (c Conn) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	ctx, leave, err := c.Shutdown.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer leave()
	if err := ctx.Err(); err != nil { // pgx would give up the connection
		return 0, err
	}
	ctx, heard, stop := withIdleTimeout(ctx, c.IdleTimeout)
	defer stop()
	start := time.Now()
	var rows int64
	result, err := c.Q.ExecContext(ctx, sql, args...)
	if err == nil {
		rows, err = result.RowsAffected()
	}
	err = heard(err)
	c.LogStatement(start, sql, args, rows, err)
	return rows, err
}

// Query runs a query of width columns and hands each row to read. The row is
// read's to keep: the error is [model.Internal] if all of them have more than [maxRowBytes].
func (c Conn) Query(ctx context.Context, width int, read func(cell.Row) error, sql string, args ...any) error {
	size := 0
	return c.Stream(ctx, width, func(row cell.Row) error {
		if size += row.Size(); size > maxRowBytes {
			return model.Failf(model.Internal, nil, "This needs too much memory: the texts of the rows are larger than %d MB. Choose fewer rows.", maxRowBytes>>20)
		}
		return read(slices.Clone(row))
	}, sql, args...)
}

// Stream is [Conn.Query] for many rows: each is read into the same cells, and is
// good until read returns. The values in it are read's to keep.
func (c Conn) Stream(ctx context.Context, width int, read func(cell.Row) error, sql string, args ...any) (err error) {
	if c.Uninterrupted {
		if err := ctx.Err(); err != nil {
			return err
		}
		ctx = context.WithoutCancel(ctx)
	}
	ctx, leave, err := c.Shutdown.Begin(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if c.scheduler != nil {
		end, err := c.scheduler.take(ctx, c.Priority)
		if err != nil {
			return err
		}
		defer end()
	}
	began := time.Now()
	for try := 1; ; try++ {
		n, err := c.streamOnce(ctx, width, read, sql, args)
		if err == nil || n > 0 || c.Retry == nil || !c.Retry(ctx, err, try, began) {
			return err
		}
	}
}

// streamOnce issues a query, and returns how many rows were read.
func (c Conn) streamOnce(
	ctx context.Context, width int, read func(cell.Row) error, sql string, args []any,
) (n int64, err error) {
	if err := ctx.Err(); err != nil { // pgx would give up the connection
		return 0, err
	}
	ctx, heard, stop := withIdleTimeout(ctx, c.IdleTimeout)
	defer stop()
	start := time.Now()
	defer func() { c.LogStatement(start, sql, args, n, err) }()
	rows, err := c.Q.QueryContext(ctx, sql, args...)
	if err = heard(err); err != nil {
		return n, err
	}
	defer rows.Close()
	row, into := make(cell.Row, width), make([]any, width)
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		row.Settle()
		n++
		if err := read(row); err != nil {
			return n, err
		}
		heard(nil)
	}
	return n, heard(rows.Err())
}

// LogStatement logs a statement that ended.
func (c Conn) LogStatement(start time.Time, sql string, args []any, rows int64, err error) {
	if c.Log == nil {
		return
	}
	c.Log.Add(sqllog.Statement{
		At: start, Label: c.Label, SQL: sql, Args: append([]any(nil), args...),
		Took: time.Since(start), Rows: rows, Err: err,
	})
}

// maxRowBytes is the maximum size of the texts and blobs that one statement may return to be
// kept in memory. Rows that are printed or exported are not kept.
const maxRowBytes = 256 << 20
