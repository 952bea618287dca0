package data

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Whatever a statement names without a schema, functions, operators and types, the
// server looks up along the search path, where it takes what fits best: a function
// that somebody put into the schema of the tables wins over the server's own, and runs
// as whoever looks. So nothing but the server's own schema is in the path, and the
// statements say where the tables are.
// https://www.postgresql.org/docs/current/typeconv-func.html
const (
	// findPath is the first statement of a connection: the schemas that it came with.
	findPath = "SELECT pg_catalog.current_schemas(false); "
	ownPath  = "SET search_path = pg_catalog, pg_temp; "
	// onlyTables is for connections that only read. Where somebody makes a view of a
	// table, or gives it policies, after [postgres.readable] looked, nothing is read.
	onlyTables = "SET row_security = off; SET constraint_exclusion = off; " +
		"SELECT set_config(name, 'view, foreign-table', false) FROM (VALUES ('restrict_nonsystem_relation_kind')) AS s (name) WHERE current_setting(name, true) IS NOT NULL; "
	neverWrite = "SET default_transaction_read_only = on; "
	// hasten keeps the server from preparing for statements that take long: to compile
	// one, or to call others to help, takes longer than to read a page. For the members
	// of a team it must have memory.
	hasten = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET random_page_cost = 1.1; SET work_mem = '16MB'"
)

// settled returns what each new connection begins with, in one round trip: its
// settings, and more of them where the engine has those. Through a pooler, they would
// be for others too.
func (p *postgres) settled(more string) func(context.Context, *pgx.Conn) error {
	text := findPath
	switch {
	case p.pooled:
		more = ""
	case p.readOnly:
		text += ownPath + neverWrite
	default:
		text += ownPath
	}
	return func(ctx context.Context, c *pgx.Conn) error {
		results, err := c.PgConn().Exec(ctx, text+more).ReadAll()
		if isUnknownSetting(err) { // by another engine
			results, err = c.PgConn().Exec(ctx, text).ReadAll()
		}
		if err != nil {
			return err
		}
		p.server.foundPath.Do(func() { p.server.path = string(results[0].Rows[0][0]) })
		return nil
	}
}

// relation names a table where it is: beside the others, but for a history of this
// roster's own.
func (p *postgres) relation(table string) string {
	if table == historyTable.name && p.server.ownHistory {
		return "pg_temp." + quote(table)
	}
	return p.atHome(table)
}

// atHome names what is in the schema of the tables.
func (p *postgres) atHome(name string) string { return quote(p.server.home) + "." + quote(name) }

// ids returns an expression for the array of the ids of these tables, NULL for one that
// is not there.
func (p *postgres) ids(tables ...string) string {
	var found []string
	for _, table := range tables {
		found = append(found, "to_regclass("+literal(p.atHome(table))+")")
	}
	return "ARRAY[" + strings.Join(found, ", ") + "]::oid[]"
}

// placed names the schema of each table that the statement is about.
func (p *postgres) placed(create string) string {
	home := quote(p.server.home) + "."
	return strings.NewReplacer("CREATE TABLE ", "CREATE TABLE "+home, " ON ", " ON "+home, "REFERENCES ", "REFERENCES "+home).Replace(create)
}

// isUnknownSetting tells whether the server answered that it has no such setting.
func isUnknownSetting(err error) bool {
	return slices.Contains([]string{"42704", "0A000"}, stateOf(err))
}
