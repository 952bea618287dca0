package sqlite

import (
	"context"
	"slices"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// readRules reads what the file demands of the rows of the three tables, and does by
// itself.
func (f engine) readRules(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	if err := f.readUniques(ctx, c, rules); err != nil {
		return err
	}
	if err := f.readReferences(ctx, c, rules); err != nil {
		return err
	}
	return f.readTriggers(ctx, c, rules)
}

// readUniques finds the indexes that no two rows may be the same in. That of a key has
// words of its own.
func (f engine) readUniques(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	return c.Query(ctx, 7, func(row cell.Row) error {
		name := cell.Text(row[1])
		if n := len(rules.Uniques); n == 0 || rules.Uniques[n-1].Name != name {
			u := sqldb.Unique{Table: f.names.RosterTable(cell.Text(row[0]), true), Name: name}
			if cell.Integer(row[5]) != 0 {
				_, u.Where = indexText(cell.Text(row[6]))
			}
			rules.Uniques = append(rules.Uniques, u)
		}
		u := &rules.Uniques[len(rules.Uniques)-1]
		column := cell.Text(row[3])
		part := sqldb.Quote(column) + " COLLATE " + sqldb.Quote(cell.Text(row[4]))
		if row[3] == nil {
			if parts, _ := indexText(cell.Text(row[6])); int(cell.Integer(row[2])) < len(parts) {
				part = parts[cell.Integer(row[2])]
			}
		}
		u.Parts, u.Columns = append(u.Parts, part), append(u.Columns, column)
		return nil
	}, `SELECT lower(m.name), l.name, x.seqno, x.name, x.coll, l.partial, (SELECT s.sql FROM sqlite_schema AS s WHERE s.type = 'index' AND s.name = l.name) FROM sqlite_schema AS m, pragma_index_list(m.name) AS l, pragma_index_xinfo(l.name) AS x
		WHERE m.type = 'table' AND m.rootpage > 0 AND lower(m.name) IN (`+f.tables()+`) AND l."unique" AND l.origin <> 'pk' AND x.key AND x.cid <> -1`)
}

// indexText takes the statement of an index apart: its parts, without their order, and
// which rows it is about.
func indexText(create string) (parts []string, where string) {
	depth, start, i := 0, 0, 0
	for ; i < len(create); i++ {
		switch c := create[i]; {
		case c == '\'' || c == '"' || c == '`':
			if end := strings.IndexByte(create[i+1:], c); end >= 0 {
				i += end + 1
			}
		case c == '[':
			if end := strings.IndexByte(create[i:], ']'); end >= 0 {
				i += end
			}
		case c == '(':
			if depth++; depth == 1 {
				start = i + 1
			}
		case c == ',' && depth == 1:
			parts, start = append(parts, withoutOrder(create[start:i])), i+1
		case c == ')':
			if depth--; depth == 0 {
				where, _ = afterWord(create[i+1:], "WHERE")
				return append(parts, withoutOrder(create[start:i])), where
			}
		}
	}
	return nil, ""
}

// withoutOrder cuts ASC or DESC off an indexed expression.
func withoutOrder(part string) string {
	part = strings.TrimSpace(part)
	words := strings.Fields(part)
	if last := words[len(words)-1]; strings.EqualFold(last, "ASC") || strings.EqualFold(last, "DESC") {
		return strings.TrimSpace(part[:len(part)-len(last)])
	}
	return part
}

// readReferences finds the foreign keys that lead to the three tables. One without
// columns leads to the key.
func (f engine) readReferences(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	last := ""
	return c.Query(ctx, 8, func(row cell.Row) error {
		if key := cell.Text(row[0]) + "\x00" + cell.Text(row[1]); key != last || len(rules.ForeignKeys) == 0 {
			last = key
			r := sqldb.ForeignKey{
				From: sqldb.Quote(cell.Text(row[0])), Name: cell.Text(row[0]),
				To: f.names.RosterTable(cell.Text(row[2]), true), Action: cell.Text(row[5]),
			}
			r.Own, r.IsMember = f.names.RosterTable(r.Name, true), cell.Truth(row[7])
			if r.Action == "NO ACTION" || r.Action == "RESTRICT" {
				r.Action = ""
			}
			rules.ForeignKeys = append(rules.ForeignKeys, r)
		}
		r := &rules.ForeignKeys[len(rules.ForeignKeys)-1]
		r.Columns, r.Keys = append(r.Columns, cell.Text(row[3])), append(r.Keys, cell.Text(row[4]))
		return nil
	}, `SELECT s.name, f.id, lower(f."table"), f."from", coalesce(f."to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = f.seq + 1)), f.on_delete, f.seq,
		lower(s.name) = `+lowered(f.names.Link)+` AND (lower(f."table"), lower(f."from")) IN (VALUES (`+lowered(f.names.Team)+`, `+lowered(f.names.LinkTeam)+`), (`+lowered(f.names.Hero)+`, `+lowered(f.names.LinkHero)+`))
		FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f
		WHERE s.type = 'table' AND s.rootpage > 0 AND lower(f."table") IN (`+f.tables()+`)
		ORDER BY s.name, f.id, f.seq`)
}

// readTriggers finds the triggers on the three tables, and what they write.
func (f engine) readTriggers(ctx context.Context, c sqldb.Conn, rules *sqldb.Rules) error {
	var indexes []string
	err := c.Query(ctx, 1, func(row cell.Row) error {
		indexes = append(indexes, cell.Text(row[0]))
		return nil
	}, "SELECT lower(name) FROM sqlite_schema WHERE type = 'table' AND rootpage = 0")
	if err != nil {
		return err
	}
	return c.Query(ctx, 3, func(row cell.Row) error {
		t := sqldb.Trigger{Table: f.names.RosterTable(cell.Text(row[0]), true), Name: cell.Text(row[1])}
		event, body := triggerText(cell.Text(row[2]))
		t.OnDelete = event == "DELETE"
		t.ReadBody(body, f.names, func(table string) bool { return slices.Contains(indexes, table) })
		rules.Triggers = append(rules.Triggers, t)
		return nil
	}, "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) IN ("+f.tables()+") ORDER BY name")
}

// triggerText splits the statement of a trigger into its event and its body. Quoted words are
// names.
func triggerText(create string) (event, body string) {
	for len(create) > 0 {
		word, rest := sqldb.CutWord(create)
		isQuoted := len(word) > 0 && create[0] != word[0]
		switch upper := strings.ToUpper(word); {
		case isQuoted:
		case event == "" && (upper == "DELETE" || upper == "INSERT" || upper == "UPDATE"):
			event = upper
		case upper == "BEGIN" && event != "":
			return event, rest
		}
		create = rest
	}
	return event, ""
}

// ChangedRows counts all rows that the connection wrote, by triggers and foreign keys too.
func (engine) ChangedRows(ctx context.Context, c sqldb.Conn) (map[string]int64, error) {
	changed := map[string]int64{}
	err := c.Query(ctx, 1, func(row cell.Row) error {
		changed[""] = cell.Integer(row[0])
		return nil
	}, "SELECT total_changes()")
	return changed, err
}
