package postgres

import (
	"strings"

	"roster/data/internal/cell"
	"roster/data/sqllog"
)

// arrayOf returns the values as PostgreSQL writes an array, of whatever type. It is a secret
// if one of them is.
func arrayOf(values []any) any {
	var b strings.Builder
	isSecret := false
	b.WriteByte('{')
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		if hidden, ok := v.(sqllog.Secret); ok {
			v, isSecret = hidden.Arg, true
		}
		writeElement(&b, v)
	}
	b.WriteByte('}')
	if isSecret {
		return sqllog.Secret{Arg: b.String()}
	}
	return b.String()
}

// writeElement quotes texts: else one could be an empty element, or NULL.
// https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
func writeElement(b *strings.Builder, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteString("NULL")
	case string:
		b.WriteByte('"')
		for _, c := range []byte(v) {
			if c == '"' || c == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
		b.WriteByte('"')
	default:
		b.WriteString(cell.Text(v))
	}
}
