package intent

import (
	"context"
	"fmt"

	"roster/data/change"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Move moves members to another team, with their standing and their fields. The date of their
// standing is what [change.Writer.Apply] gives a new membership.
type Move struct {
	Members []model.MembershipRef // their current memberships
	To      model.Name            // the other team
}

func (w Move) plan(ctx context.Context, pl *Planner) (Plan, error) {
	var p Plan
	cat := pl.db.Catalog()
	members := inKeyOrder(w.Members)
	rows, err := pl.writer.NamedLinks(ctx, append(w.arrivals(members), members...))
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	var moving []model.MembershipRef
	arriving := map[model.ID]bool{}
	for _, m := range members {
		now, ok := rows[m.LinkKey]
		to := w.arrival(m)
		_, is := rows[to.LinkKey]
		switch {
		case !ok:
			conflict.Add("%s is no longer in %s", m.HeroName(), m.TeamName())
		case now.Differs(m, &conflict):
		case m.TeamID == w.To.ID:
			p.skipLink(m, now.Standing(), "%s is already in %s", m.HeroName(), m.TeamName())
		case is:
			conflict.Add("%s is already in %s: to leave %s, remove them from it", m.HeroName(), to.TeamName(),
				m.TeamName())
		case arriving[m.HeroID]:
			conflict.Add(pl.db.Words.Say("%s can move to %s from one team only"), m.HeroName(), to.TeamName())
		default:
			arriving[m.HeroID] = true
			moving = append(moving, m)
			p.Change.Edits = append(p.Change.Edits, change.Edit{Table: model.LinkTable, Before: now.Row})
		}
	}
	for _, m := range moving {
		p.Change.Edits = append(p.Change.Edits, change.Edit{
			Table: model.LinkTable, After: pl.movedRow(cat, rows[m.LinkKey].LinkRow, w.To.ID),
		})
	}
	p.Change.Names = namesOf(append(w.arrivals(moving), moving...))
	p.Change.Label = w.label(pl.db.Words, moving)
	return p, conflict.OrNil()
}

// arrival returns the membership that one becomes.
func (w Move) arrival(m model.MembershipRef) model.MembershipRef {
	m.TeamID, m.Team = w.To.ID, w.To.Name
	return m
}

// arrivals returns the memberships that these become.
func (w Move) arrivals(members []model.MembershipRef) []model.MembershipRef {
	arrivals := make([]model.MembershipRef, len(members))
	for i, m := range members {
		arrivals[i] = w.arrival(m)
	}
	return arrivals
}

// movedRow returns the row of a membership in another team.
func (pl *Planner) movedRow(cat *sqldb.Catalog, now change.LinkRow, team model.ID) model.Row {
	row := now.Row.Clone()
	row[now.Table.Position("team_id")] = team.Stored()
	if f, ok := pl.db.Since(cat); ok {
		row[now.Table.Exact(f.Name)] = model.Unset{}
	}
	return row
}

func (w Move) label(words model.Words, members []model.MembershipRef) string {
	who, from, one := membersLabel(words, members)
	if from != "" {
		from = " from " + from
	}
	verb := "move"
	if one {
		verb = "moves"
	}
	return fmt.Sprintf("%s %s%s to %s", who, verb, from,
		model.MembershipRef{LinkKey: model.LinkKey{TeamID: w.To.ID}, Team: w.To.Name}.TeamName())
}
