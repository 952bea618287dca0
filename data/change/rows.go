package change

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/data/progress"
)

// LinkRow is a membership as it is stored.
type LinkRow struct {
	Table *sqldb.Table // describes the columns of Row
	Row   model.Row
}

// Standing returns the standing of the membership.
func (r LinkRow) Standing() model.Standing {
	return model.StandingOf(cell.Truth(r.Row[r.Table.Position("is_training")]))
}

// NamedLink is a LinkRow with the names of its team and hero, nil if they do not exist.
type NamedLink struct {
	LinkRow
	Team, Hero     any
	NoTeam, NoHero bool
}

// NamedLinkFrom reads the cells of [Writer.Sides].
func NamedLinkFrom(row LinkRow, sides cell.Row) NamedLink {
	return NamedLink{row, cell.Trimmed(sides[0]), cell.Trimmed(sides[1]), cell.Truth(sides[2]), cell.Truth(sides[3])}
}

// Differs reports whether the team or the hero now has another name, and adds that to
// conflict.
func (r NamedLink) Differs(m model.MembershipRef, conflict *model.Conflict) bool {
	switch {
	case cell.Text(r.Hero) != cell.Cut(m.Hero):
		AddMisnamed(conflict, model.HeroTable, m.HeroID, m.Hero, r.Hero)
	case cell.Text(r.Team) != cell.Cut(m.Team):
		AddMisnamed(conflict, model.TeamTable, m.TeamID, m.Team, r.Team)
	default:
		return false
	}
	return true
}

// Sides returns the columns to select for the team and the hero of a membership: their names,
// and whether they are missing.
func (wr *Writer) Sides() []string {
	return []string{
		wr.db.Engine.Shortened("t.name", sqldb.TextType), wr.db.Engine.Shortened("h.name", sqldb.TextType),
		"t.id IS NULL", "h.id IS NULL",
	}
}

// SelectLinks appends the beginning of a SELECT of memberships, with the columns of their
// table and the expressions of more.
func (wr *Writer) SelectLinks(sql *sqldb.Builder, t *sqldb.Table, more []string) {
	sql.Add("SELECT ")
	sql.RawColumns(wr.db.Engine, "l.", t)
	for _, expression := range more {
		sql.Add(", ", expression)
	}
	sql.Add(" FROM ")
}

// Links reads the memberships with these keys; those that do not exist are left out.
func (wr *Writer) Links(ctx context.Context, members []model.MembershipRef) (map[model.LinkKey]LinkRow, error) {
	rows := make(map[model.LinkKey]LinkRow, len(members))
	err := wr.eachLink(ctx, members, nil, "", func(key model.LinkKey, row LinkRow, _ cell.Row) { rows[key] = row })
	return rows, err
}

// NamedLinks reads memberships with the names of their team and hero.
func (wr *Writer) NamedLinks(ctx context.Context, members []model.MembershipRef) (map[model.LinkKey]NamedLink, error) {
	rows := make(map[model.LinkKey]NamedLink, len(members))
	err := wr.eachLink(ctx, members, wr.Sides(), sqldb.JoinTeamAndHero(wr.db.Engine), func(key model.LinkKey, row LinkRow, sides cell.Row) {
		rows[key] = NamedLinkFrom(row, sides)
	})
	return rows, err
}

// eachLink reads the memberships with these keys, and the expressions of more from the tables
// of join. Reading in key order is faster.
func (wr *Writer) eachLink(
	ctx context.Context, members []model.MembershipRef, more []string, join string,
	use func(model.LinkKey, LinkRow, cell.Row),
) error {
	t := wr.db.Catalog().Table(model.LinkTable)
	key, _ := wr.db.LinkColumns()
	width := len(t.Columns)
	c := wr.db.Read("Plan")
	c.Steps = progress.NewSteps(ctx, len(members))
	return sqldb.InChunks(wr.db.Engine, members, 2, func(members []model.MembershipRef) error {
		var sql sqldb.Builder
		wr.SelectLinks(&sql, t, more)
		wr.db.Engine.Source(&sql, t.TypesAt(key[:]), keysOf(members))
		sql.Add(" JOIN ", wr.db.Engine.From(model.LinkTable, "l"), " ON ", wr.db.JoinLink(), join)
		defer c.Steps.Add(len(members))
		return c.Query(ctx, width+len(more), func(row cell.Row) error {
			use(model.LinkKey{TeamID: cell.ID(row[key[0]]), HeroID: cell.ID(row[key[1]])},
				LinkRow{t, model.Row(row[:width:width])}, row[width:])
			return nil
		}, sql.String(), sql.Args...)
	})
}

func keysOf(members []model.MembershipRef) [][]any {
	keys := make([][]any, len(members))
	for i, m := range members {
		keys[i] = []any{m.TeamID.Stored(), m.HeroID.Stored()}
	}
	return keys
}

// Rows reads whole rows of team or hero; those that do not exist are left out.
func (wr *Writer) Rows(ctx context.Context, t *sqldb.Table, ids []model.ID) (map[model.ID]model.Row, error) {
	rows := make(map[model.ID]model.Row, len(ids))
	err := sqldb.InChunks(wr.db.Engine, ids, 1, func(ids []model.ID) error {
		var sql sqldb.Builder
		sql.Add("SELECT ")
		sql.RawColumns(wr.db.Engine, "", t)
		sql.Add(" FROM ", wr.db.Engine.From(t.Name, ""), " WHERE ")
		wr.db.AmongIDs(&sql, t.Name, "id", "id", sqldb.Args(ids))
		return wr.db.Read("Plan").Query(ctx, len(t.Columns), func(row cell.Row) error {
			rows[cell.ID(row[t.Key[0]])] = model.Row(row)
			return nil
		}, sql.String(), sql.Args...)
	})
	return rows, err
}
