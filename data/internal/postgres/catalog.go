package postgres

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// Catalog reads the tables of roster, and what else the search path leads to.
func (p *engine) Catalog(ctx context.Context, c sqldb.Conn) (sqldb.Catalog, error) {
	cat := sqldb.Catalog{NoHistory: p.server.noHistory, NoIndexes: p.server.noIndexes}
	history := sqldb.HistoryTable
	err := c.Query(ctx, 2, func(row cell.Row) error {
		name, isVirtual := cell.Text(row[0]), cell.Text(row[1]) == "f"
		switch {
		case cell.Text(row[1]) == "v" || cell.Text(row[1]) == "m":
			cat.Views = append(cat.Views, name)
		case name == sqldb.HistoryTable.Name:
			cat.History = true
			history = sqldb.Table{Name: name, Virtual: isVirtual}
		case p.names.RosterTable(name, false) != "":
			cat.Tables = append(cat.Tables, sqldb.Table{Name: p.names.RosterTable(name, false), Virtual: isVirtual})
		default:
			cat.Others = append(cat.Others, name)
		}
		return nil
	}, `SELECT c.relname::text, c.relkind::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname = ANY ($1::name[]) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
		AND (n.nspname = $2 OR c.relname NOT IN ($3, $4, $5, $6)) ORDER BY c.relname`, p.server.path, p.server.home, p.names.Team, p.names.Hero, p.names.Link, sqldb.HistoryTable.Name)
	if err == nil {
		err = p.readColumns(ctx, c, append(pointers(cat.Tables), &history))
	}
	if err == nil {
		err = p.readFields(ctx, c, pointers(cat.Tables))
	}
	if err == nil {
		err = p.readRules(ctx, c, &cat)
	}
	if err == nil {
		err = p.readIndexes(ctx, c, &cat.Indexed)
	}
	if err == nil {
		p.names.Rename(&cat)
		cat.HistoryFlaw, err = sqldb.HistoryFlaw(ctx, c, cat, history, p.triggersOnHistory(), sqldb.HistoryTable.Name)
	}
	if err == nil && len(cat.Tables)+len(cat.Others)+len(cat.Views) == 0 && !cat.History {
		cat.OtherSchemas, err = p.schemasWithTables(ctx, c)
	}
	if cat.History && cat.NoHistory {
		if err == nil {
			cat.HistoryHidden, err = p.isHidden(ctx, c)
		}
		cat.History = !cat.HistoryHidden
	}
	cat.History = cat.History && !p.server.ownHistory
	return cat, err
}

// schemasWithTables returns the schemas with tables that the role may read.
func (p *engine) schemasWithTables(ctx context.Context, c sqldb.Conn) (schemas []string, err error) {
	err = c.Query(ctx, 1, func(row cell.Row) error {
		schemas = append(schemas, cell.Text(row[0]))
		return nil
	}, `SELECT n.nspname::text FROM pg_namespace AS n WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%' AND has_schema_privilege(n.oid, 'USAGE')
		AND EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'SELECT')) ORDER BY 1 LIMIT 3`)
	return schemas, err
}

// triggersOnHistory returns the query for a trigger on the history, or whose function names
// the history, as one that writes to it does.
func (p *engine) triggersOnHistory() string {
	return "SELECT t.tgname::text FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid WHERE NOT t.tgisinternal AND (t.tgrelid = ANY (" + p.ids(sqldb.HistoryTable.Name) +
		") OR t.tgrelid = ANY (" + p.ids(model.TeamTable, model.HeroTable, model.LinkTable) +
		") AND strpos(lower(f.prosrc), $1) > 0) LIMIT 1"
}

// isHidden reports whether a history that the role may not write is of no use to it: it may
// not read it either, or writes, and then has one of its own.
func (p *engine) isHidden(ctx context.Context, c sqldb.Conn) (hidden bool, err error) {
	if p.cannotWrite() == "" {
		return true, nil
	}
	err = c.Query(ctx, 1, func(row cell.Row) error {
		hidden = !cell.Truth(row[0])
		return nil
	}, "SELECT has_table_privilege("+cell.Literal(p.atHome(sqldb.HistoryTable.Name))+", 'SELECT')")
	return hidden, err
}

func pointers(tables []sqldb.Table) []*sqldb.Table {
	var all []*sqldb.Table
	for i := range tables {
		all = append(all, &tables[i])
	}
	return all
}

