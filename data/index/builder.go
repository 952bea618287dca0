package index

import (
	"roster/data/internal/sqldb"
	"roster/data/query"
)

// Builder plans and makes the optional indexes of one database.
type Builder struct {
	db     *sqldb.DB
	reader *query.Reader
}

// NewBuilder returns a builder for a database.
func NewBuilder(db *sqldb.DB, reader *query.Reader) *Builder { return &Builder{db, reader} }
