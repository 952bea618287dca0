package data

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// catalog reads the tables of roster, and what else the search path leads to.
func (p *postgres) catalog(ctx context.Context, c conn) (catalog, error) {
	cat := catalog{noHistory: p.server.noHistory, noIndexes: p.server.noIndexes}
	history := historyTable
	err := c.query(ctx, 2, func(row cells) error {
		name, isVirtual := text(row[0]), text(row[1]) == "f"
		switch {
		case text(row[1]) == "v" || text(row[1]) == "m":
			cat.views = append(cat.views, name)
		case name == historyTable.name:
			cat.history = true
			history = table{name: name, virtual: isVirtual}
		case name == teamTable || name == heroTable || name == linkTable:
			cat.tables = append(cat.tables, table{name: name, virtual: isVirtual})
		default:
			cat.others = append(cat.others, name)
		}
		return nil
	}, `SELECT c.relname::text, c.relkind::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname = ANY ($1::name[]) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
		AND (n.nspname = $2 OR c.relname NOT IN ('team', 'hero', 'heroteamlink', 'roster_change')) ORDER BY c.relname`, p.server.path, p.server.home)
	if err == nil {
		err = p.readColumns(ctx, c, append(pointers(cat.tables), &history))
	}
	if err == nil {
		err = p.readFields(ctx, c, pointers(cat.tables))
	}
	if err == nil {
		err = p.readHooks(ctx, c, &cat)
	}
	if err == nil {
		err = p.readIndexes(ctx, c, &cat.indexed)
	}
	if err == nil {
		cat.spoiled, err = spoiledHistory(ctx, c, cat, history, "SELECT tgname::text FROM pg_trigger WHERE tgrelid = ANY ("+p.ids(historyTable.name)+") AND NOT tgisinternal LIMIT 1")
	}
	if cat.history && cat.noHistory {
		if err == nil {
			cat.hidden, err = p.isHidden(ctx, c)
		}
		cat.history = !cat.hidden
	}
	cat.history = cat.history && !p.server.ownHistory
	return cat, err
}

// isHidden tells whether a history that the role may not write is of no use to it: it may
// not read it either, or writes, and then has one of its own.
func (p *postgres) isHidden(ctx context.Context, c conn) (hidden bool, err error) {
	if p.cannotWrite() == "" {
		return true, nil
	}
	err = c.query(ctx, 1, func(row cells) error {
		hidden = !truth(row[0])
		return nil
	}, "SELECT has_table_privilege("+literal(p.atHome(historyTable.name))+", 'SELECT')")
	return hidden, err
}

func pointers(tables []table) []*table {
	var all []*table
	for i := range tables {
		all = append(all, &tables[i])
	}
	return all
}

