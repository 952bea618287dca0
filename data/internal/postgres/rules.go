package postgres

import (
	"context"
	"encoding/json"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// readRules reads what the database demands of the rows of the three tables, and does by
// itself.
func (p *engine) readRules(ctx context.Context, c sqldb.Conn, cat *sqldb.Catalog) error {
	if err := p.readUniques(ctx, c, &cat.Rules); err != nil {
		return err
	}
	if err := p.readReferences(ctx, c, cat); err != nil {
		return err
	}
	return p.readTriggers(ctx, c, &cat.Rules)
}

// readUniques finds the indexes that no two rows may be the same in. That of a key has
// words of its own.
func (p *engine) readUniques(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	return c.Query(ctx, 5, func(row cell.Row) error {
		u := sqldb.Unique{
			Table: p.names.RosterTable(cell.Text(row[0]), false), Name: cell.Text(row[1]), Where: cell.Text(row[4]),
		}
		if err := unmarshalAll(row[2:4], &u.Parts, &u.Columns); err != nil {
			return err
		}
		rules.Uniques = append(rules.Uniques, u)
		return nil
	}, `SELECT t.relname::text, x.relname::text, (SELECT json_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n) FROM generate_series(1, i.indnkeyatts) AS n)::text,
		(SELECT json_agg(coalesce(a.attname::text, '') ORDER BY n) FROM generate_series(1, i.indnkeyatts) AS n LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1] AND a.attnum > 0)::text,
		coalesce(pg_get_expr(i.indpred, i.indrelid), '')
		FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid
		WHERE i.indrelid = ANY (`+p.ids(model.TeamTable, model.HeroTable, model.LinkTable)+`) AND i.indisunique AND NOT i.indisprimary AND i.indisvalid ORDER BY x.relname`)
}

// readReferences finds the foreign keys that lead to the three tables, and whether the
// one of memberships to their heroes holds.
func (p *engine) readReferences(ctx context.Context, c sqldb.Conn, cat *sqldb.Catalog) error {
	actions := map[string]string{"c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
	return c.Query(ctx, 10, func(row cell.Row) error {
		r := sqldb.ForeignKey{
			Name: cell.Text(row[1]), To: p.names.RosterTable(cell.Text(row[2]), false),
			Action: actions[cell.Text(row[5])],
		}
		if err := unmarshalAll(row[3:5], &r.Columns, &r.Keys); err != nil {
			return err
		}
		r.From = sqldb.Quote(cell.Text(row[0])) + "." + sqldb.Quote(r.Name)
		if cell.Truth(row[6]) && len(r.Columns) == 1 {
			if is := r.Columns[0]; r.To == model.TeamTable && is == p.names.LinkTeam ||
				r.To == model.HeroTable && is == p.names.LinkHero {
				cat.HeroesEnforced = cat.HeroesEnforced || r.To == model.HeroTable && cell.Truth(row[7])
				r.IsMember = true
			}
		}
		switch isBeside := cell.Truth(row[8]); {
		case !isBeside:
			r.Name = cell.Text(row[0]) + "." + r.Name
		default:
			r.Own = p.names.RosterTable(r.Name, false)
		}
		r.IsHidden = cell.Truth(row[9])
		cat.ForeignKeys = append(cat.ForeignKeys, r)
		return nil
	}, `WITH ours AS (SELECT unnest(`+p.ids(model.TeamTable, model.HeroTable, model.LinkTable)+`) AS id), link AS (SELECT unnest(`+p.ids(model.LinkTable)+`) AS id)
		SELECT n.nspname::text, o.relname::text, r.relname::text,
		(SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(f.conkey) WITH ORDINALITY AS k (num, place) JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.num)::text,
		(SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(f.confkey) WITH ORDINALITY AS k (num, place) JOIN pg_attribute AS a ON a.attrelid = f.confrelid AND a.attnum = k.num)::text,
		f.confdeltype::text, f.conrelid = (SELECT id FROM link) AND f.confrelid <> f.conrelid, f.convalidated, o.relnamespace = r.relnamespace,
		NOT has_table_privilege(o.oid, 'SELECT') OR row_security_active(o.oid)
		FROM pg_constraint AS f JOIN pg_class AS r ON r.oid = f.confrelid JOIN pg_class AS o ON o.oid = f.conrelid JOIN pg_namespace AS n ON n.oid = o.relnamespace
		WHERE f.contype = 'f' AND f.conparentid = 0 AND f.confrelid IN (SELECT id FROM ours) ORDER BY o.relname, f.conname`)
}

// readTriggers finds the triggers on the three tables, and what they write. What a function in
// any other language does is not known.
func (p *engine) readTriggers(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	return c.Query(ctx, 5, func(row cell.Row) error {
		t := sqldb.Trigger{
			Table: p.names.RosterTable(cell.Text(row[0]), false), Name: cell.Text(row[1]), OnDelete: cell.Truth(row[2]),
		}
		if language := cell.Text(row[3]); language == "plpgsql" || language == "sql" {
			t.ReadBody(cell.Text(row[4]), p.names, func(string) bool { return false })
		}
		rules.Triggers = append(rules.Triggers, t)
		return nil
	}, `SELECT c.relname::text, t.tgname::text, t.tgtype & 8 <> 0, l.lanname::text, f.prosrc FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
		JOIN pg_proc AS f ON f.oid = t.tgfoid JOIN pg_language AS l ON l.oid = f.prolang
		WHERE t.tgrelid = ANY (`+p.ids(model.TeamTable, model.HeroTable, model.LinkTable)+`) AND NOT t.tgisinternal AND t.tgenabled <> 'D' ORDER BY t.tgname`)
}

// unmarshalAll reads cells of JSON.
func unmarshalAll(cells cell.Row, into ...*[]string) error {
	for i, v := range cells {
		if err := json.Unmarshal([]byte(cell.Text(v)), into[i]); err != nil {
			return err
		}
	}
	return nil
}

// ChangedRows reads the statistics of the transaction: rows that were updated or deleted,
// by their table.
func (p *engine) ChangedRows(ctx context.Context, c sqldb.Conn) (map[string]int64, error) {
	changed := map[string]int64{}
	err := c.Query(ctx, 2, func(row cell.Row) error {
		changed[strings.TrimPrefix(cell.Text(row[0]), p.server.home+".")] += cell.Integer(row[1])
		return nil
	}, "SELECT schemaname || '.' || relname, n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE n_tup_upd + n_tup_del > 0")
	return changed, err
}
