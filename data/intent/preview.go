package intent

import (
	"context"
	"fmt"
	"slices"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/model"
)

// Preview is what a confirmation shows about a plan before it is applied.
type Preview struct {
	Names   []string // the names of the rows to be deleted, for display
	Links   int      // how many memberships go
	Follows []string // what follows from it: "leaves … with no one active"
}

// Preview returns what follows from a plan that removes or deletes. The names
// carry text from the database.
func (pl *Planner) Preview(ctx context.Context, p Plan) (Preview, error) {
	var preview Preview
	losing := map[model.ID]int64{} // active members that each team loses
	deleted := map[model.ID]bool{}
	key, flag := pl.db.LinkColumns()
	names := change.IndexNames(p.Change.Names)
	for _, e := range p.Change.Edits {
		t := pl.db.Catalog().Table(e.Table)
		switch {
		case e.After != nil:
		case e.Table == model.LinkTable:
			preview.Links++
			team := cell.ID(e.Before[key[0]])
			if !cell.Truth(e.Before[flag]) {
				losing[team]++
			}
		default:
			preview.Names = append(preview.Names, fmt.Sprintf("%s id:%s", change.RowName(t, e.Before, names),
				cell.ID(e.Before[t.Key[0]])))
			if e.Table == model.TeamTable {
				deleted[cell.ID(e.Before[t.Key[0]])] = true
			}
		}
	}
	if len(preview.Names) == 0 {
		for _, e := range p.Change.Edits {
			preview.Names = append(preview.Names, change.RowName(pl.db.Catalog().Table(model.LinkTable), e.Before,
				names))
		}
	}
	follows, err := pl.uncovered(ctx, losing, deleted, names)
	preview.Follows = append(follows, p.Final...)
	return preview, err
}

// uncovered returns the teams that are left without active members.
func (pl *Planner) uncovered(
	ctx context.Context, losing map[model.ID]int64, deleted map[model.ID]bool, names change.NameIndex,
) ([]string, error) {
	var teams []model.ID
	for id, n := range losing {
		if n > 0 && !deleted[id] {
			teams = append(teams, id)
		}
	}
	slices.SortFunc(teams, model.ID.Compare)
	tallies, err := pl.reader.TeamTallies(ctx, teams)
	if err != nil {
		return nil, err
	}
	var follows []string
	for _, id := range teams {
		if tallies[id].Active == losing[id] {
			follows = append(follows, "leaves "+names.Of(model.TeamTable, id)+pl.db.Words.Say(" with no one active"))
		}
	}
	return follows, nil
}
