package sqlite

import "roster/data/internal/sqldb"

// New returns the engine for the file at path, as the user gave it. Nothing is
// opened yet.
func New(path string, opts sqldb.Options) sqldb.Engine { return newEngine(path, opts) }
