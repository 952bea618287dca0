package postgres

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// Relations reads the tables of the schema that roster's are in, or would be.
func (p *engine) Relations(ctx context.Context, c sqldb.Conn) (all sqldb.Relations, err error) {
	err = c.Query(ctx, 7, func(row cell.Row) error {
		name := cell.Text(row[1])
		all.AddColumn(cell.Text(row[0]), sqldb.RelationColumn{
			Name: name, Type: cell.Text(row[2]), Kind: serverKind(cell.Text(row[3]), false),
			Key: keyKind(typeNamed(cell.Text(row[2]))), Nullable: !cell.Truth(row[4]),
		})
		if last := &all[len(all)-1]; cell.Truth(row[5]) {
			last.Key = append(last.Key, name)
			last.GeneratesIDs = cell.Truth(row[6])
		}
		return nil
	}, `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), t.typname::text, a.attnotnull, coalesce(a.attnum = ANY (i.indkey::int2[]), FALSE),
		a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', FALSE)
		FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		JOIN pg_type AS t ON t.oid = a.atttypid LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
		WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = $1 AND c.relname <> $2 ORDER BY c.relname COLLATE "C", a.attnum`, p.server.home, sqldb.HistoryTable.Name)
	if err == nil {
		err = p.readKeys(ctx, c, all)
	}
	return all, err
}

// readKeys reads the unique keys of the tables beside the primary ones, and their foreign
// keys.
func (p *engine) readKeys(ctx context.Context, c sqldb.Conn, all sqldb.Relations) error {
	last := ""
	err := c.Query(ctx, 3, func(row cell.Row) error {
		t := all.Named(cell.Text(row[0]))
		if t == nil {
			return nil
		}
		if index := cell.Text(row[1]); index != last {
			t.Unique, last = append(t.Unique, nil), index
		}
		at := len(t.Unique) - 1
		t.Unique[at] = append(t.Unique[at], cell.Text(row[2]))
		return nil
	}, `SELECT c.relname::text, i.indexrelid::text, a.attname::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
		CROSS JOIN unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k (num, place) JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.num
		WHERE n.nspname = $1 AND i.indisunique AND NOT i.indisprimary AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL ORDER BY i.indexrelid, k.place`, p.server.home)
	if err != nil {
		return err
	}
	last = ""
	return c.Query(ctx, 5, func(row cell.Row) error {
		t := all.Named(cell.Text(row[0]))
		if t == nil {
			return nil
		}
		if key := cell.Text(row[1]); key != last {
			t.References, last = append(t.References, sqldb.Reference{Table: cell.Text(row[2])}), key
		}
		r := &t.References[len(t.References)-1]
		r.Columns, r.To = append(r.Columns, cell.Text(row[3])), append(r.To, cell.Text(row[4]))
		return nil
	}, `SELECT c.relname::text, f.oid::text, o.relname::text, a.attname::text, b.attname::text FROM pg_constraint AS f JOIN pg_class AS c ON c.oid = f.conrelid
		JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_class AS o ON o.oid = f.confrelid AND o.relnamespace = c.relnamespace
		CROSS JOIN unnest(f.conkey, f.confkey) WITH ORDINALITY AS k (num, target, place)
		JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.num JOIN pg_attribute AS b ON b.attrelid = o.oid AND b.attnum = k.target
		WHERE f.contype = 'f' AND n.nspname = $1 ORDER BY c.relname COLLATE "C", f.oid, k.place`, p.server.home)
}
