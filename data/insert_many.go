package data

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// bulkArgs is how many arguments a statement takes that writes new rows in
// bulk. It is prepared once, so that more of them cost less each.
const bulkArgs = 600

// insertMany writes count new rows, which rows hands to add in the order of
// their keys. Indexes that slow it down are made anew afterwards.
func (w *bulkWriter) insertMany(ctx context.Context, t *table, columns []int, count int, rows func(add func([]any) error) error) (err error) {
	if count == 0 {
		return nil
	}
	remake, err := w.dialect.dropIndexes(ctx, w.conn, t.name, count)
	if err != nil {
		return err
	}
	in := inserter{w: w, table: t, columns: columns, perStatement: max(1, bulkArgs/len(columns)), start: time.Now()}
	err = rows(func(values []any) error { return in.add(ctx, values) })
	if err == nil {
		err = in.flush(ctx)
	}
	if err := errors.Join(err, in.close(err)); err != nil {
		return err
	}
	for _, create := range remake {
		if _, err := w.conn.exec(ctx, create); err != nil {
			return err
		}
	}
	return nil
}

// inserter writes new rows, many with one statement.
type inserter struct {
	w            *bulkWriter
	table        *table
	columns      []int
	perStatement int
	statement    *sql.Stmt // takes perStatement rows
	args         []any
	rows         int
	start        time.Time
}

func (in *inserter) add(ctx context.Context, values []any) error {
	in.args = append(in.args, values...)
	if len(in.args) < in.perStatement*len(in.columns) {
		return nil
	}
	if in.statement == nil {
		var err error
		if in.statement, err = in.w.conn.q.PrepareContext(ctx, in.sql(in.perStatement)); err != nil {
			return err
		}
	}
	_, err := in.statement.ExecContext(ctx, in.args...)
	in.wrote()
	return err
}

// flush writes the rows that do not fill a statement.
func (in *inserter) flush(ctx context.Context) error {
	if len(in.args) == 0 {
		return nil
	}
	_, err := in.w.conn.q.ExecContext(ctx, in.sql(len(in.args)/len(in.columns)), in.args...)
	in.wrote()
	return err
}

func (in *inserter) wrote() {
	n := len(in.args) / len(in.columns)
	in.rows += n
	in.args = in.args[:0]
	in.w.wrote(n)
}

// close logs all the statements as one: to remember each would take more memory
// than the rows.
func (in *inserter) close(err error) error {
	in.w.conn.done(in.start, in.sql(1), nil, int64(in.rows), err)
	if in.statement == nil {
		return nil
	}
	return in.statement.Close()
}

// sql returns the statement for n rows.
func (in *inserter) sql(n int) string {
	var sql statement
	sql.add("INSERT INTO ", quote(in.table.name), " (")
	sql.names("", in.table, in.columns)
	sql.add(") VALUES ")
	for i := range n {
		sql.add(comma(i), "(")
		for j := range in.columns {
			sql.add(comma(j), in.w.dialect.placeholder(i*len(in.columns)+j+1))
		}
		sql.add(")")
	}
	return sql.String()
}
