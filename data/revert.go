package data

import "context"

// Revert wants one change of the history to be undone on its own, whoever made
// it and whatever was changed after it. That is a new change: it can be undone
// like any other.
type Revert struct{ ID int64 }

func (w Revert) plan(ctx context.Context, s *Store) (Plan, error) {
	change, err := s.Stored(ctx, w.ID)
	if err != nil {
		return Plan{}, err
	}
	if change.State == Final {
		return Plan{}, fail(Unkept, nil, "“%s” can't be undone.", change.Label)
	}
	if change.State != Done {
		return Plan{Already: []string{"“" + change.Label + "” is " + string(change.State) + " already"}, Skipped: 1}, nil
	}
	inverse := change.Inverse()
	if err := s.catalog().refuseDeletions(inverse.Edits); err != nil {
		return Plan{}, err
	}
	return Plan{Change: Change{
		Label: "Undo: " + change.Label, Edits: inverse.Edits, Names: inverse.Names, strict: true,
	}}, nil
}
