package sqldb

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/model"
)

// NamesNow reads the names of these teams and heroes, by what identifies them;
// those that do not exist are not in the answer.
func (db *DB) NamesNow(ctx context.Context, c Conn, rows []model.Name) (map[model.Name]any, error) {
	now := make(map[model.Name]any, len(rows))
	err := InChunks(db.Engine, rows, 1, func(rows []model.Name) error {
		var sql Builder
		for _, table := range []string{model.TeamTable, model.HeroTable} {
			var ids []any
			for _, row := range rows {
				if row.Table == table {
					ids = append(ids, row.ID.Stored())
				}
			}
			if len(ids) == 0 {
				continue
			}
			if sql.Len() > 0 {
				sql.Add(" UNION ALL ")
			}
			sql.Add("SELECT '", table, "', id, ", db.Engine.Shortened("name", TextType), " FROM ",
				db.Engine.From(table, ""), " WHERE ")
			db.AmongIDs(&sql, table, "id", "id", ids)
		}
		defer c.Steps.Add(len(rows))
		return c.Query(ctx, 3, func(row cell.Row) error {
			now[RowKey(cell.Text(row[0]), cell.ID(row[1]))] = cell.Trimmed(row[2])
			return nil
		}, sql.String(), sql.Args...)
	})
	return now, err
}

// RowKey returns what identifies a team or a hero, whatever its name.
func RowKey(table string, id model.ID) model.Name { return model.Name{Table: table, ID: id} }
