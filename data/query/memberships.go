package query

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Standings returns where these heroes stand in these teams; a membership that
// does not exist is not in the answer.
func (rd *Reader) Standings(ctx context.Context, teams, heroes []int64) (map[model.LinkKey]model.Standing, error) {
	standings := make(map[model.LinkKey]model.Standing)
	err := sqldb.InChunks(rd.db.Dialect, heroes, 1, func(heroes []int64) error {
		return sqldb.InChunks(rd.db.Dialect, teams, 1, func(teams []int64) error {
			var sql sqldb.Builder
			sql.Add("SELECT l.team_id, l.hero_id, ", sqldb.IsTraining, " FROM ", sqldb.Aliased(rd.db.Dialect, model.LinkTable, "l"), " WHERE ")
			rd.db.Dialect.Among(&sql, "l.team_id", sqldb.Args(teams))
			sql.Add(" AND ")
			rd.db.Dialect.Among(&sql, "l.hero_id", sqldb.Args(heroes))
			return rd.db.Read("Standings").Query(ctx, 3, func(row cell.Row) error {
				standings[model.LinkKey{TeamID: cell.Integer(row[0]), HeroID: cell.Integer(row[1])}] = model.StandingOf(cell.Truth(row[2]))
				return nil
			}, sql.String(), sql.Args...)
		})
	})
	return standings, rd.db.Dialect.Failure(err)
}
