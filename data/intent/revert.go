package intent

import (
	"context"

	"roster/data/change"
	"roster/data/model"
)

// Revert undoes one change of the history on its own, whoever made it and whatever was changed
// after it. That is a new change: it can be undone like any other.
type Revert struct{ Change change.Ref }

func (w Revert) plan(ctx context.Context, pl *Planner) (Plan, error) {
	reverted, err := pl.writer.Stored(ctx, w.Change)
	if err != nil {
		return Plan{}, err
	}
	if reverted.State == change.Final {
		return Plan{}, model.Failf(model.TooLarge, nil, "“%s” can't be undone.", reverted.Label)
	}
	if reverted.State != change.Done {
		return Plan{Already: []string{"“" + reverted.Label + "” is already " + string(reverted.State)}, Skipped: 1}, nil
	}
	inverse := reverted.Inverse()
	return Plan{Change: change.Change{
		Label: "Undo: " + reverted.Label, Edits: inverse.Edits, Names: inverse.Names, Strict: true,
	}}, nil
}
