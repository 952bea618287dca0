package sqlite

import (
	"context"
	"fmt"
	"strings"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// Placeholder returns a parameter without a number: SQLite would find a named
// one among all others, each time.
func (engine) Placeholder(int) string { return "?" }

// DataVersion reports whether anyone wrote: other connections' commits show in
// data_version, the writer's own in total_changes.
// https://www.sqlite.org/pragma.html#pragma_data_version
func (engine) DataVersion(ctx context.Context, c sqldb.Conn) (string, error) {
	var version string
	err := c.Query(ctx, 2, func(row cell.Row) error {
		version = cell.Text(row[0]) + " " + cell.Text(row[1])
		return nil
	}, "SELECT data_version, total_changes() FROM pragma_data_version")
	return version, err
}

// BeginBulk lets the connection write references unchecked if nothing but
// roster's own, known rows is written: no trigger runs, no other column refers
// anywhere, and no other table refers to these. Such a check reads a row for
// each reference, which takes longer than writing.
func (f engine) BeginBulk(ctx context.Context, c sqldb.Conn) (func() error, error) {
	restore := func() error {
		// Not under ctx: it may have ended, and the connection lives on. The
		// pragma does nothing while the transaction is still being rolled back,
		// in another goroutine.
		ctx := context.WithoutCancel(ctx)
		for on := false; !on; {
			if _, err := c.Exec(ctx, "PRAGMA foreign_keys = ON"); err != nil {
				return err
			}
			err := c.Query(ctx, 1, func(row cell.Row) error { on = cell.Truth(row[0]); return nil },
				"PRAGMA foreign_keys")
			if err != nil {
				return err
			}
		}
		return nil
	}
	hooks, n := 0, f.names
	err := c.Query(ctx, 1, func(row cell.Row) error {
		hooks = int(cell.Integer(row[0]))
		return nil
	}, `SELECT (SELECT count(*) FROM sqlite_schema WHERE type = 'trigger')
		+ (SELECT count(*) FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f WHERE s.type = 'table'
			AND lower(s.name) <> `+lowered(n.Link)+` AND lower(f."table") IN (`+f.tables()+`))
		+ (SELECT count(*) FROM pragma_foreign_key_list(`+lowered(n.Team)+`))
		+ (SELECT count(*) FROM pragma_foreign_key_list(`+lowered(n.Hero)+`))
		+ (SELECT count(*) FROM pragma_foreign_key_list(`+lowered(n.Link)+`)
			WHERE NOT (`+isForeignKey(n.LinkTeam, n.Team, n.TeamID)+`) AND NOT (`+isForeignKey(n.LinkHero, n.Hero, n.HeroID)+`))`)
	if err != nil || hooks > 0 {
		return restore, err
	}
	_, err = c.Exec(ctx, "PRAGMA foreign_keys = OFF")
	return restore, err
}

// isForeignKey returns the condition that a foreign key is the one from a column to the key of a
// table.
func isForeignKey(column, table, key string) string {
	return fmt.Sprintf(`lower("table") = %s AND lower("from") = %s AND lower(coalesce("to", %[3]s)) = %[3]s`, lowered(table), lowered(column), lowered(key))
}

// DropIndexes drops the indexes of a table that only speed up reading, if at least as many
// rows are added as exist: sorting them once is faster than finding the place of each. All
// within the transaction.
func (f engine) DropIndexes(ctx context.Context, c sqldb.Conn, table string, coming int) ([]string, error) {
	there := 0
	err := c.Query(ctx, 1, func(row cell.Row) error {
		there = int(cell.Integer(row[0]))
		return nil
	}, "SELECT count(*) FROM "+f.Relation(table))
	if err != nil || there > coming {
		return nil, err
	}
	var names, remake []string
	err = c.Query(ctx, 2, func(row cell.Row) error {
		names, remake = append(names, cell.Text(row[0])), append(remake, cell.Text(row[1]))
		return nil
	}, `SELECT s.name, s.sql FROM sqlite_schema AS s, pragma_index_list(s.tbl_name) AS i
		WHERE s.type = 'index' AND lower(s.tbl_name) = $1 AND s.sql IS NOT NULL AND i.name = s.name AND i."unique" = 0`, strings.ToLower(f.names.Table(table)))
	for _, name := range names {
		if err == nil {
			_, err = c.Exec(ctx, "DROP INDEX "+sqldb.Quote(name))
		}
	}
	return remake, err
}
