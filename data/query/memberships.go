package query

import (
	"cmp"
	"context"
	"slices"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
	"roster/internal/fold"
)

// TeamStanding is the standing of a hero in a team.
type TeamStanding struct {
	TeamID, HeroID model.ID
	Team           string // "" if there is no such team
	model.Standing
}

// StandingsOf returns all memberships of these heroes, team by team in the order of their
// names.
func (rd *Reader) StandingsOf(ctx context.Context, heroes []model.ID) ([]TeamStanding, error) {
	var found []TeamStanding
	name := rd.db.Engine.Shortened("t.name", sqldb.TextType)
	err := sqldb.InChunks(rd.db.Engine, heroes, 1, func(ids []model.ID) error {
		var sql sqldb.Builder
		sql.Add("SELECT l.team_id, l.hero_id, ", sqldb.IsTraining, ", ", name, " FROM ",
			rd.db.Engine.From(model.LinkTable, "l"), sqldb.JoinTeam(rd.db.Engine), " WHERE ")
		rd.db.AmongIDs(&sql, model.LinkTable, "hero_id", "l.hero_id", sqldb.Args(ids))
		return rd.db.Read("Standings").Query(ctx, 4, func(row cell.Row) error {
			row = row.Trim()
			found = append(found, TeamStanding{cell.ID(row[0]), cell.ID(row[1]), cell.Text(row[3]),
				model.StandingOf(cell.Truth(row[2]))})
			return nil
		}, sql.String(), sql.Args...)
	})
	slices.SortFunc(found, func(a, b TeamStanding) int {
		return cmp.Or(cmp.Compare(fold.SortKey(a.Team), fold.SortKey(b.Team)), a.TeamID.Compare(b.TeamID),
			a.HeroID.Compare(b.HeroID))
	})
	return found, rd.db.Engine.Failure(err)
}

// Standings returns the standings of these heroes in these teams; memberships that do not
// exist are left out.
func (rd *Reader) Standings(ctx context.Context, teams, heroes []model.ID) (map[model.LinkKey]model.Standing, error) {
	standings := make(map[model.LinkKey]model.Standing)
	err := sqldb.InChunks(rd.db.Engine, heroes, 1, func(heroes []model.ID) error {
		return sqldb.InChunks(rd.db.Engine, teams, 1, func(teams []model.ID) error {
			var sql sqldb.Builder
			sql.Add("SELECT l.team_id, l.hero_id, ", sqldb.IsTraining, " FROM ",
				rd.db.Engine.From(model.LinkTable, "l"), " WHERE ")
			rd.db.AmongIDs(&sql, model.LinkTable, "team_id", "l.team_id", sqldb.Args(teams))
			sql.Add(" AND ")
			rd.db.AmongIDs(&sql, model.LinkTable, "hero_id", "l.hero_id", sqldb.Args(heroes))
			return rd.db.Read("Standings").Query(ctx, 3, func(row cell.Row) error {
				key := model.LinkKey{TeamID: cell.ID(row[0]), HeroID: cell.ID(row[1])}
				standings[key] = model.StandingOf(cell.Truth(row[2]))
				return nil
			}, sql.String(), sql.Args...)
		})
	})
	return standings, rd.db.Engine.Failure(err)
}
