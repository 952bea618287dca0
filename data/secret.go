package data

import (
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"
)

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

// spoken returns the code of an error whose words may hold what a row has: those of a
// trigger or of another function of the database, which may say anything, and of a value
// that was not understood. It is "" for any other error.
func spoken(err error) string {
	if sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_TRIGGER {
		return "a trigger's message"
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	if ok && (e.Where != "" || strings.HasPrefix(e.Code, "P0") || strings.HasPrefix(e.Code, "22")) {
		return "SQLSTATE " + e.Code
	}
	return ""
}
