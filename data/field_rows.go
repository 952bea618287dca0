package data

import (
	"context"
	"strings"
)

// LinkFields returns what the fields of these memberships hold; one that does not
// exist is not in the answer.
func (s *Store) LinkFields(ctx context.Context, keys []LinkKey) (map[LinkKey]Values, error) {
	found := make(map[LinkKey]Values, len(keys))
	cat := s.catalog()
	fields, t := cat.fields(linkTable), cat.table(linkTable)
	if len(fields) == 0 {
		return found, nil
	}
	err := chunks(s.dialect, keys, len(t.key), func(keys []LinkKey) error {
		var sql statement
		sql.add("SELECT l.team_id, l.hero_id")
		s.selectFields(&sql, "l.", fields)
		sql.add(" FROM ")
		rows := make([][]any, len(keys))
		for i, key := range keys {
			rows[i] = []any{key.TeamID, key.HeroID}
		}
		s.dialect.source(&sql, t.typesAt(t.positions("team_id", "hero_id")), rows)
		sql.add(" JOIN ", aliased(s.dialect, linkTable, "l"), " ON l.team_id = ", column(0), " AND l.hero_id = ", column(1))
		return s.readAside("Fields").query(ctx, 2+len(fields), func(row cells) error {
			found[LinkKey{integer(row[0]), integer(row[1])}] = valuesOf(fields, row[2:])
			return nil
		}, sql.String(), sql.args...)
	})
	return found, s.dialect.failure(err)
}

// RowFields returns what the fields of these rows of team or hero hold; one that
// does not exist is not in the answer.
func (s *Store) RowFields(ctx context.Context, table string, ids []int64) (map[int64]Values, error) {
	found := make(map[int64]Values, len(ids))
	fields := s.catalog().fields(table)
	if len(fields) == 0 {
		return found, nil
	}
	err := chunks(s.dialect, ids, 1, func(ids []int64) error {
		var sql statement
		sql.add("SELECT id")
		s.selectFields(&sql, "", fields)
		sql.add(" FROM ", s.dialect.relation(table), " WHERE ")
		s.dialect.among(&sql, "id", asArgs(ids))
		return s.readAside("Fields").query(ctx, 1+len(fields), func(row cells) error {
			found[integer(row[0])] = valuesOf(fields, row[1:])
			return nil
		}, sql.String(), sql.args...)
	})
	return found, s.dialect.failure(err)
}

// selectFields appends the fields as [valuesOf] reads them.
func (s *Store) selectFields(sql *statement, prefix string, fields []Field) {
	for _, f := range fields {
		sql.add(", ", s.selected(prefix, f))
	}
}

// selected returns an expression for what is shown of a field. A truth value is
// short, and no text on every engine.
func (s *Store) selected(prefix string, f Field) string {
	if f.Kind == YesNoField {
		return s.dialect.raw(prefix + quote(f.Name))
	}
	return s.dialect.shown(prefix+quote(f.Name), f.Type)
}

// valuesOf reads the cells of the fields.
func valuesOf(fields []Field, row cells) Values {
	values := make(Values, len(fields))
	for i, f := range fields {
		values[f.Name] = f.value(trimmed(row[i]))
	}
	return values
}

// ColumnValue is one column of a row, as people read it.
type ColumnValue struct {
	Field
	Value
	Secret bool // it must not be shown unless it was asked for
}

// Columns returns every column of a row of team or hero by its id, or of
// heroteamlink by the ids of the team and the hero, in the order of the table, and
// whether there is such a row.
func (s *Store) Columns(ctx context.Context, table string, key ...int64) (columns []ColumnValue, there bool, err error) {
	t := s.catalog().table(table)
	var sql statement
	sql.add("SELECT 1")
	s.selectFields(&sql, "", t.fields)
	var conditions []string
	for i, name := range seedColumns(table)[:len(key)] {
		conditions = append(conditions, name+" = "+sql.arg(key[i]))
	}
	sql.add(" FROM ", s.dialect.relation(table), " WHERE ", conjunction(conditions))
	err = s.read("Details").query(ctx, 1+len(t.fields), func(row cells) error {
		there, columns = true, nil
		for i, f := range t.fields {
			columns = append(columns, ColumnValue{f, f.value(trimmed(row[1+i])), strings.EqualFold(f.Name, "secret_name")})
		}
		return nil
	}, sql.String(), sql.args...)
	return columns, there, s.dialect.failure(err)
}
