package intent

import (
	"context"
	"fmt"

	"roster/data/change"
	"roster/data/field"
	"roster/data/model"
)

// Assign creates memberships. Those that already exist stay as they are.
type Assign struct {
	Members  []model.MembershipRef
	Standing model.Standing
	Fields   []field.Typed // what each of them has in its fields
}

func (w Assign) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	members := inKeyOrder(w.Members)
	rows, err := pl.writer.NamedLinks(ctx, members)
	if err != nil {
		return p, err
	}
	cat := pl.db.Catalog()
	t := cat.Table(model.LinkTable)
	further, err := pl.typedValues(ctx, cat, t, w.Fields)
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	var joining []model.MembershipRef
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		if ok && now.Differs(m, &conflict) {
			continue
		}
		if ok {
			standing := now.Standing()
			p.skipLink(m, standing, "%s is already %s in %s", m.HeroName(), pl.db.Words.Standing(standing),
				m.TeamName())
			continue
		}
		row := t.NewRow()
		row[t.Position("team_id")], row[t.Position("hero_id")], row[t.Position("is_training")] = m.TeamID.Stored(),
			m.HeroID.Stored(), pl.db.Engine.Flag(w.Standing == model.Training)
		if err := fillRow(cat, t, row, further); err != nil {
			return p, err
		}
		p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, After: row})
		joining = append(joining, m)
	}
	p.Change.Names = namesOf(joining)
	p.Change.Label = joinLabel(pl.db.Words, joining, w.Standing)
	return p, conflict.OrNil()
}

func joinLabel(words model.Words, members []model.MembershipRef, standing model.Standing) string {
	who, where, one := membersLabel(words, members)
	as := words.As(standing)
	switch {
	case one:
		return fmt.Sprintf("%s joins %s %s", who, where, as)
	case where != "":
		return fmt.Sprintf("%s join %s %s", who, where, as)
	}
	return fmt.Sprintf("%s begin %s", who, as)
}

// Remove deletes memberships.
type Remove struct{ Members []model.MembershipRef }

func (w Remove) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	members := inKeyOrder(w.Members)
	rows, err := pl.writer.NamedLinks(ctx, members)
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	var leaving []model.MembershipRef
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		switch {
		case !ok:
			p.skipLink(m, model.Absent, "%s is no longer in %s", m.HeroName(), m.TeamName())
		case now.Differs(m, &conflict):
		default:
			p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, Before: now.Row})
			if now.NoTeam || now.NoHero {
				p.Final = append(p.Final, fmt.Sprintf("can't be undone for %s in %s: one of them does not exist",
					m.HeroName(), m.TeamName()))
			}
			leaving = append(leaving, m)
		}
	}
	p.Change.Names = namesOf(leaving)
	who, where, one := membersLabel(pl.db.Words, leaving)
	switch {
	case one:
		p.Change.Label = who + " leaves " + where
	case where != "":
		p.Change.Label = who + " leave " + where
	default:
		p.Change.Label = who + " end"
	}
	return p, conflict.OrNil()
}
