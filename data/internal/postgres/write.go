package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// IsRefusal reports whether the server answered: a commit that it refuses wrote
// nothing.
func (*engine) IsRefusal(err error) bool { return isRefusal(err) }

func (*engine) Prepare(context.Context, sqldb.Conn) error { return nil }

// Record writes all in one statement, which is one round trip.
func (p *engine) Record(ctx context.Context, c sqldb.Conn, entry []any) (id int64, err error) {
	err = c.Query(ctx, 1, func(row cell.Row) error {
		id = cell.Integer(row[0])
		return nil
	}, "WITH dropped AS ("+sqldb.DropUndone(p, p.Placeholder(1+sqldb.EntryActor))+"), made AS ("+sqldb.InsertEntry(p)+"), gone AS ("+
		sqldb.DeleteOld(p, "(SELECT id FROM made) - $8")+") SELECT id FROM made", append(entry, sqldb.KeptChanges)...)
	return id, err
}

// LockExclusive lets others read, and lets no one else write or alter.
func (p *engine) LockExclusive(ctx context.Context, c sqldb.Conn) error {
	_, err := c.Exec(ctx, "LOCK TABLE "+p.Relation(model.TeamTable)+", "+p.Relation(model.HeroTable)+", "+p.Relation(model.LinkTable)+" IN SHARE ROW EXCLUSIVE MODE")
	return err
}

func (*engine) RowLock(alias string) string { return " FOR UPDATE OF " + alias }

// lastGiven reads the last ID that a sequence gave, one before its first if it has given none
// yet. It needs only the right to use the sequence.
const lastGiven = "SELECT coalesce(pg_sequence_last_value(seqrelid), seqstart - 1) AS last FROM pg_sequence WHERE seqrelid = $1::regclass"

// AdvanceSequence moves the sequence of a table past an ID that was given to a row, and never
// back: no one takes an ID from it in the meantime. If the sequence has given none yet, or was
// set to begin elsewhere, only the next ID shows where it is.
func (p *engine) AdvanceSequence(ctx context.Context, c sqldb.Conn, t *sqldb.Table, last int64) error {
	if t.Sequence == "" {
		return nil
	}
	var given int64
	read := func(row cell.Row) error {
		given = cell.Integer(row[0])
		return nil
	}
	if err := c.Query(ctx, 1, read, lastGiven, t.Sequence); err != nil || given >= last {
		return err
	}
	if err := p.LockExclusive(ctx, c); err != nil {
		return err
	}
	return c.Query(ctx, 1, read, "SELECT setval($1::regclass, greatest($2, next), $2 >= next) FROM nextval($1::regclass) AS next", t.Sequence, last)
}

// DataVersion sums up the rows: whatever is written raises the number of the
// transaction that wrote a row, or how many there are.
func (p *engine) DataVersion(ctx context.Context, c sqldb.Conn) (DataVersion string, err error) {
	err = c.Query(ctx, 1, func(row cell.Row) error {
		DataVersion = cell.Text(row[0])
		return nil
	}, fmt.Sprintf(`SELECT concat_ws(' ', t.n, t.x, h.n, h.x, l.n, l.x) FROM
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS t,
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS h,
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS l`, p.Relation(model.TeamTable), p.Relation(model.HeroTable), p.Relation(model.LinkTable)))
	return DataVersion, err
}

// BeginBulk has nothing to prepare, and nothing to take back.
func (*engine) BeginBulk(context.Context, sqldb.Conn) (func() error, error) {
	return func() error { return nil }, nil
}

// DropIndexes leaves them: without them, everybody else would wait.
func (*engine) DropIndexes(context.Context, sqldb.Conn, string, int) ([]string, error) {
	return nil, nil
}

// Integrity reports nothing: the server maintains its files, and pg_amcheck checks them.
func (*engine) Integrity(context.Context, sqldb.Conn, func(string)) error { return nil }

// ReadersWait is never so: readers wait for no one.
func (*engine) ReadersWait(context.Context, sqldb.Conn) (string, error) { return "", nil }

// Compact makes the server rewrite the tables: deleted rows stay in their files otherwise. The
// server's log and its backups are not roster's to delete.
func (p *engine) Compact(ctx context.Context, c sqldb.Conn) error {
	foreign := 0
	err := c.Query(ctx, 1, func(row cell.Row) error {
		foreign = int(cell.Integer(row[0]))
		return nil
	}, "SELECT count(*) FROM pg_class AS c WHERE NOT pg_has_role(c.relowner, 'USAGE') AND c.oid = ANY ("+p.ids(sqldb.HistoryTable.Name, model.LinkTable, model.HeroTable, model.TeamTable)+")")
	if err == nil && foreign > 0 { // the server skips those without an error
		err = model.Failf(model.ReadOnly, nil, "only the owner of the tables can have the server rewrite them. Ask them to clear it again.")
	}
	for _, table := range []string{sqldb.HistoryTable.Name, model.LinkTable, model.HeroTable, model.TeamTable} {
		if err == nil {
			err = p.rewrite(ctx, c, table)
		}
	}
	return err
}

// rewrite has the server rewrite a table, and what it knows of its values. Of an empty
// table it would keep what it knew: that goes when a column is given its type again.
func (p *engine) rewrite(ctx context.Context, c sqldb.Conn, table string) error {
	name := p.Relation(table)
	if _, err := c.Exec(ctx, "VACUUM (FULL, ANALYZE) "+name); err != nil {
		return err
	}
	columns := ""
	err := c.Query(ctx, 1, func(row cell.Row) error {
		columns = cell.Text(row[0])
		return nil
	}, `SELECT string_agg(format('ALTER COLUMN %I TYPE %s', a.attname, format_type(a.atttypid, a.atttypmod)) ||
			CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END, ', ')
		FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
		JOIN pg_stats AS s ON s.schemaname = $1 AND s.tablename = $2 AND s.attname = a.attname
		WHERE a.attrelid = ANY (`+p.ids(table)+`) AND a.attnum > 0 AND NOT a.attisdropped AND NOT EXISTS (SELECT FROM `+name+`)`, p.server.home, p.names.Table(table))
	if err == nil && columns != "" {
		_, err = c.Exec(ctx, "ALTER TABLE "+name+" "+columns)
	}
	return err
}

// IndexStatements makes an index beside everybody's work. What an earlier attempt left
// is of no use.
func (p *engine) IndexStatements(create string) []string {
	name := strings.Fields(create)[2]
	return []string{
		"DROP INDEX CONCURRENTLY IF EXISTS " + p.atHome(name),
		strings.Replace(create, "CREATE INDEX ", "CREATE INDEX CONCURRENTLY ", 1),
	}
}

// Backup is not what a server does for a client: pg_dump is for that.
func (*engine) Backup(context.Context, sqldb.Conn, string) error { return errors.ErrUnsupported }
