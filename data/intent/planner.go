package intent

import (
	"roster/data/change"
	"roster/data/internal/sqldb"
	"roster/data/query"
)

// Planner turns intents into edits.
type Planner struct {
	db     *sqldb.DB
	reader *query.Reader
	writer *change.Writer
}

// NewPlanner returns a planner for a database.
func NewPlanner(db *sqldb.DB, reader *query.Reader, writer *change.Writer) *Planner {
	return &Planner{db, reader, writer}
}
