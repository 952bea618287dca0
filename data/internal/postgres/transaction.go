package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// channel is the channel of the notifications about changes.
const channel = "roster"

// serverTx is a transaction on a connection of its own. It begins with its settings and the
// schema version, and ends with a notification of others, each in one round trip.
type serverTx struct {
	*sql.Conn
	p     *engine
	ended bool
}

// What a transaction may take on the server before that ends it: waiting for
// another program's lock, and for a roster that is gone.
const txTimeouts = "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '60s'"

// txEndTimeout is how long the end of a transaction may take.
const txEndTimeout = 30 * time.Second

func (p *engine) Begin(ctx context.Context, c *sql.Conn) (sqldb.Tx, string, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), txEndTimeout)
	defer cancel()
	results, err := execSimple(ctx, c, "BEGIN; "+txTimeouts+"; "+p.lock()+p.schemaVersionSQL())
	if err != nil {
		return nil, "", err
	}
	return &serverTx{Conn: c, p: p}, results[len(results)-1], nil
}

// lock returns a statement that waits for an earlier transaction of this store
// whose end was not answered: then it is known what became of that.
func (p *engine) lock() string {
	if !p.server.hasSnapshots() {
		return ""
	}
	return fmt.Sprintf("SELECT pg_advisory_xact_lock(hashtextextended('roster %s', 0)); ", p.token)
}

// Commit sends a notification within the transaction, so that others receive it when the
// change can be read. Its number distinguishes the transactions of this process from those of
// others.
func (t *serverTx) Commit() error {
	t.ended = true
	ctx, cancel := context.WithTimeout(context.Background(), txEndTimeout)
	defer cancel()
	if !t.p.server.hasSnapshots() {
		_, err := execSimple(ctx, t.Conn, "COMMIT")
		return err
	}
	results, err := execSimple(ctx, t.Conn, fmt.Sprintf("SELECT pg_current_xact_id_if_assigned(); SELECT pg_notify('%s', '%s'); COMMIT", channel, t.p.token))
	if err == nil {
		if id, isID := strconv.ParseUint(results[0], 10, 64); isID == nil {
			t.p.server.note(id)
		}
	}
	return err
}

// Rollback rolls the transaction back. One whose connection is gone has ended by itself.
func (t *serverTx) Rollback() error {
	if t.ended {
		return sql.ErrTxDone
	}
	t.ended = true
	ctx, cancel := context.WithTimeout(context.Background(), connectTimeout)
	defer cancel()
	if _, err := execSimple(ctx, t.Conn, "ROLLBACK"); err != nil && !isUnavailable(err) {
		return err
	}
	return nil
}

// schemaVersionSQL returns a statement for what changes when someone alters the tables,
// their rules, or what acts on their changes.
func (p *engine) schemaVersionSQL() string {
	return `SELECT md5(concat(
	(SELECT string_agg(concat_ws(' ', a.attrelid, a.attname, a.atttypid, a.attnotnull, a.attgenerated, a.attidentity), ',' ORDER BY a.attrelid, a.attnum)
		FROM pg_attribute AS a WHERE a.attrelid = ANY (tables.ids) AND a.attnum > 0 AND NOT a.attisdropped), ' ',
	(SELECT string_agg(t.oid::text, ',' ORDER BY t.oid) FROM pg_trigger AS t WHERE t.tgrelid = ANY (tables.ids)), ' ',
	(SELECT string_agg(i.indexrelid::text, ',' ORDER BY i.indexrelid) FROM pg_index AS i WHERE i.indrelid = ANY (tables.ids) AND i.indisunique AND NOT i.indisprimary)))
	FROM (SELECT ` + p.ids(model.TeamTable, model.HeroTable, model.LinkTable, sqldb.HistoryTable.Name) + ` AS ids) AS tables`
}

func (p *engine) SchemaVersion(ctx context.Context, c sqldb.Conn) (schema string, err error) {
	err = c.Query(ctx, 1, func(row cell.Row) error {
		schema = cell.Text(row[0])
		return nil
	}, p.schemaVersionSQL())
	return schema, err
}
