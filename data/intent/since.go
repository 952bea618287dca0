package intent

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/model"
)

// FillSince sets the field of [sqldb.DB.Since] from the history, in the memberships if it is
// empty.
type FillSince struct{}

func (FillSince) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	f, ok := pl.db.Since(pl.db.Catalog())
	if !ok {
		return p, nil
	}
	known, err := pl.writer.KnownSince(ctx)
	if err != nil {
		return p, err
	}
	members := make([]model.MembershipRef, 0, len(known))
	for key := range maps.Keys(known) {
		members = append(members, model.MembershipRef{LinkKey: key})
	}
	members = inKeyOrder(members)
	rows, err := pl.writer.NamedLinks(ctx, members)
	if err != nil {
		return p, err
	}
	var filled []model.MembershipRef
	for _, m := range members {
		now, there := rows[m.LinkKey]
		if !there || now.Standing() != known[m.LinkKey].Standing || now.Row[now.Table.Exact(f.Name)] != nil {
			continue
		}
		after := slices.Clone(now.Row)
		if after[now.Table.Exact(f.Name)], err = pl.db.SinceValue(f, known[m.LinkKey].At); err != nil {
			return p, err
		}
		p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, Before: now.Row, After: after})
		filled = append(filled, model.MembershipRef{
			LinkKey: m.LinkKey, Team: cell.Text(now.Team), Hero: cell.Text(now.Hero),
		})
	}
	p.Change.Names = namesOf(filled)
	p.Change.Label = fmt.Sprintf("%s of %s, from the history", model.Brief(f.Name),
		model.Plural(len(filled), "membership", "memberships"))
	return p, nil
}
