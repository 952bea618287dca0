package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/stdlib"

	"roster/data/address"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// connectTimeout is the timeout of one attempt to connect, unless the URL has another.
const connectTimeout = 5 * time.Second

// How many connections there are to a server at most, beside the one that listens
// and the one that writes. Those that no one uses are given back. What was given up
// keeps its connection for another 100 ms, which pgx waits for the server to hear
// of it: nothing else may have to wait for that.
const (
	serverReaders  = 6 // for what the user waits for
	serverDeferred = 3
	idleReaders    = 3 // of either: a new connection takes as long as a page
	idleTime       = time.Minute
)

// newEngine returns the engine for the database that a URL names. What libpq
// users expect of a URL, pgx reads: several hosts, TLS, PGPASSFILE, services.
func newEngine(database string, opts sqldb.Options) (*engine, error) {
	name := cmp.Or(opts.Name, address.Redacted(database))
	hidesPlace := opts.Name != ""
	config, err := pgx.ParseConfig(database)
	if err != nil {
		return nil, model.Failf(model.CantOpen, nil, "%s can't be opened: %s.", name,
			(&engine{hidesPlace: hidesPlace}).reason(err))
	}
	p := &engine{
		name: name, hidesPlace: hidesPlace, config: config, readOnly: opts.ReadOnly || opts.ReadOnce,
		readOnlyAs: cmp.Or(opts.ReadOnlyAs, sqldb.AskedReadOnly), keepSchema: opts.KeepSchema,
		token: sqldb.NewToken(), server: &serverInfo{ownTransactions: ownTransactions{own: map[uint64]bool{}}},
		names: sqldb.NewNaming(opts.Names),
	}
	p.configure(database)
	return p, nil
}

// configure completes the configuration of the URL. Without a mode in the URL a statement
// takes one round trip, is planned for its actual arguments, and leaves nothing on the server
// that a pooler would pass on to someone else.
func (p *engine) configure(database string) {
	says := url.Values{}
	if u, err := url.Parse(database); err == nil {
		says = u.Query()
	}
	if p.pooled = says.Has("default_query_exec_mode"); !p.pooled {
		p.config.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	if p.config.ConnectTimeout == 0 || !says.Has("connect_timeout") && p.config.ConnectTimeout > connectTimeout {
		p.config.ConnectTimeout = connectTimeout
	}
	params := p.config.RuntimeParams
	if params["application_name"] == "" {
		params["application_name"] = "roster"
	}
	// Times in words, so that the same one is always the same. What a role or a
	// database is set to must not have the server take texts for something else.
	params["timezone"], params["datestyle"], params["client_encoding"], params["standard_conforming_strings"] = "UTC", "ISO", serverUTF8, "on"
}

// cancelDelay is how long a canceled statement may still run before the server is asked to end
// it, which costs it a process: most have ended by then.
const cancelDelay = 100 * time.Millisecond

// pool returns a pool of n connections at most, which open when they are used.
// The end of a context ends the statement on the server, and leaves the
// connection as it is. Each connection has the settings.
func (p *engine) pool(n, idle int, settings string) *sql.DB {
	config := p.config.Copy()
	config.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{
			Conn: c, CancelRequestDelay: cancelDelay, DeadlineDelay: 2 * time.Second,
		}
	}
	db := stdlib.OpenDB(*config, stdlib.OptionShouldPing(neverPing), stdlib.OptionAfterConnect(p.initConn(settings)))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(idle)
	db.SetConnMaxIdleTime(idleTime)
	return db
}

// neverPing asks no idle connection whether it lives, which would take a round
// trip: what fails on a dead one is tried again, see [engine.Retry].
func neverPing(context.Context, stdlib.ShouldPingParams) bool { return false }

// Open connects, and asks the server whether the database can be written.
func (p *engine) Open(ctx context.Context) (sqldb.Pools, error) {
	reader := p.pool(serverReaders, idleReaders, readerSettings+plannerSettings)
	opened := sqldb.Pools{Reader: reader, Deferred: p.pool(serverDeferred, idleReaders, readerSettings+plannerSettings)}
	err := p.server.ask(ctx, reader, p.names.Names)
	if err == nil {
		err = p.readable()
	}
	if err != nil {
		return sqldb.Pools{}, errors.Join(p.Failure(err), opened.Close())
	}
	if opened.ReadOnly = p.cannotWrite(); opened.ReadOnly == "" {
		p.server.ownHistory = p.server.noHistory || p.keepSchema && !p.server.hasHistory
		opened.Writer = p.pool(1, 1, plannerSettings)
		opened.Writer.SetConnMaxIdleTime(0) // it may have a temporary history
		opened.Indexer = p.pool(1, 0, plannerSettings)
	}
	return opened, nil
}

