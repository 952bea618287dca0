package data

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteFile is the dialect of SQLite, and the file it speaks to.
type sqliteFile struct {
	path      string // as the user gave it
	readOnly  bool   // the user asked for it
	immutable bool   // nobody can write the file while it is open
	hurried   bool   // wait for no lock
	opened    *opened
}

// newSQLiteFile returns the dialect for a file. For a glance at a file that
// nobody is writing, SQLite is told that nobody can: it then makes no -shm and
// -wal file, which a reader of a file in WAL mode would leave behind.
func newSQLiteFile(path string, opts Options) sqliteFile {
	return sqliteFile{
		path: path, readOnly: opts.ReadOnly || opts.Glance, hurried: opts.Glance,
		opened:    &opened{},
		immutable: opts.Glance && !exists(path+"-wal") && !exists(path+"-journal"),
	}
}

func (sqliteFile) fold(expr string) string           { return "lower(" + expr + ")" }
func (sqliteFile) contains(text, part string) string { return "instr(" + text + ", " + part + ") > 0" }

func (sqliteFile) same(column, _, value string) string {
	return column + " COLLATE BINARY IS NOT DISTINCT FROM " + value
}

// raw takes the declared type away from the column: the driver would turn text
// in a column declared DATE or DATETIME into a time.
func (sqliteFile) raw(column string) string { return "+" + column }

func (f sqliteFile) stored(column, _ string) string { return f.raw(column) }

// typed leaves a value as it is: SQLite keeps each with its own type.
func (sqliteFile) typed(value, _ string) string { return value }

func (sqliteFile) source(s *statement, _ []string, rows [][]any) {
	s.add("(VALUES ")
	s.tuples(rows)
	s.add(") AS v")
}

func (sqliteFile) newRows(s *statement, _ []string, rows [][]any) {
	s.add(" VALUES ")
	s.tuples(rows)
}

func (sqliteFile) among(s *statement, column string, values []any) {
	s.add(column, " IN ")
	s.list(values)
}

func (sqliteFile) most() int { return chunkArgs }

func (sqliteFile) keep(q querier) querier { return keep(q) }

func (sqliteFile) beginning() string { return "BEGIN IMMEDIATE" }

func (sqliteFile) bytewise(expr string) string { return expr }

func (sqliteFile) schema(text string) string { return text }

