package generate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// CopyToPostgres copies the rows of a roster in a file into the empty tables of a PostgreSQL
// database, and lets the server analyze them.
func CopyToPostgres(ctx context.Context, path, database string) (err error) {
	db, err := open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	server, err := pgx.Connect(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close(ctx)) }()
	// The rows are known to be valid: checking their foreign keys takes ten times longer. Commits
	// are synchronous, because VACUUM marks only rows on disk as visible to all, and index-only
	// scans need that.
	if _, err := server.Exec(ctx, "SET session_replication_role = replica; SET synchronous_commit = on"); err != nil {
		return err
	}
	for _, t := range []struct{ table, columns string }{
		{"team", "id, name, headquarters"},
		{"hero", "id, name, secret_name, age"},
		{"heroteamlink", "team_id, hero_id, is_training"},
	} {
		if err := copyTable(ctx, db, server, t.table, strings.Split(t.columns, ", ")); err != nil {
			return fmt.Errorf("%s: %w", t.table, err)
		}
	}
	_, err = server.Exec(ctx, "VACUUM ANALYZE team, hero, heroteamlink")
	return err
}

func copyTable(ctx context.Context, db *sql.DB, server *pgx.Conn, table string, columns []string) (err error) {
	rows, err := db.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	_, err = server.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		err := rows.Scan(into...)
		if flag, isNumber := values[len(values)-1].(int64); isNumber && table == "heroteamlink" {
			values[len(values)-1] = flag != 0
		}
		return values, err
	}))
	return err
}
