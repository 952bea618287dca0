package query

import (
	"context"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// LinkFields returns what the fields of these memberships hold; one that does not
// exist is not in the answer.
func (rd *Reader) LinkFields(ctx context.Context, keys []model.LinkKey) (map[model.LinkKey]field.Values, error) {
	found := make(map[model.LinkKey]field.Values, len(keys))
	cat := rd.db.Catalog()
	fields, t := cat.Fields(model.LinkTable), cat.Table(model.LinkTable)
	if len(fields) == 0 {
		return found, nil
	}
	err := sqldb.InChunks(rd.db.Engine, keys, len(t.Key), func(keys []model.LinkKey) error {
		var sql sqldb.Builder
		sql.Add("SELECT l.team_id, l.hero_id")
		rd.selectFields(&sql, "l.", fields)
		sql.Add(" FROM ")
		rows := make([][]any, len(keys))
		for i, key := range keys {
			rows[i] = []any{key.TeamID.Stored(), key.HeroID.Stored()}
		}
		rd.db.Engine.Source(&sql, t.TypesAt(t.Positions("team_id", "hero_id")), rows)
		sql.Add(" JOIN ", rd.db.Engine.From(model.LinkTable, "l"), " ON ", rd.db.JoinLink())
		return rd.db.ReadDeferred("Fields").Query(ctx, 2+len(fields), func(row cell.Row) error {
			found[model.LinkKey{TeamID: cell.ID(row[0]), HeroID: cell.ID(row[1])}] = valuesOf(fields, row[2:])
			return nil
		}, sql.String(), sql.Args...)
	})
	return found, rd.db.Engine.Failure(err)
}

// RowFields returns what the fields of these rows of team or hero hold; one that
// does not exist is not in the answer.
func (rd *Reader) RowFields(ctx context.Context, table string, ids []model.ID) (map[model.ID]field.Values, error) {
	found := make(map[model.ID]field.Values, len(ids))
	fields := rd.db.Catalog().Fields(table)
	if len(fields) == 0 {
		return found, nil
	}
	err := sqldb.InChunks(rd.db.Engine, ids, 1, func(ids []model.ID) error {
		var sql sqldb.Builder
		sql.Add("SELECT id")
		rd.selectFields(&sql, "", fields)
		sql.Add(" FROM ", rd.db.Engine.From(table, ""), " WHERE ")
		rd.db.AmongIDs(&sql, table, "id", "id", sqldb.Args(ids))
		return rd.db.ReadDeferred("Fields").Query(ctx, 1+len(fields), func(row cell.Row) error {
			found[cell.ID(row[0])] = valuesOf(fields, row[1:])
			return nil
		}, sql.String(), sql.Args...)
	})
	return found, rd.db.Engine.Failure(err)
}

// selectFields appends the fields as [valuesOf] reads them.
func (rd *Reader) selectFields(sql *sqldb.Builder, prefix string, fields []field.Field) {
	for _, f := range fields {
		sql.Add(", ", rd.selected(prefix, f))
	}
}

// selected returns an expression for the displayed value of a field. A boolean is short, and
// is not a text on every engine.
func (rd *Reader) selected(prefix string, f field.Field) string {
	if f.Kind == field.YesNo {
		return rd.db.Engine.Raw(prefix + sqldb.Quote(f.Name))
	}
	return rd.db.Engine.Shortened(prefix+sqldb.Quote(f.Name), f.Type)
}

// valuesOf reads the cells of the fields.
func valuesOf(fields []field.Field, row cell.Row) field.Values {
	values := make(field.Values, len(fields))
	for i, f := range fields {
		values[f.Name] = f.Value(cell.Trimmed(row[i]))
	}
	return values
}

// ColumnValue is one column of a row, formatted for display.
type ColumnValue struct {
	field.Field
	field.Value
	Secret bool // it must not be shown unless it was asked for
}

// Columns returns every column of a row of team or hero by its id, or of
// heroteamlink by the ids of the team and the hero, in the order of the table, and
// whether there is such a row.
func (rd *Reader) Columns(
	ctx context.Context, table string, key ...model.ID,
) (columns []ColumnValue, there bool, err error) {
	t := rd.db.Catalog().Table(table)
	var sql sqldb.Builder
	sql.Add("SELECT 1")
	rd.selectFields(&sql, "", t.Fields)
	var conditions []string
	for i, name := range sqldb.StandardColumns(table)[:len(key)] {
		conditions = append(conditions, name+" = "+sql.Arg(key[i]))
	}
	sql.Add(" FROM ", rd.db.Engine.From(table, ""), " WHERE ", sqldb.Conjunction(conditions))
	err = rd.db.Read("Details").Query(ctx, 1+len(t.Fields), func(row cell.Row) error {
		there, columns = true, nil
		for i, f := range t.Fields {
			columns = append(columns, ColumnValue{f, t.Shown(f, cell.Trimmed(row[1+i])),
				strings.EqualFold(f.Name, "secret_name")})
		}
		return nil
	}, sql.String(), sql.Args...)
	return columns, there, rd.db.Engine.Failure(err)
}

// Has reports whether the database has a column that roster knows by this name. Nothing is
// read.
func (rd *Reader) Has(table, column string) bool { return rd.db.Catalog().Table(table).Has(column) }

// Fields returns the fields of the table team, hero or heroteamlink, in the order of its
// columns. They are from the last read of the catalog: another program may have altered the
// tables since. Nothing is read.
func (rd *Reader) Fields(table string) []field.Field { return rd.db.Catalog().Fields(table) }

// EnumValues returns the words that rows have in a text field that looks like an enum, or nil if
// it does not.
func (rd *Reader) EnumValues(ctx context.Context, f field.Field) ([]string, error) {
	return rd.db.EnumValues(ctx, f)
}
