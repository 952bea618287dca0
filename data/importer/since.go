package importer

import (
	"slices"
	"time"

	"roster/data/model"
)

// sinceColumn is what a bulk import writes into the field of [sqldb.DB.Since]. The zero
// value is that of a database without one.
type sinceColumn struct {
	at    int
	value any
}

// newSinceColumn returns it for an import of that moment.
func (w *bulkWriter) newSinceColumn(at time.Time) (sinceColumn, error) {
	cat := w.db.Catalog()
	f, ok := w.db.Since(cat)
	if !ok {
		return sinceColumn{}, nil
	}
	v, err := w.db.SinceValue(f, at)
	return sinceColumn{cat.Table(model.LinkTable).Exact(f.Name), v}, err
}

// isFor reports whether it is to be written beside these columns: what a file gives counts.
func (c sinceColumn) isFor(given []int) bool {
	return c.value != nil && !slices.Contains(given, c.at)
}
