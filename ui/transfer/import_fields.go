package transfer

import (
	"context"
	"errors"
	"io"
	"maps"

	"roster/data"
	"roster/data/importer"
	"roster/internal/exchange"
)

// withFields returns the same reading, into fields for the columns that are to become some.
func (r tableReading) withFields(added []exchange.NewColumn) tableReading {
	r.columns = maps.Clone(r.columns)
	for _, c := range added {
		r.columns[c.Header] = c.Name()
	}
	return r
}

// tryFields reads the source as if the fields were there, and returns what would be wrong:
// a field that is added for nothing stays.
func (r tableReading) tryFields(ctx context.Context, store *data.Store, added []exchange.NewColumn) (importer.Problems, error) {
	draft := store.NewDraft()
	for _, c := range added {
		if err := errors.Join(store.CheckField(c.Field), draft.Expect(c.Field)); err != nil {
			draft.Problem(0, "the column %s can't become a field: %v", c.Header, err)
			return draft.Check(), nil
		}
	}
	var p understood
	_, err := r.open(store.Path(), func(in io.ReaderAt, size int64) ([]string, error) {
		return p.read(ctx, r.withFields(added), in, size, draft, nil)
	})
	return draft.Check(), err
}

// planAgain returns what plans the import once the fields are there.
func (r tableReading) planAgain(added []exchange.NewColumn) func(context.Context, *data.Store) (importer.Plan, error) {
	again := r.withFields(added)
	return func(ctx context.Context, store *data.Store) (importer.Plan, error) {
		p, err := again.run(ctx, store)
		if err == nil && len(p.questions) > 0 {
			err = errors.New("the file or the database changed: import it again")
		}
		return p.plan, err
	}
}