// cannotWrite returns why nothing can be written, "" if it can.
func (p *engine) cannotWrite() string {
	switch {
	case p.readOnly:
		return p.readOnlyAs
	case p.server.standby:
		return "the server is a standby"
	case p.server.readOnly:
		return "the server says so (default_transaction_read_only)"
	case p.server.forbidden && p.hidesPlace:
		return "the server does not allow it"
	case p.server.forbidden:
		return fmt.Sprintf("the role %q can't write to its tables", p.server.role)
	}
	return ""
}

// readable rejects a database that can't store every text, or in which texts are arbitrary
// bytes: the server would cut and compare them differently from roster, or fail to return
// them. It also rejects tables that can't be read without running someone's code.
func (p *engine) readable() error {
	switch {
	case p.server.unsafe != "" && p.hidesPlace:
		return model.Failf(model.CantOpen, nil, "%s can't be opened: its tables run code of another role. Ask the administrator.", p.name)
	case p.server.unsafe != "":
		return model.Failf(model.CantOpen, nil, "%s can't be opened: reading it would run code of another role as %q: %s. Ask the administrator to drop that, or to make a superuser the owner of the code.",
			p.name, p.server.role, p.server.unsafe)
	case p.server.encoding == serverUTF8:
		return nil
	}
	return model.Failf(model.CantOpen, nil, "%s can't be opened: it keeps text as %s, and roster needs %s. Move it into a database made with createdb --encoding %[3]s --locale C --template template0.",
		p.name, p.server.encoding, serverUTF8)
}

// serverUTF8 is the encoding of texts, as PostgreSQL calls it.
const serverUTF8 = "UTF8"

// serverInfo is what is known about a server, and about the use of it by this store.
type serverInfo struct {
	version    int    // 150004 is 15.4; 0 if it is not PostgreSQL, but has the same protocol
	role       string // who is connected
	encoding   string // of its texts, in its own words
	standby    bool
	readOnly   bool // every transaction is
	forbidden  bool // the role may not write to the tables
	noHistory  bool // the role may not make the table of the history, or not write to it
	hasHistory bool
	noIndexes  bool   // the tables are someone else's
	unsafe     string // what would run someone else's code as whoever reads the tables
	home       string // the schema of the tables: of the path, the first one that has them, or just the first

	foundPath  sync.Once
	path       string // the schemas that the first connection would look names up in
	ownHistory bool   // there is one for this roster alone, which ends with it
	ownTransactions
}

// ask reads the information about a server.
func (s *serverInfo) ask(ctx context.Context, db *sql.DB, names model.Names) (err error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	var product string
	row := c.QueryRowContext(ctx, serverQuery, s.path, names.Team, names.Hero, names.Link, sqldb.HistoryTable.Name)
	if err := row.Scan(&product, &s.version, &s.encoding, &s.role, &s.standby, &s.readOnly, &s.home, &s.forbidden,
		&s.noHistory, &s.hasHistory, &s.noIndexes, &s.unsafe); err != nil {
		return err
	}
	if !isPostgres(product) {
		s.version = 0
	}
	return nil
}

