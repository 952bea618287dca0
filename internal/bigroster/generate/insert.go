package generate

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// batch is how many arguments a statement has at most.
const batch = 600

// inserter inserts rows into a table, many with one statement. It keeps the first error.
type inserter struct {
	ctx     context.Context
	tx      *sql.Tx
	table   string // and its columns
	columns int
	full    *sql.Stmt // for as many rows as there is room for
	args    []any
	err     error
}

func (in *inserter) add(values ...any) {
	if in.args = append(in.args, values...); len(in.args)+in.columns > batch {
		in.flush()
	}
}

// flush writes the rows that wait.
func (in *inserter) flush() {
	rows := len(in.args) / in.columns
	if in.err != nil || rows == 0 {
		return
	}
	if rows == batch/in.columns {
		in.flushFull(rows)
	} else {
		_, in.err = in.tx.ExecContext(in.ctx, in.sql(rows), in.args...)
	}
	in.args = in.args[:0]
}

func (in *inserter) flushFull(rows int) {
	if in.full == nil {
		if in.full, in.err = in.tx.PrepareContext(in.ctx, in.sql(rows)); in.err != nil {
			return
		}
	}
	_, in.err = in.full.ExecContext(in.ctx, in.args...)
}

// end writes the rest, and returns the first error.
func (in *inserter) end() error {
	in.flush()
	if in.full != nil {
		in.err = errors.Join(in.err, in.full.Close())
	}
	return in.err
}

func (in *inserter) sql(rows int) string {
	row := "(?" + strings.Repeat(", ?", in.columns-1) + ")"
	return "INSERT INTO " + in.table + " VALUES " + row + strings.Repeat(", "+row, rows-1)
}
