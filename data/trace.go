package data

import (
	"context"
	"database/sql"
	"slices"
	"time"
)

// querier is what a pool, a connection and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// conn issues statements through q and logs each under a label, where it has a
// log.
type conn struct {
	q     querier
	log   *Log
	label string
	steps *steps        // of which the statements are a part, or nil
	life  *lifetime     // ends the statements when it ends; nil lets them end by themselves
	turns *turns        // whose turn it is to read; nil for no turns
	whole bool          // a reading is never interrupted: that would cost the connection
	class class         // of the readings
	limit time.Duration // for which the database may say nothing, 0 for ever
	again retry         // of readings, nil for never
}

// retry is [dialect.again].
type retry func(ctx context.Context, err error, try int, began time.Time) bool

// cells is one row as it came from the driver: nil, int64, float64, string or
// []byte (and bool where the database has booleans).
type cells []any

// exec runs a statement and returns how many rows it wrote.
func (c conn) exec(ctx context.Context, sql string, args ...any) (int64, error) {
	ctx, leave, err := c.life.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer leave()
	if err := ctx.Err(); err != nil { // pgx would give up the connection
		return 0, err
	}
	ctx, heard, stop := listening(ctx, c.limit)
	defer stop()
	start := time.Now()
	var rows int64
	result, err := c.q.ExecContext(ctx, sql, args...)
	if err == nil {
		rows, err = result.RowsAffected()
	}
	err = heard(err)
	c.done(start, sql, args, rows, err)
	return rows, err
}

// query runs a query of width columns and hands each row to read. The row is
// read's to keep: the error is [Internal] if all of them have more than [keptLimit].
func (c conn) query(ctx context.Context, width int, read func(cells) error, sql string, args ...any) error {
	size := 0
	return c.stream(ctx, width, func(row cells) error {
		if size += row.size(); size > keptLimit {
			return fail(Internal, nil, "This needs more memory than roster takes: the texts of the rows have more than %d MB. Choose fewer rows.", keptLimit>>20)
		}
		return read(slices.Clone(row))
	}, sql, args...)
}

// stream is [conn.query] for many rows: each is read into the same cells, and is
// good until read returns. The values in it are read's to keep.
func (c conn) stream(ctx context.Context, width int, read func(cells) error, sql string, args ...any) (err error) {
	if c.whole {
		if err := ctx.Err(); err != nil {
			return err
		}
		ctx = context.WithoutCancel(ctx)
	}
	ctx, leave, err := c.life.begin(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if c.turns != nil {
		end, err := c.turns.take(ctx, c.class)
		if err != nil {
			return err
		}
		defer end()
	}
	began := time.Now()
	for try := 1; ; try++ {
		n, err := c.streamOnce(ctx, width, read, sql, args)
		if err == nil || n > 0 || c.again == nil || !c.again(ctx, err, try, began) {
			return err
		}
	}
}

// streamOnce issues a query, and returns how many rows were read.
func (c conn) streamOnce(ctx context.Context, width int, read func(cells) error, sql string, args []any) (n int64, err error) {
	if err := ctx.Err(); err != nil { // pgx would give up the connection
		return 0, err
	}
	ctx, heard, stop := listening(ctx, c.limit)
	defer stop()
	start := time.Now()
	defer func() { c.done(start, sql, args, n, err) }()
	rows, err := c.q.QueryContext(ctx, sql, args...)
	if err = heard(err); err != nil {
		return n, err
	}
	defer rows.Close()
	row, into := make(cells, width), make([]any, width)
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		row.settle()
		n++
		if err := read(row); err != nil {
			return n, err
		}
		heard(nil)
	}
	return n, heard(rows.Err())
}

// settle mends what the driver hands out: an empty blob comes as a nil slice,
// and would be stored as NULL.
func (row cells) settle() {
	for i, v := range row {
		if b, ok := v.([]byte); ok && b == nil {
			row[i] = []byte{}
		}
	}
}

func (c conn) done(start time.Time, sql string, args []any, rows int64, err error) {
	if c.log == nil {
		return
	}
	c.log.add(Statement{
		At: start, Label: c.label, SQL: sql, Args: append([]any(nil), args...),
		Took: time.Since(start), Rows: rows, Err: err,
	})
}
