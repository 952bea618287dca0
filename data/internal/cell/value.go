package cell

import (
	"bytes"
	"strconv"

	"roster/data/model"
)

// Text reads any stored value as text: a database may allow values in a column that do not
// match its type.
func Text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return "?"
}

// ID reads any stored value as a key. A value that can't be one reads as no id, and a change that
// uses that key finds no row.
func ID(v any) model.ID { return model.StoredID(v) }

// Integer reads any stored value as a whole number: 0 if it is none.
func Integer(v any) int64 {
	n, _ := v.(int64)
	return n
}

// Truth reads a stored flag as the predicate "is_training <> FALSE" does: 2 and
// 'x' are true, NULL is not.
func Truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != "0" // only a column declared as text keeps '0' as text
	}
	return true
}

// Equal reports whether two stored values are the very same: type and bytes.
func Equal(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		if _, isBytes := b.([]byte); isBytes {
			return false
		}
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}
