package check

import (
	"roster/data/internal/sqldb"
	"roster/data/query"
)

// Checker checks one database for problems.
type Checker struct {
	db     *sqldb.DB
	reader *query.Reader
}

// NewChecker returns a checker of a database.
func NewChecker(db *sqldb.DB, reader *query.Reader) *Checker { return &Checker{db, reader} }
