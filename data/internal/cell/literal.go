package cell

import (
	"fmt"
	"strings"
)

// Literal returns a stored value as SQL would write it, so that it shows what
// type it has: 'x' is text, X'00' a blob.
func Literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case []byte:
		return fmt.Sprintf("X'%X'", v)
	}
	return Text(v)
}

// Storage returns how a value is stored that should be text.
func Storage(v any) string {
	switch v.(type) {
	case nil:
		return "NULL"
	case []byte:
		return "a blob"
	}
	return "a number"
}
