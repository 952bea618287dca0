package data

import (
	"context"
	"errors"

	"roster/data/access"
	"roster/data/change"
	"roster/data/check"
	"roster/data/importer"
	"roster/data/index"
	"roster/data/intent"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/query"
	"roster/data/snapshot"
	"roster/data/sqllog"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	db         *sqldb.DB
	rights     access.Rights
	reader     *query.Reader
	writer     *change.Writer
	planner    *intent.Planner
	importer   *importer.Importer
	indexes    *index.Builder
	checker    *check.Checker
	schemaText string       // of schema.sql
	onClosed   func() error // what a demo does after closing
}

// Close cancels the running reads and the creation of an index. It closes the readers first
// and the writer last: the last connection is the one that removes the -wal and -shm files.
func (s *Store) Close() error {
	err := s.db.Close()
	if s.onClosed != nil {
		err = errors.Join(err, s.onClosed())
	}
	return err
}

// Rights returns what the session may do. What it may not do, the store refuses.
func (s *Store) Rights() access.Rights { return s.rights }

// Path returns the database as the user named it, or for a guest what it is called. It is
// not sanitised.
func (s *Store) Path() string { return s.db.Path }

// Words returns what the roster calls its teams, its heroes and their standings.
func (s *Store) Words() model.Words { return s.db.Words }

// Log returns the log of the statements that the store issues.
func (s *Store) Log() *sqllog.Log { return s.db.Log }

// ReadOnly returns why the database can't be written, or "" if it can.
func (s *Store) ReadOnly() string { return s.db.Pools.ReadOnly }

// HasWritten reports whether a change was applied, or the history was cleared,
// through this store.
func (s *Store) HasWritten() bool { return s.writer.HasWritten() }

// Look is [sqldb.DB.Look].
func (s *Store) Look(ctx context.Context) (changed bool, err error) { return s.db.Look(ctx) }

// Watch is [sqldb.DB.Watch].
func (s *Store) Watch(ctx context.Context) (changed bool, err error) { return s.db.Watch(ctx) }

// History returns what reads the changes that were made.
func (s *Store) History() *change.History { return s.writer.History }

// Reader returns what reads the lists, rows and counts of the database.
func (s *Store) Reader() *query.Reader { return s.reader }

// Snapshot is [snapshot.Take].
func (s *Store) Snapshot(ctx context.Context, label string, do func(*snapshot.Snapshot) error) error {
	return snapshot.Take(ctx, s.db, label, do)
}

// Plan is [intent.Planner.Plan].
func (s *Store) Plan(ctx context.Context, wanted intent.Intent) (intent.Plan, error) {
	switch wanted.(type) {
	case intent.RemoveDangling, intent.RepairFlags:
		if err := s.rights.Check(access.Machine); err != nil {
			return intent.Plan{}, err
		}
	}
	return s.planner.Plan(ctx, wanted)
}

// Preview is [intent.Planner.Preview].
func (s *Store) Preview(ctx context.Context, p intent.Plan) (intent.Preview, error) {
	return s.planner.Preview(ctx, p)
}

// Apply is [change.Writer.Apply].
func (s *Store) Apply(ctx context.Context, c change.Change) (change.Change, error) {
	if err := s.rights.Check(access.Edit); err != nil {
		return c, err
	}
	return s.writer.Apply(ctx, c)
}

// Undo is [change.Writer.Undo].
func (s *Store) Undo(ctx context.Context, of change.Ref) (change.Change, error) {
	if err := s.rights.Check(access.Edit); err != nil {
		return change.Change{}, err
	}
	return s.writer.Undo(ctx, of)
}

// Redo is [change.Writer.Redo].
func (s *Store) Redo(ctx context.Context, of change.Ref) (change.Change, error) {
	if err := s.rights.Check(access.Edit); err != nil {
		return change.Change{}, err
	}
	return s.writer.Redo(ctx, of)
}

// ClearHistory is [change.Writer.ClearHistory].
func (s *Store) ClearHistory(ctx context.Context) (int64, error) {
	if err := s.rights.Check(access.Machine); err != nil {
		return 0, err
	}
	return s.writer.ClearHistory(ctx)
}

// NewDraft is [importer.Importer.NewDraft].
func (s *Store) NewDraft() *importer.Draft { return s.importer.NewDraft() }

// PlanImport is [importer.Importer.Plan].
func (s *Store) PlanImport(ctx context.Context, w importer.Import) (importer.Plan, error) {
	return s.importer.Plan(ctx, w)
}

// ChangedMemberships is [importer.Importer.ChangedMemberships].
func (s *Store) ChangedMemberships(p importer.Plan, limit int) []change.Detail {
	return s.importer.ChangedMemberships(p, limit)
}

// ApplyImport is [importer.Importer.Apply].
func (s *Store) ApplyImport(ctx context.Context, p importer.Plan) (change.Change, error) {
	if err := s.rights.Check(access.Edit); err != nil {
		return change.Change{}, err
	}
	return s.importer.Apply(ctx, p)
}

// PlanIndexes is [index.Builder.Plan].
func (s *Store) PlanIndexes(ctx context.Context) (index.Plan, error) { return s.indexes.Plan(ctx) }

// AddIndexes is [index.Builder.Add].
func (s *Store) AddIndexes(ctx context.Context, p index.Plan) error {
	if err := s.rights.Check(access.Alter); err != nil {
		return err
	}
	return s.indexes.Add(ctx, p)
}

// Check is [check.Checker.Run].
func (s *Store) Check(ctx context.Context) (check.Report, error) { return s.checker.Run(ctx) }

// IsDamaged is [check.Checker.IsDamaged].
func (s *Store) IsDamaged(ctx context.Context) (bool, error) { return s.checker.IsDamaged(ctx) }
