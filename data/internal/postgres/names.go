package postgres

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// The server looks up unqualified functions, operators and types along the search path, and
// takes the best match: a function that someone put into the schema of the tables wins over
// the server's own, and runs with the rights of the caller. So the path has only the server's
// own schema, and the statements qualify the tables.
// https://www.postgresql.org/docs/current/typeconv-func.html
const (
	// searchPathQuery is the first statement of a connection: the schemas that it came with.
	searchPathQuery = "SELECT pg_catalog.current_schemas(false); "
	safeSearchPath  = "SET search_path = pg_catalog, pg_temp; "
	// readerSettings is for connections that only read. If someone turns a table into a view, or
	// gives it policies, after [engine.readable] checked, nothing is read.
	readerSettings = "SET row_security = off; SET constraint_exclusion = off; " +
		"SELECT set_config(name, 'view, foreign-table', false) FROM (VALUES ('restrict_nonsystem_relation_kind')) AS s (name) WHERE current_setting(name, true) IS NOT NULL; "
	readOnlySetting = "SET default_transaction_read_only = on; "
	// plannerSettings keeps the server from optimizing for long statements: compiling one, or starting
	// parallel workers, takes longer than reading a page. For the members of a team it needs
	// enough memory.
	plannerSettings = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET random_page_cost = 1.1; SET work_mem = '16MB'"
)

// initConn returns what each new connection begins with, in one round trip: its settings, and
// more of them if the engine has those. Through a pooler, they would affect other clients too.
func (p *engine) initConn(more string) func(context.Context, *pgx.Conn) error {
	text := searchPathQuery
	switch {
	case p.pooled:
		more = ""
	case p.readOnly:
		text += safeSearchPath + readOnlySetting
	default:
		text += safeSearchPath
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

// Relation returns the qualified name of a table: in the schema of the others, except for a
// history of this process.
func (p *engine) Relation(table string) string {
	if table == sqldb.HistoryTable.Name && p.server.ownHistory {
		return "pg_temp." + sqldb.Quote(table)
	}
	return p.atHome(table)
}

func (p *engine) From(table, alias string) string {
	return p.names.From(p.Relation(table), table, alias)
}

// atHome returns a name qualified with the schema of the tables.
func (p *engine) atHome(name string) string {
	return sqldb.Quote(p.server.home) + "." + sqldb.Quote(p.names.Table(name))
}

// ids returns an expression for the array of the ids of these tables, NULL for one that
// is not there.
func (p *engine) ids(tables ...string) string {
	var found []string
	for _, table := range tables {
		found = append(found, "to_regclass("+cell.Literal(p.atHome(table))+")")
	}
	return "ARRAY[" + strings.Join(found, ", ") + "]::oid[]"
}

// PlaceStatement names the schema of each table that the statement is about.
func (p *engine) PlaceStatement(create string) string {
	home := sqldb.Quote(p.server.home) + "."
	return strings.NewReplacer(
		"CREATE TABLE ", "CREATE TABLE "+home, " ON ", " ON "+home, "REFERENCES ", "REFERENCES "+home,
	).Replace(create)
}

// isUnknownSetting reports whether the server answered that it has no such setting.
func isUnknownSetting(err error) bool {
	return slices.Contains([]string{"42704", "0A000"}, stateOf(err))
}
