package sqldb

import (
	"context"
	"reflect"

	"roster/data/model"
)

// Catalog returns the description of the tables. Another program may alter them at any time:
// what was planned with one catalog is written while that is the current one, or not at all.
func (db *DB) Catalog() *Catalog { return db.tables.Load() }

// RefreshCatalog makes sure that the catalog is that of the current tables: a write with an
// old one would lose what it does not know. If someone altered them it is read again. The
// error has the code [model.SchemaChanged] if they are no longer a roster. Other tables, views
// and indexes are ignored.
func (db *DB) RefreshCatalog(ctx context.Context, schema string, c Conn) error {
	db.mu.Lock()
	known := db.schemaVersion == schema
	db.mu.Unlock()
	was := db.Catalog()
	if known || len(was.Tables) == 0 {
		return nil
	}
	now, err := db.Engine.Catalog(ctx, c)
	if err != nil {
		return err
	}
	if !was.IsLike(&now) || now.HistoryFlaw != "" {
		if err := now.check(db.Path); err != nil {
			return model.Failf(model.SchemaChanged, err, "Another program altered the tables of %s: nothing was changed. Quit, and open it again.", db.Path)
		}
		db.tables.Store(&now)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	db.schemaVersion = schema
	db.hasHistory, db.indexes = now.History || db.HistoryIsTemporary && db.hasHistory, now.Indexed
	return nil
}

// IsLike reports whether rows that were read by the one catalog can be written by
// the other.
func (c *Catalog) IsLike(other *Catalog) bool {
	return reflect.DeepEqual(c.Tables, other.Tables) && reflect.DeepEqual(c.Rules, other.Rules) &&
		c.HeroesEnforced == other.HeroesEnforced
}

// RetryAltered calls do, and calls it again if it fails with [model.SchemaChanged] because the
// tables were altered in between.
func (db *DB) RetryAltered(do func() error) error {
	was := db.Catalog()
	err := do()
	if model.ErrorCode(err) == model.SchemaChanged && db.Catalog() != was {
		return do()
	}
	return err
}
