package sqldb

import (
	"strconv"

	"roster/data/field"
)

// CommonType returns the type of a column that is called the same on all engines.
func CommonType(kind field.Kind, limit int) string {
	switch {
	case kind == field.Whole:
		return "INTEGER"
	case kind == field.Decimal:
		return "FLOAT"
	case kind == field.YesNo:
		return "BOOLEAN"
	case kind == field.Date:
		return "DATE"
	case kind == field.Clock:
		return "TIME"
	case kind == field.JSON:
		return "JSON"
	case kind == field.UUID:
		return "UUID"
	case limit > 0:
		return "VARCHAR(" + strconv.Itoa(limit) + ")"
	}
	return "VARCHAR"
}
