package sqllog

import (
	"database/sql/driver"
)

// Secret is an argument that must not be shown unless requested: a secret name, or the rows of
// the history, which contain some. That depends on its column, never on its text.
type Secret struct{ Arg any }

// Value hands the driver what the column is to hold.
func (s Secret) Value() (driver.Value, error) { return s.Arg, nil }
