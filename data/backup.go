package data

import (
	"context"
	"errors"
)

// backupLabel is what the log says that a backup is read for.
const backupLabel = "Backup"

// Backup copies the database, as it is at one moment, into the file at path, which
// must be empty, and checks that the copy opens. Of a file it copies all that there
// is, of a database on a server the teams, heroes and memberships. Others may write
// meanwhile. Where it fails, the file may hold a part.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.dialect.backup(ctx, s, path); err != nil {
		return s.dialect.failure(err)
	}
	copied, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return copied.Close()
}

// copyInto makes a roster in the empty file at path of what this one holds. It is
// an import of everything, by id.
func (s *Store) copyInto(ctx context.Context, path string) (err error) {
	draft, err := s.drafted(ctx)
	if err != nil {
		return err
	}
	copied, err := Open(ctx, path, Options{Schema: s.text, Create: true, KeepSchema: true, Now: s.now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	plan, err := copied.PlanImport(ctx, Import{Draft: draft, Match: MatchID, Name: s.path})
	if err != nil {
		return err
	}
	if plan.Problems.Count > 0 {
		return fail(Invalid, nil, "%s can't be copied into a file: %s. Use pg_dump.", s.path, plan.Problems.List[0].Text)
	}
	if !plan.Empty() {
		_, err = copied.ApplyImport(ctx, plan)
	}
	return err
}

// drafted returns all that the database holds at one moment, as a draft.
func (s *Store) drafted(ctx context.Context) (*Draft, error) {
	draft := NewDraft()
	err := s.Snapshot(ctx, backupLabel, func(now *Snapshot) error {
		err := now.Teams(ctx, func(t Team) error {
			draft.Team(Mention{ID: Just(t.ID), Name: Just(t.Name), Text: Just(t.Headquarters)})
			return nil
		})
		if err == nil {
			err = now.Heroes(ctx, func(h Hero) error {
				draft.Hero(Mention{ID: Just(h.ID), Name: Just(h.Name), Text: Just(h.SecretName), Age: h.Age, AgeSaid: true})
				return nil
			})
		}
		if err == nil {
			err = now.Links(ctx, func(key LinkKey, standing Standing) error {
				draft.Link(0, draft.Team(Mention{ID: Just(key.TeamID)}), draft.Hero(Mention{ID: Just(key.HeroID)}), standing)
				return nil
			})
		}
		return err
	})
	return draft, err
}