// readColumns reads the columns of these tables.
func (p *engine) readColumns(ctx context.Context, c sqldb.Conn, tables []*sqldb.Table) error {
	of := map[string]*sqldb.Table{}
	var names []any
	for _, t := range tables {
		t.Columns, t.Key, t.Max, t.Kinds = nil, nil, nil, nil
		of[p.names.Table(t.Name)] = t
		names = append(names, p.atHome(t.Name))
	}
	places := map[*sqldb.Table]map[int]int{} // place in the key, from 1: position
	err := c.Query(ctx, 9, func(row cell.Row) error {
		t := of[cell.Text(row[0])]
		if cell.Truth(row[4]) {
			t.Computed = append(t.Computed, cell.Text(row[1]))
			return nil
		}
		if place := int(cell.Integer(row[3])); place > 0 {
			if places[t] == nil {
				places[t] = map[int]int{}
			}
			places[t][place] = len(t.Columns)
		}
		p.addColumn(t, cell.Text(row[1]), cell.Text(row[5]), cell.Text(row[6]), cell.Truth(row[2]))
		if len(t.Columns) == 1+places[t][1] && row[7] != nil {
			t.GeneratesIDs, t.Sequence = true, cell.Text(row[8])
		}
		return nil
	}, `SELECT c.relname::text, a.attname::text, NOT a.attnotnull, coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0), a.attgenerated <> '',
		format_type(a.atttypid, a.atttypmod), t.typcategory::text,
		CASE WHEN a.attidentity <> '' THEN 'identity' ELSE substring(pg_get_expr(d.adbin, d.adrelid) FROM '^nextval\(''(.*)''::regclass\)$') END,
		coalesce(pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname), substring(pg_get_expr(d.adbin, d.adrelid) FROM '^nextval\(''(.*)''::regclass\)$'), '')
		FROM unnest($1::text[]) AS wanted (name) JOIN pg_class AS c ON c.oid = to_regclass(wanted.name) JOIN pg_namespace AS n ON n.oid = c.relnamespace
		JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type AS t ON t.oid = a.atttypid
		LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
		WHERE c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum`, arrayOf(names))
	for t, key := range places {
		for place := 1; place <= len(key); place++ {
			t.Key = append(t.Key, key[place])
		}
	}
	for _, t := range tables {
		if err == nil && t.Name == model.LinkTable && len(t.Key) == 1 {
			err = p.readUnique(ctx, c, t)
		}
	}
	return err
}

// readUnique reads the unique keys of a table beside the primary one.
func (p *engine) readUnique(ctx context.Context, c sqldb.Conn, t *sqldb.Table) error {
	last := ""
	return c.Query(ctx, 2, func(row cell.Row) error {
		if index := cell.Text(row[0]); index != last || len(t.Unique) == 0 {
			t.Unique, last = append(t.Unique, nil), index
		}
		at := len(t.Unique) - 1
		t.Unique[at] = append(t.Unique[at], t.Position(cell.Text(row[1])))
		return nil
	}, `SELECT i.indexrelid::text, a.attname::text FROM pg_index AS i CROSS JOIN unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k (num, place)
		JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.num
		WHERE i.indrelid = ANY (`+p.ids(t.Name)+`) AND i.indisunique AND NOT i.indisprimary AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
		ORDER BY i.indexrelid, k.place`)
}

// addColumn adds a column of a type, whose category is the kind of its values. Columns that
// roster reads by name must be of the right kind.
// https://www.postgresql.org/docs/current/catalog-pg-type.html#CATALOG-TYPCATEGORY-TABLE
func (p *engine) addColumn(t *sqldb.Table, name, declared, category string, nullable bool) {
	want := ""
	switch p.names.RosterColumn(t.Name, name) {
	case "name", "headquarters", "secret_name":
		want = "S"
	case "age":
		want = "N"
	case "is_training":
		want = "B"
	}
	if want != "" && category != want && t.Name != sqldb.HistoryTable.Name {
		t.Unsuitable = append(t.Unsuitable, fmt.Sprintf("column %q of table %q is of the type %s", name,
			p.names.Table(t.Name), declared))
	}
	typ := typeNamed(declared)
	t.Kinds = append(t.Kinds, keyKind(typ))
	t.Columns, t.Types, t.Nullable, t.Max = append(t.Columns, name), append(t.Types, typ),
		append(t.Nullable, nullable), append(t.Max, mostOf(declared))
}

// keyKind returns what a column of this type holds if it is a key.
func keyKind(typ string) model.KeyKind {
	switch {
	case typ == wholeType:
		return model.NumberKey
	case typ == "uuid", typ == "character(36)":
		return model.UUIDKey
	case typ == "character(32)":
		return model.HexKey
	case typ == sqldb.TextType, strings.HasPrefix(typ, "character("):
		return model.TextKey
	}
	return model.NoKey
}

// mostOf returns the largest number of a type, if roster could reach it.
// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT
func mostOf(declared string) int64 {
	switch declared {
	case "smallint":
		return math.MaxInt16
	case "integer":
		return math.MaxInt32
	}
	return math.MaxInt64
}

// typeNamed returns a type in the words of the engine.
func typeNamed(declared string) string {
	switch {
	case slices.Contains([]string{"smallint", "integer", "bigint"}, declared):
		return wholeType
	case strings.HasSuffix(declared, "[]"):
	case declared == "text" || len(declared) >= 17 && declared[:17] == "character varying":
		return sqldb.TextType
	}
	return declared
}

// readIndexes finds the indexes that are ready to be used.
func (p *engine) readIndexes(ctx context.Context, c sqldb.Conn, found *sqldb.Indexes) error {
	return c.Query(ctx, 4, func(row cell.Row) error {
		table := p.names.RosterTable(cell.Text(row[1]), false)
		column := cell.Text(row[2])
		if column != "" {
			column = cmp.Or(p.names.RosterColumn(table, column), column)
		}
		found.Note(cell.Text(row[0]), table, column, cell.Truth(row[3]))
		return nil
	}, `SELECT x.relname::text, t.relname::text, coalesce(a.attname::text, ''),
		EXISTS (SELECT FROM pg_attribute AS n WHERE n.attrelid = i.indrelid AND n.attname = $1 AND n.attnum = ANY (i.indkey)) FROM pg_index AS i
		JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid
		LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
		WHERE i.indrelid = ANY (`+p.ids(model.TeamTable, model.HeroTable, model.LinkTable)+`) AND i.indisvalid
		AND (i.indpred IS NULL OR x.relname LIKE 'roster\_%')`, p.names.HeroName)
}