// serverQuery reads what is known of a server, by the search path and the names of the
// tables. What depends on other
// roles' code is what the server runs when it plans a query, though the query has
// nothing to do with it: expressions of indexes, of statistics and of partitions, and
// the policies of rows.
const serverQuery = `WITH RECURSIVE home AS (
		SELECT coalesce((SELECT n.nspname::text FROM unnest($1::name[]) WITH ORDINALITY AS p (name, place) JOIN pg_namespace AS n ON n.nspname = p.name
			LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
			WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY c.oid IS NULL, p.place LIMIT 1), 'public') AS name),
	named AS (SELECT t.name, to_regclass(quote_ident(home.name) || '.' || quote_ident(t.name))::oid AS id FROM home, unnest(ARRAY[$2, $3, $4, $5]::text[]) AS t (name)),
	tables AS (SELECT name, id FROM named WHERE name <> $5),
	history AS (SELECT id FROM named WHERE name = $5),
	read AS (SELECT id FROM named WHERE id IS NOT NULL UNION SELECT i.inhrelid FROM pg_inherits AS i JOIN read ON i.inhparent = read.id),
	planned AS (
		SELECT 'pg_class'::regclass::oid AS class, i.indexrelid AS id, 'the index ' || quote_ident(c.relname) AS what FROM pg_index AS i JOIN read ON read.id = i.indrelid JOIN pg_class AS c ON c.oid = i.indexrelid
		UNION ALL SELECT 'pg_statistic_ext'::regclass, x.oid, 'the statistics ' || quote_ident(x.stxname) FROM pg_statistic_ext AS x JOIN read ON read.id = x.stxrelid
		UNION ALL SELECT 'pg_class'::regclass, p.partrelid, 'the partitions of ' || quote_ident(c.relname) FROM pg_partitioned_table AS p JOIN read ON read.id = p.partrelid JOIN pg_class AS c ON c.oid = p.partrelid),
	unsafe AS (
		SELECT what || ', by ' || quote_ident(r.rolname) AS what FROM planned JOIN pg_depend AS d ON d.classid = planned.class AND d.objid = planned.id
		LEFT JOIN pg_operator AS o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
		JOIN pg_proc AS f ON f.oid = CASE d.refclassid WHEN 'pg_proc'::regclass THEN d.refobjid ELSE o.oprcode END
		JOIN pg_roles AS r ON r.oid = f.proowner WHERE NOT r.rolsuper AND r.rolname <> current_user
		UNION ALL SELECT 'the row-level security of ' || name FROM named WHERE row_security_active(id))
	SELECT version(), current_setting('server_version_num')::int, current_setting('server_encoding'), current_user::text, pg_is_in_recovery(),
		current_setting('default_transaction_read_only') = 'on' OR current_setting('transaction_read_only') = 'on', (SELECT name FROM home),
		EXISTS (SELECT 1 FROM tables, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p (name) WHERE NOT has_table_privilege(tables.id, p.name)),
		CASE WHEN (SELECT id FROM history) IS NOT NULL
			THEN EXISTS (SELECT 1 FROM history, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p (name) WHERE NOT has_table_privilege(history.id, p.name))
			ELSE NOT coalesce((SELECT has_schema_privilege(c.relnamespace, 'CREATE') FROM pg_class AS c JOIN tables ON c.oid = tables.id WHERE tables.name = $2), TRUE) END,
		(SELECT id FROM history) IS NOT NULL,
		EXISTS (SELECT 1 FROM pg_class AS c JOIN tables ON c.oid = tables.id WHERE NOT pg_has_role(c.relowner, 'USAGE')),
		coalesce((SELECT string_agg(what, '; ') FROM unsafe), '')`

// isPostgres reports whether version() is that of PostgreSQL itself. Others with the same
// protocol may lack features beyond the statements.
func isPostgres(product string) bool {
	return len(product) > 10 && product[:10] == "PostgreSQL"
}

// OpenWatcher opens a pool for the one connection that listens. A context that ends
// while it listens must not send a cancellation each time.
func (p *engine) OpenWatcher(context.Context) (*sql.DB, error) {
	config := p.config.Copy()
	config.OnNotification = p.onNotification
	db := stdlib.OpenDB(*config, stdlib.OptionShouldPing(neverPing),
		stdlib.OptionAfterConnect(p.initConn(readerSettings)))
	db.SetMaxOpenConns(1)
	return db, nil
}

// execSimple runs several statements in one round trip, and returns the first cell
// of each result.
func execSimple(ctx context.Context, c *sql.Conn, text string) (cells []string, err error) {
	err = c.Raw(func(driverConn any) error {
		pg, ok := driverConn.(*stdlib.Conn)
		if !ok || pg.Conn().IsClosed() {
			return driver.ErrBadConn
		}
		results, err := pg.Conn().PgConn().Exec(ctx, text).ReadAll()
		for _, r := range results {
			cell := ""
			if len(r.Rows) > 0 && len(r.Rows[0]) > 0 {
				cell = string(r.Rows[0][0])
			}
			cells = append(cells, cell)
		}
		return err
	})
	return cells, err
}
