package field

import (
	"strconv"
	"strings"

	"roster/data/model"
)

// MinimumName is the name of the field of teams that sets how many active members each needs.
const MinimumName = "minimum"

// IsMinimum reports whether a field sets how many active members its team needs.
func (f Field) IsMinimum() bool {
	return f.Table == model.TeamTable && f.Kind == Whole && strings.EqualFold(f.Name, MinimumName)
}

// Minimum returns the value of such a field, or usual if it has none. A value that is not a
// number is 0, as for the database.
func (v Value) Minimum(usual int64) int64 {
	if !v.Set {
		return usual
	}
	n, _ := strconv.ParseInt(v.Text, 10, 64)
	return n
}
