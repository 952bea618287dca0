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

// demo returns the [Seed] with more teams and heroes around it. The ids and the
// memberships of the seed stay as they are.
func demo() intent.Create {
	w := Seed()
	w.Teams = append(w.Teams,
		model.Team{Name: "Wakaland", Headquarters: "Wakaland Capital City"},
		model.Team{Name: "Harbour Watch", Headquarters: "Pier 7"},
		model.Team{Name: "Mountain Rescue", Headquarters: "Hut on the Pass"},
		model.Team{Name: "Night Shift", Headquarters: "Clinic, Floor 2"},
	)
	w.Heroes = append(w.Heroes,
		model.Hero{Name: "Tarantula", SecretName: "Natalia Roman-on", Age: model.Years(32)},
		model.Hero{Name: "Black Lion", SecretName: "Trevor Challa", Age: model.Years(35)},
		model.Hero{Name: "Dr. Weird", SecretName: "Steve Weird", Age: model.Years(36)},
		model.Hero{Name: "Captain Atlantic", SecretName: "Esteban Rogelios", Age: model.Years(93)},
		model.Hero{Name: "Princess Sure-E", SecretName: "Sure Enough", Age: model.Years(17)},
		model.Hero{Name: "Lady Lantern", SecretName: "Olga Lamp", Age: model.Years(41)},
		model.Hero{Name: "Doc Thunder", SecretName: "Rumi Donner", Age: model.Years(58)},
		model.Hero{Name: "Mistral", SecretName: "Noor Vent", Age: model.Years(26)},
		model.Hero{Name: "Quickstep", SecretName: "Ada Pace", Age: model.Years(19)},
		model.Hero{Name: "Granite", SecretName: "Petra Stone", Age: model.Years(63)},
	)
	const (
		zForce = iota
		preventers
		wakaland
		harbourWatch
		mountainRescue
		nightShift
	)
	const (
		tarantula = iota + 3 // after the heroes of the seed
		blackLion
		drWeird
		captainAtlantic
		princess
		ladyLantern
		docThunder
		mistral
		quickstep
		granite
	)
	join := func(standing model.Standing, team int, heroes ...int) {
		for _, hero := range heroes {
			w.Links = append(w.Links, intent.NewLink{
				Team: intent.Created(team), Hero: intent.Created(hero), Standing: standing,
			})
		}
	}
	join(model.Active, preventers, tarantula, drWeird, captainAtlantic)
	join(model.Active, wakaland, blackLion)
	join(model.Active, harbourWatch, tarantula, ladyLantern)
	join(model.Active, mountainRescue, captainAtlantic, granite, mistral)
	join(model.Training, zForce, quickstep)
	join(model.Training, preventers, princess)
	join(model.Training, wakaland, princess)
	join(model.Training, harbourWatch, mistral, quickstep)
	join(model.Training, nightShift, docThunder, ladyLantern)
	return w
}

// OpenDemo opens a throwaway database that holds the [Seed], more teams and heroes, and
// no history. Closing the store removes it.
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
	remove := func() error { return removeFolder(folder) }
	opts.Create, opts.ReadOnly = true, false
	s, err := Open(ctx, filepath.Join(folder, "demo.db"), opts)
	if err != nil {
		return nil, errors.Join(err, remove())
	}
	s.onClosed = remove
	return s, nil
}

// removeFolder removes a folder of files: [os.RemoveAll] asks Windows for what Wine does not
// have.
func removeFolder(folder string) error {
	files, err := os.ReadDir(folder)
	for _, file := range files {
		err = errors.Join(err, os.Remove(filepath.Join(folder, file.Name())))
	}
	return errors.Join(err, os.Remove(folder))
}

// seed writes the demo and leaves it out of the history: no one wants to undo the initial
// rows.
func (s *Store) seed(ctx context.Context) error {
	p, err := s.Plan(ctx, demo())
	if err != nil {
		return err
	}
	return s.db.Transaction(ctx, p.Change.Label, func(c sqldb.Conn) error {
		return s.writer.WriteEdits(ctx, c, &p.Change, false)
	}, nil)
}
