package sqldb

import (
	"strings"
)

// plainNames are the names that need no quotes: those of the tutorial, which appear in the
// statement log, and of schemas.
var plainNames = map[string]bool{
	"public": true, "team": true, "hero": true, "heroteamlink": true, "roster_change": true, "id": true,
	"name": true, "headquarters": true,
	"secret_name": true, "age": true, "team_id": true, "hero_id": true, "is_training": true,
}

// Quote returns an identifier for SQL text.
func Quote(name string) string {
	if plainNames[name] {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
