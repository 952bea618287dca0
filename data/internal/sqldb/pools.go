package sqldb

import (
	"database/sql"
	"errors"
)

// Pools are the connections to one database. The writer is one connection; it
// is nil where the database can't be written.
type Pools struct {
	Reader   *sql.DB // for what the user waits for
	Aside    *sql.DB // for what no one waits for
	Writer   *sql.DB
	Indexer  *sql.DB // makes indexes, beside the writer: nil where that is
	ReadOnly string  // why the database can't be written, "" where it can
}

// Close closes the readers first and the writer last.
func (p Pools) Close() error {
	err := errors.Join(p.Reader.Close(), p.Aside.Close())
	if p.Writer != nil {
		err = errors.Join(err, p.Indexer.Close(), p.Writer.Close())
	}
	return err
}
