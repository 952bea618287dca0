package importer

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"roster/data/change"
	"roster/data/internal/sqldb"
)

// The number of arguments of a statement that writes new rows in bulk: prepared once, so that
// further executions are cheaper; or as arrays, if each statement is a round trip.
const (
	bulkArgs   = 600
	bulkArrays = 60_000
)

// insertMany writes count new rows, which rows hands to add in the order of
// their keys. Indexes that slow it down are made again afterwards.
func (w *bulkWriter) insertMany(
	ctx context.Context, t *sqldb.Table, columns []int, count int, rows func(add func([]any) error) error,
) error {
	if count == 0 {
		return nil
	}
	remake, err := w.db.Engine.DropIndexes(ctx, w.conn, t.Name, count)
	if err != nil {
		return err
	}
	in := newInserter(w, t, columns)
	start := time.Now()
	go in.work(ctx)
	err = rows(in.add)
	if err == nil {
		err = in.flush()
	}
	err = in.end(err)
	// All the statements are logged as one: to remember each would take more
	// memory than the rows.
	w.conn.LogStatement(start, in.sql(1), nil, int64(in.rows), err)
	for _, create := range remake {
		if err == nil {
			_, err = w.conn.Exec(ctx, create)
		}
	}
	return err
}

// inserter writes new rows, many with one statement, while the next ones are
// made.
type inserter struct {
	w       *bulkWriter
	table   *sqldb.Table
	columns []int
	full    int        // how many arguments fill a statement
	args    []any      // those that wait for more
	batches chan []any // on their way to be written
	free    chan []any // written, to be filled again
	failed  chan struct{}
	ended   chan struct{}
	err     error // why it failed, once that is closed
	rows    int
}

func newInserter(w *bulkWriter, t *sqldb.Table, columns []int) *inserter {
	most := bulkArgs
	if w.db.Engine.Traits().Remote {
		most = bulkArrays
	}
	in := &inserter{
		w: w, table: t, columns: columns, full: max(1, most/len(columns)) * len(columns),
		batches: make(chan []any, 2), free: make(chan []any, 3), failed: make(chan struct{}),
		ended: make(chan struct{}),
	}
	for range cap(in.free) {
		in.free <- make([]any, 0, in.full)
	}
	in.args = <-in.free
	return in
}

// add adds a row.
func (in *inserter) add(values []any) error {
	if in.args = append(in.args, values...); len(in.args) < in.full {
		return nil
	}
	return in.flush()
}

// flush hands the rows over to be written.
func (in *inserter) flush() error {
	n := len(in.args) / len(in.columns)
	if n == 0 {
		return nil
	}
	select {
	case in.batches <- in.args:
	case <-in.failed:
		return in.err
	}
	in.rows += n
	in.w.conn.Steps.Add(n)
	select {
	case in.args = <-in.free:
	case <-in.failed:
		return in.err
	}
	return nil
}

// end waits until all is written, and returns why that failed.
func (in *inserter) end(err error) error {
	close(in.batches)
	<-in.ended
	select {
	case <-in.failed:
		return in.err
	default:
		return err
	}
}

// work writes the batches that it receives, until they end or one fails.
func (in *inserter) work(ctx context.Context) {
	defer close(in.ended)
	if in.w.db.Engine.Traits().Remote {
		in.workInArrays(ctx)
		return
	}
	statement, err := in.w.conn.Q.PrepareContext(ctx, in.sql(in.full/len(in.columns)))
	if err != nil {
		in.fail(err)
		return
	}
	for args := range in.batches {
		if err = in.write(ctx, statement, args); err != nil {
			break
		}
		in.free <- args[:0]
	}
	if err := errors.Join(err, statement.Close()); err != nil {
		in.fail(err)
	}
}

// workInArrays is work, with one array for each column of many rows.
func (in *inserter) workInArrays(ctx context.Context) {
	width := len(in.columns)
	for args := range in.batches {
		var sql sqldb.Builder
		sql.Add("INSERT INTO ", in.w.db.Engine.Relation(in.table.Name), " (")
		sql.Columns("", in.table, in.columns)
		sql.Add(")")
		in.w.db.Engine.NewRows(&sql, in.table.TypesAt(in.columns), slices.Collect(slices.Chunk(args, width)))
		result, err := in.w.conn.Q.ExecContext(ctx, sql.String(), sql.Args...)
		if err = in.wrote(args, result, err); err != nil {
			in.fail(err)
			return
		}
		in.free <- args[:0]
	}
}

func (in *inserter) write(ctx context.Context, statement *sql.Stmt, args []any) error {
	if len(args) == in.full {
		result, err := statement.ExecContext(ctx, args...)
		return in.wrote(args, result, err)
	}
	result, err := in.w.conn.Q.ExecContext(ctx, in.sql(len(args)/len(in.columns)), args...)
	return in.wrote(args, result, err)
}

// wrote returns why not all of the rows in args were written.
func (in *inserter) wrote(args []any, result sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n != int64(len(args)/len(in.columns)) {
		return change.IgnoredByTrigger(in.table)
	}
	return err
}

func (in *inserter) fail(err error) {
	in.err = err
	close(in.failed)
}

// sql returns the statement for n rows.
func (in *inserter) sql(n int) string {
	var sql sqldb.Builder
	sql.Add("INSERT INTO ", in.w.db.Engine.Relation(in.table.Name), " (")
	sql.Columns("", in.table, in.columns)
	sql.Add(") VALUES ")
	for i := range n {
		sql.Add(sqldb.Comma(i), "(")
		for j := range in.columns {
			sql.Add(sqldb.Comma(j), in.w.db.Engine.Placeholder(i*len(in.columns)+j+1))
		}
		sql.Add(")")
	}
	return sql.String()
}
