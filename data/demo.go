package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"roster/data/intent"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Seed is the scenario "Create heroes" of the SQLModel tutorial page: two teams,
// three heroes and four memberships.
func Seed() intent.Create {
	return intent.Create{
		Label: "Create heroes",
		Teams: []model.Team{
			{Name: "Z-Force", Headquarters: "Sister Margaret's Bar"},
			{Name: "Preventers", Headquarters: "Sharp Tower"},
		},
		Heroes: []model.Hero{
			{Name: "Deadpond", SecretName: "Dive Wilson"},
			{Name: "Spider-Boy", SecretName: "Pedro Parqueador"},
			{Name: "Rusty-Man", SecretName: "Tommy Sharp", Age: model.Years(48)},
		},
		Links: []intent.NewLink{
			{Team: intent.Created(0), Hero: intent.Created(0), Standing: model.Active},
			{Team: intent.Created(1), Hero: intent.Created(0), Standing: model.Training},
			{Team: intent.Created(1), Hero: intent.Created(1), Standing: model.Training},
			{Team: intent.Created(1), Hero: intent.Created(2), Standing: model.Active},
		},
	}
}

// OpenDemo opens a throwaway database that holds the [Seed] and no history.
// Closing the store removes it.
func OpenDemo(ctx context.Context, opts Options) (*Store, error) {
	s, err := OpenScratch(ctx, opts)
	if err != nil {
		return nil, err
	}
	if err := s.seed(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenScratch opens an empty throwaway database. Closing the store removes it.
func OpenScratch(ctx context.Context, opts Options) (*Store, error) {
	folder, err := os.MkdirTemp("", "roster-demo-")
	if err != nil {
		return nil, model.Failf(model.CantOpen, err, "This needs a temporary folder: %v.", err)
	}
	remove := func() error { return os.RemoveAll(folder) }
	opts.Create, opts.ReadOnly = true, false
	s, err := Open(ctx, filepath.Join(folder, "demo.db"), opts)
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	s.onClosed = remove
	return s, nil
}

// seed writes the seed and leaves it out of the history: nobody means to undo
// what was there when the demo began.
func (s *Store) seed(ctx context.Context) error {
	p, err := s.Plan(ctx, Seed())
	if err != nil {
		return err
	}
	return s.db.Transaction(ctx, p.Change.Label, func(c sqldb.Conn) error {
		return s.writer.WriteEdits(ctx, c, &p.Change, false)
	}, nil)
}
