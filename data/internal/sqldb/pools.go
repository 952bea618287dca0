package sqldb

import (
	"database/sql"
	"errors"
)

// Pools are the connections to one database. The writer is one connection; it
// is nil if the database can't be written.
type Pools struct {
	Reader   *sql.DB // for what the user waits for
	Deferred *sql.DB // for what nothing waits for
	Writer   *sql.DB
	Indexer  *sql.DB // makes indexes, beside the writer: nil if that is
	ReadOnly string  // why the database can't be written, "" if it can
}

// Close closes the readers first and the writer last.
func (p Pools) Close() error {
	err := errors.Join(p.Reader.Close(), p.Deferred.Close())
	if p.Writer != nil {
		err = errors.Join(err, p.Indexer.Close(), p.Writer.Close())
	}
	return err
}
