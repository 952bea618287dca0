package sqldb

import (
	"context"
	"strings"
	"time"

	"roster/data/model"
)

// load reads the catalog, after setting up an empty database if that was requested. For later
// writes of others see [DB.Look].
func (db *DB) load(ctx context.Context, opts Options) error {
	version, cat, err := db.readCatalog(ctx)
	if err != nil {
		return err
	}
	if cat.empty() && len(cat.OtherSchemas) > 0 && !opts.AllowOtherTables {
		return model.Failf(model.NotARoster, nil, "%s has no tables in the schemas of its search_path, but in %s: add search_path=%s to the settings of the URL. Nothing was changed. With --create, roster creates its own tables.",
			db.Path, strings.Join(cat.OtherSchemas, ", "), cat.OtherSchemas[0])
	}
	if cat.empty() || opts.AllowOtherTables && cat.isFree() {
		if !opts.Create && !opts.AllowOtherTables || db.Pools.Writer == nil {
			return model.Failf(model.Empty, nil, "%s is empty: it has no tables yet.", db.Path)
		}
		if err := db.setUpConcurrently(ctx); err != nil {
			return err
		}
		if version, cat, err = db.readCatalog(ctx); err != nil {
			return err
		}
	}
	if err := cat.check(db.Path); err != nil {
		return err
	}
	db.tables.Store(&cat)
	db.hasHistory, db.indexes, db.schemaVersion = cat.History, cat.Indexed, version
	db.HistoryIsTemporary = db.HistoryIsTemporary || cat.NoHistory
	if db.Pools.Writer == nil || db.Engine.Traits().Remote {
		return nil // it would take a connection more
	}
	_, err = db.Look(ctx)
	return err
}

// readCatalog reads the catalog, and the version of the schema as it was before that.
func (db *DB) readCatalog(ctx context.Context) (version string, cat Catalog, err error) {
	version, err = db.Engine.SchemaVersion(ctx, Conn{Q: db.Pools.Reader, Retry: db.Engine.Retry})
	if err == nil {
		cat, err = db.Engine.Catalog(ctx, db.Read("Open"))
	}
	return version, cat, db.Engine.Failure(err)
}

// How long an empty database may be locked by someone who sets it up too, and how often
// that is tried.
const (
	setUpTimeout       = 5 * time.Second
	setUpRetryInterval = 20 * time.Millisecond
)

// setUpConcurrently sets up an empty database, unless another program does so at the same
// time.
func (db *DB) setUpConcurrently(ctx context.Context) error {
	for began := time.Now(); ; {
		err := db.setUp(ctx)
		if err == nil {
			return nil
		}
		if _, cat, unread := db.readCatalog(ctx); unread == nil && cat.check(db.Path) == nil {
			return nil
		}
		if model.ErrorCode(err) != model.Locked || time.Since(began) > setUpTimeout ||
			Pause(ctx, setUpRetryInterval) != nil {
			return err
		}
	}
}

// setUp creates the three tables.
func (db *DB) setUp(ctx context.Context) error {
	label := "Create the tables"
	writer := Conn{Q: db.Pools.Writer, Log: db.Log, Label: label}
	if err := db.Engine.Prepare(ctx, writer); err != nil {
		return db.Engine.Failure(err)
	}
	return db.Transaction(ctx, label, func(c Conn) error {
		for _, create := range db.Schema.Tables {
			if _, err := c.Exec(ctx, db.Engine.PlaceStatement(create)); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}
