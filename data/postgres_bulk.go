package data

import (
	"context"
	"fmt"
	"strings"
)

// refuses tells whether the server answered: a commit that it refuses wrote
// nothing.
func (*postgres) refuses(err error) bool { return isRefusal(err) }

func (*postgres) prepare(context.Context, conn) error { return nil }

// record writes all in one statement, which is one round trip.
func (p *postgres) record(ctx context.Context, c conn, entry []any) (id int64, err error) {
	err = c.query(ctx, 1, func(row cells) error {
		id = integer(row[0])
		return nil
	}, "WITH dropped AS ("+strings.Replace(dropUndone(p), "$1", "$3", 1)+"), made AS ("+insertEntry(p)+"), gone AS ("+
		strings.Replace(deleteOld(p), "$1", "(SELECT id FROM made) - $8", 1)+") SELECT id FROM made", append(entry, keptChanges)...)
	return id, err
}

// alone lets others read, and lets nobody else write or alter.
func (p *postgres) alone(ctx context.Context, c conn) error {
	_, err := c.exec(ctx, "LOCK TABLE "+p.relation(teamTable)+", "+p.relation(heroTable)+", "+p.relation(linkTable)+" IN SHARE ROW EXCLUSIVE MODE")
	return err
}

// lastGiven reads the last id that a sequence gave, one before its first where it gave
// none yet. Whoever may take ids from it may ask that.
const lastGiven = "SELECT coalesce(pg_sequence_last_value(seqrelid), seqstart - 1) AS last FROM pg_sequence WHERE seqrelid = $1::regclass"

// advance moves the sequence of a table past an id that was given to it, and
// never back: nobody takes an id from it meanwhile. Where it gave none yet, or was set
// to begin elsewhere, only the next id tells where it is.
func (p *postgres) advance(ctx context.Context, c conn, t *table, last int64) error {
	if t.sequence == "" {
		return nil
	}
	var given int64
	read := func(row cells) error {
		given = integer(row[0])
		return nil
	}
	if err := c.query(ctx, 1, read, lastGiven, t.sequence); err != nil || given >= last {
		return err
	}
	if err := p.alone(ctx, c); err != nil {
		return err
	}
	return c.query(ctx, 1, read, "SELECT setval($1::regclass, greatest($2, next), $2 >= next) FROM nextval($1::regclass) AS next", t.sequence, last)
}

// version sums up the rows: whatever is written raises the number of the
// transaction that wrote a row, or how many there are.
func (p *postgres) version(ctx context.Context, c conn) (version string, err error) {
	err = c.query(ctx, 1, func(row cells) error {
		version = text(row[0])
		return nil
	}, fmt.Sprintf(`SELECT concat_ws(' ', t.n, t.x, h.n, h.x, l.n, l.x) FROM
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS t,
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS h,
		(SELECT count(*) AS n, sum(xmin::text::bigint) AS x FROM %s) AS l`, p.relation(teamTable), p.relation(heroTable), p.relation(linkTable)))
	return version, err
}

// beginBulk has nothing to prepare, and nothing to take back.
func (*postgres) beginBulk(context.Context, conn) (func() error, error) {
	return func() error { return nil }, nil
}

// dropIndexes leaves them: without them, everybody else would wait.
func (*postgres) dropIndexes(context.Context, conn, string, int) ([]string, error) { return nil, nil }

// integrity has nothing to say: the server looks after its files, and pg_amcheck
// through them.
func (*postgres) integrity(context.Context, conn, func(string)) error { return nil }

// waits is never so: readers wait for nobody.
func (*postgres) waits(context.Context, conn) (string, error) { return "", nil }

// forget has the server write the tables anew: deleted rows stay in their files
// otherwise. What is in the log of the server, and in its backups, is not roster's to
// delete.
func (p *postgres) forget(ctx context.Context, c conn) error {
	foreign := 0
	err := c.query(ctx, 1, func(row cells) error {
		foreign = int(integer(row[0]))
		return nil
	}, "SELECT count(*) FROM pg_class AS c WHERE NOT pg_has_role(c.relowner, 'USAGE') AND c.oid = ANY ("+p.ids(historyTable.name, linkTable, heroTable, teamTable)+")")
	if err == nil && foreign > 0 { // the server skips those without an error
		err = fail(ReadOnly, nil, "only the owner of the tables can have the server write them anew. Let them clear it again.")
	}
	for _, table := range []string{historyTable.name, linkTable, heroTable, teamTable} {
		if err == nil {
			err = p.rewrite(ctx, c, table)
		}
	}
	return err
}

// rewrite has the server write a table anew, and what it knows of its values. Of an empty
// table it would keep what it knew: that goes when a column is given its type again.
func (p *postgres) rewrite(ctx context.Context, c conn, table string) error {
	name := p.relation(table)
	if _, err := c.exec(ctx, "VACUUM (FULL, ANALYZE) "+name); err != nil {
		return err
	}
	columns := ""
	err := c.query(ctx, 1, func(row cells) error {
		columns = text(row[0])
		return nil
	}, `SELECT string_agg(format('ALTER COLUMN %I TYPE %s', a.attname, format_type(a.atttypid, a.atttypmod)) ||
			CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END, ', ')
		FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
		JOIN pg_stats AS s ON s.schemaname = $1 AND s.tablename = $2 AND s.attname = a.attname
		WHERE a.attrelid = ANY (`+p.ids(table)+`) AND a.attnum > 0 AND NOT a.attisdropped AND NOT EXISTS (SELECT FROM `+name+`)`, p.server.home, table)
	if err == nil && columns != "" {
		_, err = c.exec(ctx, "ALTER TABLE "+name+" "+columns)
	}
	return err
}

// indexing makes an index beside everybody's work. What an earlier attempt left
// is of no use.
func (p *postgres) indexing(create string) []string {
	name := strings.Fields(create)[2]
	return []string{"DROP INDEX CONCURRENTLY IF EXISTS " + p.atHome(name), strings.Replace(create, "CREATE INDEX ", "CREATE INDEX CONCURRENTLY ", 1)}
}

// backup makes a roster of the three tables. Everything else that is on a server is
// for pg_dump.
func (*postgres) backup(ctx context.Context, s *Store, path string) error {
	return s.copyInto(ctx, path)
}