// readColumns reads the columns of these tables.
func (p *postgres) readColumns(ctx context.Context, c conn, tables []*table) error {
	of := map[string]*table{}
	var names []any
	for _, t := range tables {
		t.columns, t.key, t.most = nil, nil, nil
		of[t.name] = t
		names = append(names, p.atHome(t.name))
	}
	places := map[*table]map[int]int{} // place in the key, from 1: position
	err := c.query(ctx, 9, func(row cells) error {
		t := of[text(row[0])]
		if truth(row[4]) {
			t.computed = append(t.computed, text(row[1]))
			return nil
		}
		if place := int(integer(row[3])); place > 0 {
			if places[t] == nil {
				places[t] = map[int]int{}
			}
			places[t][place] = len(t.columns)
		}
		t.addServerColumn(text(row[1]), text(row[5]), text(row[6]), truth(row[2]))
		if len(t.columns) == 1+places[t][1] && row[7] != nil {
			t.ownIDs, t.sequence = true, text(row[8])
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
			t.key = append(t.key, key[place])
		}
	}
	return err
}

// addServerColumn adds a column of a type, whose category says what kind of
// values it has. What roster reads by name must be of the right kind.
// https://www.postgresql.org/docs/current/catalog-pg-type.html#CATALOG-TYPCATEGORY-TABLE
func (t *table) addServerColumn(name, declared, category string, nullable bool) {
	want := ""
	switch name {
	case "name", "headquarters", "secret_name":
		want = "S"
	case "age":
		want = "N"
	case "is_training":
		want = "B"
	}
	if want != "" && category != want && t.name != historyTable.name {
		t.unfit = append(t.unfit, fmt.Sprintf("column %q of table %q is of the type %s", name, t.name, declared))
	}
	typ := typeNamed(declared)
	if typ != wholeType {
		t.unwhole = append(t.unwhole, name)
	}
	t.columns, t.types, t.nullable, t.most = append(t.columns, name), append(t.types, typ), append(t.nullable, nullable), append(t.most, mostOf(declared))
}

// mostOf returns the largest number that a type takes, as far as roster would reach it.
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

// typeNamed returns a type in the words of the dialect.
func typeNamed(declared string) string {
	switch {
	case slices.Contains([]string{"smallint", "integer", "bigint"}, declared):
		return wholeType
	case declared == "text" || len(declared) >= 17 && declared[:17] == "character varying":
		return textType
	}
	return declared
}

// readHooks finds what a deletion would set off, and whether the foreign key
// of memberships holds.
func (p *postgres) readHooks(ctx context.Context, c conn, cat *catalog) error {
	return c.query(ctx, 3, func(row cells) error {
		if row[0] == nil {
			cat.sound = true
			return nil
		}
		cat.hooks = append(cat.hooks, hook{table: text(row[0]), what: text(row[1]) + " " + strconv.Quote(text(row[2])) + " acts on deletions"})
		return nil
	}, `WITH ours AS (SELECT unnest(`+p.ids(teamTable, heroTable, linkTable)+`) AS id), link AS (SELECT unnest(`+p.ids(linkTable)+`) AS id)
		SELECT c.relname::text, 'the trigger', t.tgname::text FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
		WHERE t.tgrelid IN (SELECT id FROM ours) AND NOT t.tgisinternal AND t.tgtype & 8 <> 0
		UNION ALL
		SELECT r.relname, 'a foreign key of the table', o.relname FROM pg_constraint AS f JOIN pg_class AS r ON r.oid = f.confrelid JOIN pg_class AS o ON o.oid = f.conrelid
		WHERE f.contype = 'f' AND f.confrelid IN (SELECT id FROM ours) AND f.confdeltype NOT IN ('a', 'r')
		AND NOT (f.conrelid = (SELECT id FROM link) AND f.confrelid <> f.conrelid AND EXISTS
			(SELECT 1 FROM pg_attribute AS a WHERE a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey) AND a.attname = r.relname || '_id'))
		UNION ALL
		SELECT NULL, NULL, NULL FROM pg_constraint AS f
		WHERE f.contype = 'f' AND f.convalidated AND f.conrelid = (SELECT id FROM link) AND f.confrelid = (SELECT unnest(`+p.ids(heroTable)+`)) AND cardinality(f.conkey) = 1
		AND f.conkey[1] = (SELECT a.attnum FROM pg_attribute AS a WHERE a.attrelid = f.conrelid AND a.attname = 'hero_id')
		ORDER BY 1, 2, 3`)
}

// readIndexes finds the indexes that are ready to be used.
func (p *postgres) readIndexes(ctx context.Context, c conn, found *indexes) error {
	return c.query(ctx, 4, func(row cells) error {
		found.note(text(row[0]), text(row[1]), text(row[2]), truth(row[3]))
		return nil
	}, `SELECT x.relname::text, t.relname::text, coalesce(a.attname::text, ''),
		EXISTS (SELECT FROM pg_attribute AS n WHERE n.attrelid = i.indrelid AND n.attname = 'name' AND n.attnum = ANY (i.indkey)) FROM pg_index AS i
		JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid
		LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
		WHERE i.indrelid = ANY (`+p.ids(teamTable, heroTable, linkTable)+`) AND i.indisvalid
		AND (i.indpred IS NULL OR x.relname LIKE 'roster\_%')`)
}