// prepare makes the file one in WAL mode: there, reading never waits for writing.
func (sqliteFile) prepare(ctx context.Context, c conn) error {
	_, err := c.exec(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (sqliteFile) traits() traits { return traits{} }

func (sqliteFile) actor(user string) string { return user }

// silence may be without end: a file answers, or fails.
func (sqliteFile) silence() patience { return patience{} }

func (sqliteFile) refuses(error) bool { return false }

func (sqliteFile) again(context.Context, error, int, time.Time) bool { return false }

func (f sqliteFile) record(ctx context.Context, c conn, entry []any) (id int64, err error) {
	if err := roomForEntry(ctx, c); err != nil {
		return 0, err
	}
	if _, err := c.exec(ctx, dropUndone(f), entry[entryActor]); err != nil {
		return 0, err
	}
	err = c.query(ctx, 1, func(row cells) error {
		id = integer(row[0])
		return nil
	}, insertEntry(f), entry...)
	if err == nil {
		_, err = c.exec(ctx, deleteOld(f), id-keptChanges)
	}
	return id, err
}

// roomForEntry refuses a history whose last entry has the largest id: another program
// wrote it, SQLite would give the next one any id, and undo goes by their order.
func roomForEntry(ctx context.Context, c conn) error {
	return c.query(ctx, 1, func(row cells) error {
		if integer(row[0]) == math.MaxInt64 {
			return fail(Foreign, nil, "Nothing was changed: another program wrote an entry into the history after which there is no id. Clear the history with roster history --clear.")
		}
		return nil
	}, "SELECT max(id) FROM roster_change")
}

// alone has nothing to do: there is one writer.
func (sqliteFile) alone(context.Context, conn) error { return nil }

// advance has nothing to do: the next id is always the one after the last.
func (sqliteFile) advance(context.Context, conn, *table, int64) error { return nil }

func (sqliteFile) indexing(create string) []string {
	return []string{strings.Replace(create, "CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1)}
}

func (sqliteFile) relation(table string) string { return quote(table) }

func (sqliteFile) placed(create string) string { return create }

// shown has SQLite cut long texts, so that they are neither copied nor kept. The
// length is read without the text.
func (f sqliteFile) shown(column, _ string) string {
	note := fmt.Sprintf(strings.ReplaceAll(cutNote, "%d", "' || octet_length(%s) || '"), column)
	return fmt.Sprintf("CASE WHEN octet_length(%[1]s) > %[2]d THEN CAST(substr(CAST(%[1]s AS BLOB), 1, %[3]d) AS TEXT) || '%[4]s' ELSE %[5]s END",
		column, maxShown, keptShown, note, f.raw(column))
}

func (sqliteFile) flag(v bool) any {
	if v {
		return int64(1)
	}
	return int64(0)
}

func (sqliteFile) temporary(create string) string {
	create = strings.Replace(create, "CREATE TABLE ", "CREATE TEMP TABLE ", 1)
	return strings.Replace(create, "CREATE INDEX ", "CREATE INDEX temp.", 1)
}

func (sqliteFile) integrity(ctx context.Context, c conn, found func(string)) error {
	return c.query(ctx, 1, func(row cells) error {
		if what := text(row[0]); what != "ok" {
			found(what)
		}
		return nil
	}, "PRAGMA integrity_check")
}

// waits says that only in WAL mode a reader never waits for a writer.
// https://www.sqlite.org/wal.html
func (sqliteFile) waits(ctx context.Context, c conn) (string, error) {
	mode := ""
	err := c.query(ctx, 1, func(row cells) error {
		mode = text(row[0])
		return nil
	}, "PRAGMA journal_mode")
	if err != nil || mode == "wal" {
		return "", err
	}
	return "the journal mode is " + mode + ", in which lists wait while much is written; in WAL mode they never do: sqlite3 DATABASE 'PRAGMA journal_mode = WAL'", nil
}

// backup has a connection of its own: to one that must only query, VACUUM INTO
// is writing.
func (f sqliteFile) backup(ctx context.Context, s *Store, path string) error {
	db, err := f.pool(ctx, 1, "ro", readerCache)
	if err != nil {
		return err
	}
	c := s.read(backupLabel)
	c.q = db
	_, err = c.exec(ctx, "VACUUM INTO $1", path)
	return errors.Join(err, db.Close())
}

// forget writes the file anew, without its free pages: bytes of deleted rows
// stay there otherwise, and in the WAL. A journal goes when it is done with. ANALYZE
// leaves whole values in its samples, those of rows that are gone among them.
func (f sqliteFile) forget(ctx context.Context, c conn) error {
	var samples []string
	err := c.query(ctx, 1, func(row cells) error {
		samples = append(samples, text(row[0]))
		return nil
	}, "SELECT name FROM sqlite_schema WHERE type = 'table' AND lower(name) IN ('sqlite_stat3', 'sqlite_stat4')")
	for _, table := range samples {
		if err == nil {
			_, err = c.exec(ctx, "DELETE FROM "+quote(table)+" WHERE lower(tbl) IN ('team', 'hero', 'heroteamlink', 'roster_change')")
		}
	}
	if err != nil {
		return err
	}
	if _, err := c.exec(ctx, "VACUUM"); err != nil {
		return err
	}
	return c.query(ctx, 3, func(row cells) error {
		if integer(row[0]) != 0 {
			return fail(Locked, nil, "another program is reading it. Clear the history again when nothing else has the database open.")
		}
		return nil
	}, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// catalog reads sqlite_schema and the columns of the three tables. A virtual
// table has no page of its own; to ask for its columns would start its module.
func (sqliteFile) catalog(ctx context.Context, c conn) (catalog, error) {
	var cat catalog
	history := historyTable
	err := c.query(ctx, 3, func(row cells) error {
		name, virtual := text(row[1]), integer(row[2]) == 0
		switch lower := strings.ToLower(name); {
		case text(row[0]) == "view":
			cat.views = append(cat.views, name)
		case lower == historyTable.name:
			cat.history = true
			history = table{name: lower, virtual: virtual}
		case lower == teamTable || lower == heroTable || lower == linkTable:
			cat.tables = append(cat.tables, table{name: lower, virtual: virtual})
		default:
			cat.others = append(cat.others, name)
		}
		return nil
	}, "SELECT type, name, rootpage FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
	for i := range cat.tables {
		if err == nil && !cat.tables[i].virtual {
			err = readColumns(ctx, c, &cat.tables[i])
		}
	}
	if err == nil {
		err = readHooks(ctx, c, &cat)
	}
	if err == nil {
		err = readIndexes(ctx, c, &cat.indexed)
	}
	if err == nil && cat.history && !history.virtual {
		err = readColumns(ctx, c, &history)
	}
	if err == nil {
		cat.spoiled, err = spoiledHistory(ctx, c, cat, history, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (lower(tbl_name) = $1 OR instr(substr(lower(sql), instr(lower(sql), lower(name)) + length(name)), $1) > 0)", historyTable.name)
	}
	return cat, err
}

// readIndexes finds the indexes that a listing can count on: those of roster by
// their names, others by the column that they begin with.
func readIndexes(ctx context.Context, c conn, found *indexes) error {
	return c.query(ctx, 3, func(row cells) error {
		found.note(text(row[0]), text(row[1]), text(row[2]), true) // the key is the name
		return nil
	}, `SELECT lower(s.name), lower(s.tbl_name), lower(coalesce(i.name, '')) FROM sqlite_schema AS s, pragma_index_info(s.name) AS i
		WHERE s.type = 'index' AND s.sql NOT LIKE '% WHERE %' AND i.seqno = 0
		UNION ALL SELECT lower(name), lower(tbl_name), '' FROM sqlite_schema WHERE type = 'index' AND name LIKE 'roster\_%' ESCAPE '\'`)
}

// readHooks finds what a deletion would set off. Which tables a trigger writes
// to is not to be told from outside, so any that runs on a deletion counts. The keys
// of a membership itself don't: a deletion ends the memberships before.
func readHooks(ctx context.Context, c conn, cat *catalog) error {
	return c.query(ctx, 3, func(row cells) error {
		cat.hooks = append(cat.hooks, hook{table: text(row[0]), what: text(row[1]) + " " + strconv.Quote(text(row[2])) + " acts on deletions"})
		return nil
	}, `SELECT tbl_name, 'the trigger', name FROM sqlite_schema
		WHERE type = 'trigger' AND lower(tbl_name) IN ('team', 'hero', 'heroteamlink') AND upper(sql) LIKE '%DELETE%'
		UNION ALL
		SELECT f."table", 'a foreign key of the table', s.name FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f
		WHERE s.type = 'table' AND lower(f."table") IN ('team', 'hero', 'heroteamlink') AND f.on_delete NOT IN ('NO ACTION', 'RESTRICT')
		AND (lower(s.name) <> 'heroteamlink' OR (lower(f."table"), lower(f."from")) NOT IN (VALUES ('team', 'team_id'), ('hero', 'hero_id')))
		ORDER BY 1, 2, 3`)
}

func readColumns(ctx context.Context, c conn, t *table) error {
	keys := map[int]int{} // place in the key, from 1: position
	err := c.query(ctx, 6, func(row cells) error {
		t.fields = append(t.fields, fieldFrom(t, row[0], integer(row[1]) != 0, integer(row[3]) != 0, row[4], row[5]))
		if integer(row[3]) != 0 { // generated: computed, never stored by us
			t.computed = append(t.computed, text(row[0]))
			return nil
		}
		if k := integer(row[2]); k > 0 {
			keys[int(k)] = len(t.columns)
		}
		t.columns, t.types = append(t.columns, text(row[0])), append(t.types, "")
		t.nullable = append(t.nullable, integer(row[1]) == 0)
		if !keepsWholeNumbers(text(row[4])) {
			t.unwhole = append(t.unwhole, text(row[0]))
		}
		return nil
	}, `SELECT name, "notnull", pk, hidden, type, dflt_value FROM pragma_table_xinfo($1)`, t.name)
	for k := 1; k <= len(keys); k++ {
		t.key = append(t.key, keys[k])
	}
	if err == nil {
		err = readWords(ctx, c, t)
	}
	if err != nil {
		return err
	}
	// A key of one column without an index of its own is the rowid: a whole number
	// that SQLite gives.
	t.ownIDs = true
	return c.query(ctx, 1, func(cells) error {
		t.ownIDs = false
		return nil
	}, "SELECT name FROM pragma_index_list($1) WHERE origin = 'pk'", t.name)
}

// keepsWholeNumbers tells whether a column of this declared type gives back a
// whole number as one: text and floating point don't.
// https://www.sqlite.org/datatype3.html#determination_of_column_affinity
func keepsWholeNumbers(declared string) bool {
	declared = strings.ToUpper(declared)
	return strings.Contains(declared, "INT") || !slices.ContainsFunc([]string{"CHAR", "CLOB", "TEXT", "REAL", "FLOA", "DOUB"},
		func(part string) bool { return strings.Contains(declared, part) })
}

func (sqliteFile) duplicate(err error) bool {
	code := sqliteCode(err)
	return code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_ROWID
}

func (sqliteFile) orphan(err error) bool {
	return sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

// lackingIn returns what a schema asks for and SQLite does not have here, or does
// not trust a schema to use, "" where the message is about something else.
func lackingIn(reason string) string {
	for _, begins := range []string{"no such collation sequence: ", "unknown function: ", "no such function: ", "no such module: ", "unsafe use of "} {
		if at := strings.Index(reason, begins); at >= 0 {
			return reason[at:]
		}
	}
	return ""
}
