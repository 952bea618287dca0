package intent

import (
	"context"
	"fmt"
	"slices"

	"roster/data/change"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// DeleteTeams deletes teams with their memberships.
type DeleteTeams struct{ Teams []model.Team }

func (w DeleteTeams) plan(ctx context.Context, pl *Planner) (Plan, error) {
	names := make([]model.Name, len(w.Teams))
	for i, t := range w.Teams {
		names[i] = model.Name{Table: model.TeamTable, ID: t.ID, Name: t.Name}
	}
	return pl.planDelete(ctx, model.TeamTable, "team_id", names)
}

// DeleteHeroes deletes heroes with their memberships.
type DeleteHeroes struct{ Heroes []model.Hero }

func (w DeleteHeroes) plan(ctx context.Context, pl *Planner) (Plan, error) {
	names := make([]model.Name, len(w.Heroes))
	for i, h := range w.Heroes {
		names[i] = model.Name{Table: model.HeroTable, ID: h.ID, Name: h.Name}
	}
	return pl.planDelete(ctx, model.HeroTable, "hero_id", names)
}

// planDelete deletes the memberships first, then the rows that they refer to.
func (pl *Planner) planDelete(ctx context.Context, name, column string, seen []model.Name) (Plan, error) {
	var p Plan
	t := pl.db.Catalog().Table(name)
	ids := make([]model.ID, len(seen))
	for i, n := range seen {
		ids[i] = n.ID
	}
	rows, err := pl.writer.Rows(ctx, t, ids)
	if err != nil {
		return p, err
	}
	links, names, err := pl.linksOf(ctx, column, ids)
	if err != nil {
		return p, err
	}
	var conflict model.Conflict
	var gone []change.Edit
	var lost []model.Name
	slices.SortFunc(seen, func(a, b model.Name) int { return a.ID.Compare(b.ID) })
	for _, n := range seen {
		row, ok := rows[n.ID]
		switch now := cell.Cut(cell.Text(row.At(t.Position("name")))); {
		case !ok:
			p.skip("%s no longer exists", model.NameOr(n.Name, name, n.ID))
			p.Gone = append(p.Gone, n)
		case now != cell.Cut(n.Name):
			change.AddMisnamed(&conflict, name, n.ID, n.Name, now)
		default:
			gone = append(gone, change.Edit{Table: name, Before: row})
			lost = append(lost, n)
		}
	}
	p.Change.Edits = append(links, gone...)
	p.Change.Names = append(lost, names...)
	p.Change.Label = deleteLabel(pl.db.Words, t, gone, len(links))
	return p, conflict.OrNil()
}

func deleteLabel(words model.Words, t *sqldb.Table, gone []change.Edit, links int) string {
	what := fmt.Sprintf("%d %s", len(gone), words.RowsOf(t.Name))
	if len(gone) == 1 {
		what = model.NameOr(cell.Text(gone[0].Before[t.Position("name")]), t.Name, cell.ID(gone[0].Before[t.Key[0]]))
	}
	switch links {
	case 0:
		return what + " deleted"
	case 1:
		return what + " deleted, with 1 membership"
	}
	return fmt.Sprintf("%s deleted, with %d memberships", what, links)
}

// linksOf returns the deletion of all memberships whose column is one of ids,
// in the order of their keys, and the names on their other side.
func (pl *Planner) linksOf(ctx context.Context, column string, ids []model.ID) ([]change.Edit, []model.Name, error) {
	t := pl.db.Catalog().Table(model.LinkTable)
	width := len(t.Columns)
	key, _ := pl.db.LinkColumns()
	sides := pl.writer.Sides()
	var edits []change.Edit
	var names []model.Name
	known := map[model.Name]bool{}
	err := sqldb.InChunks(pl.db.Engine, ids, 1, func(ids []model.ID) error {
		var sql sqldb.Builder
		pl.writer.SelectLinks(&sql, t, sides)
		sql.Add(pl.db.Engine.From(model.LinkTable, "l"), sqldb.JoinTeamAndHero(pl.db.Engine), " WHERE ")
		pl.db.AmongIDs(&sql, model.LinkTable, column, "l."+column, sqldb.Args(ids))
		sql.Add(" ORDER BY l.team_id, l.hero_id")
		return pl.db.Read("Plan").Query(ctx, width+len(sides), func(row cell.Row) error {
			link := change.NamedLinkFrom(change.LinkRow{Table: t, Row: model.Row(row[:width:width])}, row[width:])
			edits = append(edits, change.Edit{Table: model.LinkTable, Before: link.Row})
			other := model.Name{Table: model.TeamTable, ID: cell.ID(row[key[0]]), Name: cell.Text(link.Team)}
			if column == "team_id" {
				other = model.Name{Table: model.HeroTable, ID: cell.ID(row[key[1]]), Name: cell.Text(link.Hero)}
			}
			if err := missingEndError(pl.db.Words, cell.ID(row[key[0]]), cell.ID(row[key[1]]), link.NoTeam,
				link.NoHero); err != nil {
				return err
			}
			if !known[other] {
				known[other] = true
				names = append(names, other)
			}
			return nil
		}, sql.String(), sql.Args...)
	})
	return edits, names, err
}

// missingEndError refuses the deletion of a membership of no one: foreign keys would
// not let it be brought back.
func missingEndError(words model.Words, team, hero model.ID, noTeam, noHero bool) error {
	lacking := model.Name{}
	switch {
	case noTeam:
		lacking = sqldb.RowKey(model.TeamTable, team)
	case noHero:
		lacking = sqldb.RowKey(model.HeroTable, hero)
	default:
		return nil
	}
	return model.Failf(model.NotARoster, nil, "Nothing was deleted: %s %s does not exist, but has a membership here, and roster could not restore that. Remove the membership first.",
		words.Say(lacking.Table), lacking.ID)
}
