package postgres

import "roster/data/internal/sqldb"

// New returns the engine for the database that a URL names. The error has the code
// [model.CantOpen] if the URL can't be read. Nothing is opened yet.
func New(database string, opts sqldb.Options) (sqldb.Engine, error) {
	e, err := newEngine(database, opts)
	if err != nil {
		return nil, err
	}
	return e, nil
}
