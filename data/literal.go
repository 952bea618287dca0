package data

import (
	"fmt"
	"strings"
)

// literal returns a stored value as SQL would write it, so that it shows what
// type it has: 'x' is text, X'00' a blob.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case []byte:
		return fmt.Sprintf("X'%X'", v)
	}
	return text(v)
}

// briefLiteral is [literal] as a message has it, of a value of any length.
func briefLiteral(v any) string {
	const most = 400 // bytes: more than [brief] leaves of them
	switch long := v.(type) {
	case string:
		v = long[:min(len(long), most)]
	case []byte:
		v = long[:min(len(long), most)]
	}
	return brief(literal(v))
}

// storageOf returns how a value is stored that should be text.
func storageOf(v any) string {
	switch v.(type) {
	case nil:
		return "NULL"
	case []byte:
		return "a blob"
	}
	return "a number"
}

// maxEntitled is how many characters of a name a report shows.
const maxEntitled = 60

// entitled returns the kind, the name and the id of a row whose first cells are
// the id and the name: "hero Deadpond id:1".
func entitled(kind string, row cells) string {
	name := shortened(text(row[1]), maxEntitled)
	if name != "" {
		kind += " " + name
	}
	return kind + " id:" + text(row[0])
}
