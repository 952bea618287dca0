package data

import "database/sql/driver"

// secret is an argument that must not be shown unless it was asked for: a secret
// name, or the rows of the history, which hold some. The column that it belongs
// to says so, never the look of the text.
type secret struct{ value any }

// Value hands the driver what the column is to hold.
func (s secret) Value() (driver.Value, error) { return s.value, nil }

// argument returns the value at a position as an argument of a statement.
func (t *table) argument(row Row, position int) any {
	if t.isSecret(position) && row[position] != nil {
		return secret{row[position]}
	}
	return row[position]
}

// arguments returns the values at these positions as arguments of a statement.
func (t *table) arguments(row Row, positions []int) []any {
	args := make([]any, len(positions))
	for i, p := range positions {
		args[i] = t.argument(row, p)
	}
	return args
}
