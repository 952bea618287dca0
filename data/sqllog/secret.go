package sqllog

import (
	"database/sql/driver"
)

// Secret is an argument that must not be shown unless it was asked for: a secret
// name, or the rows of the history, which hold some. The column that it belongs
// to says so, never the look of the text.
type Secret struct{ Arg any }

// Value hands the driver what the column is to hold.
func (s Secret) Value() (driver.Value, error) { return s.Arg, nil }
