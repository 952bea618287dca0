package sqldb

import (
	"roster/data/model"
	"roster/data/sqllog"
)

// Argument returns the value at a position as an argument of a statement.
func (t *Table) Argument(row model.Row, position int) any {
	if t.IsSecret(position) && row[position] != nil {
		return sqllog.Secret{Arg: row[position]}
	}
	return row[position]
}

// Arguments returns the values at these positions as arguments of a statement.
func (t *Table) Arguments(row model.Row, positions []int) []any {
	args := make([]any, len(positions))
	for i, p := range positions {
		args[i] = t.Argument(row, p)
	}
	return args
}
