package intent

import (
	"context"
	"fmt"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/model"
	"roster/data/snapshot"
)

// RemoveDangling deletes the memberships of teams or heroes that do not exist. That can't be
// undone.
type RemoveDangling struct{}

func (RemoveDangling) plan(ctx context.Context, pl *Planner) (Plan, error) {
	// No join: with statistics that are out of date it would be one of all rows
	// with all rows.
	d := pl.db.Engine
	team, hero := "FROM "+d.From(model.TeamTable, "t")+" WHERE t.id = l.team_id)",
		"FROM "+d.From(model.HeroTable, "h")+" WHERE h.id = l.hero_id)"
	sql := "SELECT l.team_id, l.hero_id, (SELECT " + d.Raw("t.name") + " " + team + ", (SELECT " + d.Raw("h.name") +
		" " + hero +
		" FROM " + d.From(model.LinkTable, "l") + " WHERE NOT EXISTS (SELECT 1 " + team +
		" OR NOT EXISTS (SELECT 1 " + hero + " ORDER BY l.team_id, l.hero_id"
	keys := pl.db.Catalog().Keys()
	var dangling []model.MembershipRef
	err := pl.db.Read("Repair").Stream(ctx, 4, func(row cell.Row) error {
		if key, ok := keys.Link(row); ok {
			dangling = append(dangling, model.MembershipRef{
				LinkKey: key, Team: cell.Text(row[2]), Hero: cell.Text(row[3]),
			})
		}
		return nil
	}, sql)
	if err != nil {
		return Plan{}, err
	}
	p, err := Remove{dangling}.plan(ctx, pl)
	p.Change.Final = true
	p.Change.Label = fmt.Sprintf(pl.db.Words.Say("Repair: removed %s with a missing team or hero"),
		model.Plural(len(p.Change.Edits), "membership", "memberships"))
	return p, err
}

// RepairFlags sets every is_training that is neither 0 nor 1 to the value that it is displayed
// as.
type RepairFlags struct{}

func (RepairFlags) plan(ctx context.Context, pl *Planner) (Plan, error) {
	keys := pl.db.Catalog().Keys()
	var strange []model.MembershipRef
	err := snapshot.Take(ctx, pl.db, "Repair", func(now *snapshot.Snapshot) error {
		return now.RawLinks(ctx, func(row cell.Row) error {
			if key, ok := keys.Link(row); ok && !snapshot.IsFlag(row[2], pl.db.FlagIsNullable()) {
				strange = append(strange, model.MembershipRef{LinkKey: key})
			}
			return nil
		})
	})
	if err != nil {
		return Plan{}, err
	}
	rows, err := pl.writer.NamedLinks(ctx, strange)
	if err != nil {
		return Plan{}, err
	}
	_, flag := pl.db.LinkColumns()
	var p Plan
	var mended []model.MembershipRef
	for _, m := range strange {
		now, ok := rows[m.LinkKey]
		if !ok || snapshot.IsFlag(now.Row[flag], pl.db.FlagIsNullable()) { // another connection was faster
			continue
		}
		after := now.Row.Clone()
		after[flag] = pl.db.Engine.Flag(cell.Truth(now.Row[flag]))
		p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, Before: now.Row, After: after})
		mended = append(mended, model.MembershipRef{
			LinkKey: m.LinkKey, Team: cell.Text(now.Team), Hero: cell.Text(now.Hero),
		})
	}
	p.Change.Names = namesOf(mended)
	p.Change.Label = fmt.Sprintf("Repair: %s set to 0 or 1, as shown", model.Plural(len(mended), "flag", "flags"))
	return p, nil
}
