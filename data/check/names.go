package check

import (
	"roster/data/internal/cell"
	"roster/data/model"
)

// briefLiteral is [cell.Literal] for a message, of a value of any length.
func briefLiteral(v any) string {
	const most = 400 // bytes: more than [model.Brief] leaves of them
	switch long := v.(type) {
	case string:
		v = long[:min(len(long), most)]
	case []byte:
		v = long[:min(len(long), most)]
	}
	return model.Brief(cell.Literal(v))
}

// maxNameLength is how many characters of a name a report shows.
const maxNameLength = 60

// rowTitle returns the kind, the name and the id of a row whose first cells are
// the id and the name: "hero Deadpond id:1".
func rowTitle(kind string, row cell.Row) string {
	name := model.Shorten(cell.Text(row[1]), maxNameLength)
	if name != "" {
		kind += " " + name
	}
	if id := cell.ID(row[0]); !id.IsZero() {
		return kind + " id:" + id.String()
	}
	return kind + " id:" + cell.Text(row[0])
}
