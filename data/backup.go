package data

import (
	"context"
	"errors"
	"strings"
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
	copied, err := Open(ctx, path, Options{Schema: s.text, Create: true, KeepSchema: true, Now: s.now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	draft, err := s.drafted(ctx, copied)
	if err != nil {
		return err
	}
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

// drafted returns all that the database holds at one moment, as a draft for the copy,
// which gets the fields.
func (s *Store) drafted(ctx context.Context, copied *Store) (draft *Draft, err error) {
	err = s.Snapshot(ctx, backupLabel, func(now *Snapshot) error {
		for _, t := range seedTables {
			if err := copied.addFields(ctx, t.name, now.Fields(t.name)); err != nil {
				return err
			}
		}
		draft = copied.NewDraft()
		give := giving{draft: draft}
		err := now.Teams(ctx, func(t Team, fields []Held) error {
			draft.Team(Mention{ID: Just(t.ID), Name: Just(t.Name), Text: Just(t.Headquarters), Fields: give.all(fields)})
			return give.err
		})
		if err == nil {
			err = now.Heroes(ctx, func(h Hero, fields []Held) error {
				draft.Hero(Mention{ID: Just(h.ID), Name: Just(h.Name), Text: Just(h.SecretName), Age: h.Age, AgeSaid: true, Fields: give.all(fields)})
				return give.err
			})
		}
		if err == nil {
			err = now.Links(ctx, func(key LinkKey, standing Standing, fields []Held) error {
				draft.Link(0, draft.Team(Mention{ID: Just(key.TeamID)}), draft.Hero(Mention{ID: Just(key.HeroID)}), standing, give.all(fields)...)
				return give.err
			})
		}
		return err
	})
	return draft, err
}

// addFields gives a table of the copy the fields. What must not be empty may be
// there: there are no rows yet for which it could be.
func (s *Store) addFields(ctx context.Context, table string, fields []Field) error {
	for _, f := range fields {
		statement := "ALTER TABLE " + s.dialect.relation(table) + " ADD COLUMN " + quote(f.Name) + " " + s.dialect.declared(f.Kind, f.Limit)
		if len(f.Words) > 0 {
			words := make([]string, len(f.Words))
			for i, word := range f.Words {
				words[i] = literal(word)
			}
			statement += " CHECK (" + quote(f.Name) + " IN (" + strings.Join(words, ", ") + "))"
		}
		err := s.transaction(ctx, backupLabel, func(c conn) error {
			_, err := c.exec(ctx, statement)
			return err
		}, nil)
		if err != nil {
			return err
		}
	}
	_, err := s.Look(ctx)
	return err
}

// giving makes of what rows hold what a draft gives them.
type giving struct {
	draft *Draft
	err   error
}

func (g *giving) all(held []Held) []Given {
	var given []Given
	for _, h := range held {
		text, form, ok := h.InFile()
		if !ok {
			g.err = fail(Invalid, nil, "What %s of %s has can't be copied into a file. Use pg_dump.", brief(h.Field.Name), RowsOf(h.Field.Table))
			return nil
		}
		one, err := g.draft.Give(h.Field.Table, h.Field.Name, text, form)
		if err != nil {
			g.err = err
		}
		given = append(given, one)
	}
	return given
}
