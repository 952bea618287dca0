package change

import (
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// CheckOutdated returns a [model.SchemaChanged] error if a change was planned with another
// catalog than that of the current tables. Planned again it may fit.
func (wr *Writer) CheckOutdated(c *Change) error {
	if now := wr.db.Catalog(); c.Tables == nil || c.Tables == now || c.Tables.IsLike(now) {
		return nil
	}
	return model.Failf(model.SchemaChanged, nil, "Another program altered the tables of %s: nothing was changed. Try again.", wr.db.Path)
}

// tablesOf returns the catalog by which the rows of a change are laid out. It may
// be an earlier one: a change can be on screen while the tables are altered.
func (h *History) tablesOf(c *Change) *sqldb.Catalog {
	if c.Tables != nil {
		return c.Tables
	}
	return h.db.Catalog()
}
