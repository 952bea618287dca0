package snapshot

import (
	"roster/data/internal/cell"
	"roster/data/model"
)

// IsFlag reports whether a stored is_training is one that SQLModel writes: NULL is, if the
// column may be NULL.
func IsFlag(v any, nullable bool) bool {
	switch v := v.(type) {
	case nil:
		return nullable
	case bool:
		return true
	case int64:
		return v == 0 || v == 1
	}
	return false
}

// KeyFrom reads the cells team_id, hero_id; ok is false if one is not a whole number.
func KeyFrom(row cell.Row) (model.LinkKey, bool) {
	key := model.LinkKey{TeamID: cell.ID(row[0]), HeroID: cell.ID(row[1])}
	_, isNumber := key.TeamID.Number()
	_, isNumberToo := key.HeroID.Number()
	return key, isNumber && isNumberToo
}
