package importer

import (
	"roster/data/change"
	"roster/data/internal/sqldb"
)

// Importer imports the contents of a file into a database.
type Importer struct {
	db     *sqldb.DB
	writer *change.Writer
}

// New returns an importer for a database.
func New(db *sqldb.DB, writer *change.Writer) *Importer { return &Importer{db, writer} }
