package data

import (
	"context"
	"errors"

	"roster/data/access"
	"roster/data/field"
	"roster/data/importer"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/snapshot"
)

// backupLabel is the label of a backup in the log.
const backupLabel = "Backup"

// Backup copies the database, as it is at one moment, into the file at path, which must be
// empty, and checks that the copy opens. It copies everything from a file, and the teams,
// heroes and memberships from a server. Others may write at the same time. If it fails, the
// file may contain a part of the copy.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.rights.Check(access.Machine); err != nil {
		return err
	}
	err := s.db.Engine.Backup(ctx, s.db.Read(backupLabel), path)
	if errors.Is(err, errors.ErrUnsupported) {
		err = s.copyInto(ctx, path)
	}
	if err != nil {
		return s.db.Engine.Failure(err)
	}
	copied, err := Open(ctx, path, Options{ReadOnly: true, Names: s.db.Catalog().Names})
	if err != nil {
		return err
	}
	return copied.Close()
}

// copyInto makes a roster in the empty file at path of what this one holds. It is
// an import of everything, by id.
func (s *Store) copyInto(ctx context.Context, path string) (err error) {
	copied, err := Open(ctx, path, Options{Schema: s.schemaText, Create: true, KeepSchema: true, Now: s.writer.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	draft, err := s.drafted(ctx, copied)
	if err != nil {
		return err
	}
	plan, err := copied.PlanImport(ctx, importer.Import{Draft: draft, Match: importer.MatchID, Name: s.db.Path})
	if err != nil {
		return err
	}
	if plan.Problems.Count > 0 {
		return model.Failf(model.Invalid, nil, "%s can't be copied into a file: %s. Use pg_dump.", s.db.Path,
			plan.Problems.List[0].Text)
	}
	if !plan.Empty() {
		_, err = copied.ApplyImport(ctx, plan)
	}
	return err
}

// drafted returns all that the database holds at one moment, as a draft for the copy,
// which gets the fields.
func (s *Store) drafted(ctx context.Context, copied *Store) (draft *importer.Draft, err error) {
	err = s.Snapshot(ctx, backupLabel, func(now *snapshot.Snapshot) error {
		for _, t := range sqldb.StandardTables {
			if err := copied.writer.CopyFields(ctx, backupLabel, t.Name, now.Fields(t.Name)); err != nil {
				return err
			}
		}
		draft = copied.NewDraft()
		give := importer.FieldCopier{Draft: draft}
		err := now.Teams(ctx, func(t model.Team, fields []field.Stored) error {
			draft.Team(importer.Entry{
				ID: importer.Just(t.ID), Name: importer.Just(t.Name), Text: importer.Just(t.Headquarters),
				IsNull: t.NullHeadquarters, Fields: give.Values(fields),
			})
			return give.Err
		})
		if err == nil {
			err = now.Heroes(ctx, func(h model.Hero, fields []field.Stored) error {
				draft.Hero(importer.Entry{
					ID: importer.Just(h.ID), Name: importer.Just(h.Name), Text: importer.Just(h.SecretName),
					IsNull: h.NullSecret, Age: h.Age, AgeSaid: true, Fields: give.Values(fields),
				})
				return give.Err
			})
		}
		if err == nil {
			err = now.Links(ctx, func(l snapshot.Link) error {
				draft.Link(0, draft.Team(importer.Entry{ID: importer.Just(l.TeamID)}),
					draft.Hero(importer.Entry{ID: importer.Just(l.HeroID)}), l.Standing, give.Values(l.Fields)...)
				return give.Err
			})
		}
		return err
	})
	return draft, err
}
