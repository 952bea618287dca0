package sqlite

import (
	"context"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// isOrdinaryTable is the condition on sqlite_schema that a row is a table whose rows are in the
// file, and no one's but a program's.
const isOrdinaryTable = "s.type = 'table' AND s.rootpage > 0 AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND lower(s.name) <> 'roster_change'"

// Relations asks for the columns of each table, then for its keys.
func (engine) Relations(ctx context.Context, c sqldb.Conn) (all sqldb.Relations, err error) {
	err = c.Query(ctx, 5, func(row cell.Row) error {
		name := cell.Text(row[1])
		kind, _ := kindOf(cell.Text(row[2]))
		all.AddColumn(cell.Text(row[0]), sqldb.RelationColumn{
			Name: name, Type: cell.Text(row[2]), Kind: kind, Key: keyKind(cell.Text(row[2])),
			Nullable: !cell.Truth(row[3]),
		})
		if last := &all[len(all)-1]; cell.Truth(row[4]) {
			last.Key = append(last.Key, name)
			last.GeneratesIDs = true
		}
		return nil
	}, "SELECT s.name, c.name, c.type, c.\"notnull\" OR c.pk > 0, c.pk > 0 FROM sqlite_schema AS s, pragma_table_info(s.name) AS c WHERE "+isOrdinaryTable+" ORDER BY s.name, c.cid")
	if err == nil {
		err = readIndexKeys(ctx, c, all)
	}
	if err == nil {
		err = readReferences(ctx, c, all)
	}
	return all, err
}

// readIndexKeys reads the unique keys that have an index. A primary key that has one is not
// the rowid, which SQLite would generate.
func readIndexKeys(ctx context.Context, c sqldb.Conn, all sqldb.Relations) error {
	last := ""
	return c.Query(ctx, 4, func(row cell.Row) error {
		t := all.Named(cell.Text(row[0]))
		if cell.Text(row[2]) == "pk" {
			t.GeneratesIDs = false
			return nil
		}
		if index := cell.Text(row[1]); index != last {
			t.Unique, last = append(t.Unique, nil), index
		}
		at := len(t.Unique) - 1
		t.Unique[at] = append(t.Unique[at], cell.Text(row[3]))
		return nil
	}, "SELECT s.name, x.name, x.origin, coalesce(i.name, '') FROM sqlite_schema AS s, pragma_index_list(s.name) AS x, pragma_index_info(x.name) AS i WHERE "+isOrdinaryTable+
		" AND x.\"unique\" = 1 AND x.partial = 0 ORDER BY s.name, x.name, i.seqno")
}

// readReferences reads the foreign keys.
func readReferences(ctx context.Context, c sqldb.Conn, all sqldb.Relations) error {
	return c.Query(ctx, 5, func(row cell.Row) error {
		t := all.Named(cell.Text(row[0]))
		if cell.Integer(row[1]) == 0 {
			t.References = append(t.References, sqldb.Reference{Table: cell.Text(row[2])})
		}
		r := &t.References[len(t.References)-1]
		r.Columns = append(r.Columns, cell.Text(row[3]))
		if row[4] != nil {
			r.To = append(r.To, cell.Text(row[4]))
		}
		return nil
	}, "SELECT s.name, f.seq, f.\"table\", f.\"from\", f.\"to\" FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f WHERE "+isOrdinaryTable+" ORDER BY s.name, f.id, f.seq")
}
