package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteFile is the dialect of SQLite, and the file it speaks to.
type sqliteFile struct {
	path      string // as the user gave it
	readOnly  bool   // the user asked for it
	immutable bool   // nobody can write the file while it is open
	hurried   bool   // wait for no lock
}

// newSQLiteFile returns the dialect for a file. For a glance at a file that
// nobody is writing, SQLite is told that nobody can: it then makes no -shm and
// -wal file, which a reader of a file in WAL mode would leave behind.
func newSQLiteFile(path string, opts Options) sqliteFile {
	return sqliteFile{
		path: path, readOnly: opts.ReadOnly || opts.Glance, hurried: opts.Glance,
		immutable: opts.Glance && !exists(path+"-wal") && !exists(path+"-journal"),
	}
}

func (sqliteFile) fold(expr string) string           { return "lower(" + expr + ")" }
func (sqliteFile) contains(text, part string) string { return "instr(" + text + ", " + part + ") > 0" }

func (sqliteFile) same(column, value string) string {
	return column + " COLLATE BINARY IS NOT DISTINCT FROM " + value
}

// nested says CROSS JOIN, which SQLite never turns round.
// https://www.sqlite.org/optoverview.html#crossjoin
func (sqliteFile) nested(outer, inner string) string { return outer + " CROSS JOIN " + inner }

// raw takes the declared type away from the column: the driver would turn text
// in a column declared DATE or DATETIME into a time.
func (sqliteFile) raw(column string) string { return "+" + column }

// shown has SQLite cut long texts, so that they are neither copied nor kept. The
// length is read without the text.
func (f sqliteFile) shown(column string) string {
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
func (f sqliteFile) backup(ctx context.Context, c conn, path string) error {
	db, err := f.pool(ctx, 1, "ro", readerCache)
	if err != nil {
		return err
	}
	c.q = db
	_, err = c.exec(ctx, "VACUUM INTO $1", path)
	return errors.Join(err, db.Close())
}

// catalog reads sqlite_schema and the columns of the three tables.
func (sqliteFile) catalog(ctx context.Context, c conn) (catalog, error) {
	var cat catalog
	err := c.query(ctx, 2, func(row cells) error {
		name := text(row[1])
		switch lower := strings.ToLower(name); {
		case text(row[0]) == "view":
			cat.views = append(cat.views, name)
		case lower == "roster_change":
			cat.history = true
		case lower == teamTable || lower == heroTable || lower == linkTable:
			cat.tables = append(cat.tables, table{name: lower})
		default:
			cat.others = append(cat.others, name)
		}
		return nil
	}, "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
	for i := range cat.tables {
		if err == nil {
			err = readColumns(ctx, c, &cat.tables[i])
		}
	}
	if err == nil {
		err = readHooks(ctx, c, &cat)
	}
	if err == nil {
		err = readIndexes(ctx, c, &cat.indexed)
	}
	return cat, err
}

// readIndexes finds the indexes that a listing can count on: those of roster by
// their names, others by the column that they begin with.
func readIndexes(ctx context.Context, c conn, found *indexes) error {
	return c.query(ctx, 3, func(row cells) error {
		found.note(text(row[0]), text(row[1]), text(row[2]))
		return nil
	}, `SELECT lower(s.name), lower(s.tbl_name), lower(coalesce(i.name, '')) FROM sqlite_schema AS s, pragma_index_info(s.name) AS i
		WHERE s.type = 'index' AND s.sql NOT LIKE '% WHERE %' AND i.seqno = 0
		UNION ALL SELECT lower(name), lower(tbl_name), '' FROM sqlite_schema WHERE type = 'index' AND name LIKE 'roster\_%' ESCAPE '\'`)
}

// readHooks finds what a deletion would set off. Which tables a trigger writes
// to is not to be told from outside, so any that runs on a deletion counts.
func readHooks(ctx context.Context, c conn, cat *catalog) error {
	return c.query(ctx, 3, func(row cells) error {
		cat.hooks = append(cat.hooks, hook{table: text(row[0]), what: text(row[1]) + " " + strconv.Quote(text(row[2])) + " acts on deletions"})
		return nil
	}, `SELECT tbl_name, 'the trigger', name FROM sqlite_schema
		WHERE type = 'trigger' AND lower(tbl_name) IN ('team', 'hero', 'heroteamlink') AND upper(sql) LIKE '%DELETE%'
		UNION ALL
		SELECT f."table", 'a foreign key of the table', s.name FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f
		WHERE s.type = 'table' AND lower(s.name) NOT IN ('team', 'hero', 'heroteamlink')
		AND lower(f."table") IN ('team', 'hero', 'heroteamlink') AND f.on_delete NOT IN ('NO ACTION', 'RESTRICT')`)
}

func readColumns(ctx context.Context, c conn, t *table) error {
	keys := map[int]int{} // place in the key, from 1: position
	err := c.query(ctx, 4, func(row cells) error {
		if integer(row[3]) != 0 { // generated: computed, never stored by us
			return nil
		}
		if k := integer(row[2]); k > 0 {
			keys[int(k)] = len(t.columns)
		}
		t.columns = append(t.columns, text(row[0]))
		t.nullable = append(t.nullable, integer(row[1]) == 0)
		return nil
	}, `SELECT name, "notnull", pk, hidden FROM pragma_table_xinfo($1)`, t.name)
	for k := 1; k <= len(keys); k++ {
		t.key = append(t.key, keys[k])
	}
	return err
}

func (sqliteFile) duplicate(err error) bool {
	code := sqliteCode(err)
	return code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_ROWID
}

func (sqliteFile) orphan(err error) bool {
	return sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

// sqliteCode returns the extended result code in err's chain, or 0.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}

// failure turns SQLite's result code into a sentence. What each code means:
// https://www.sqlite.org/rescode.html
func (f sqliteFile) failure(err error) error {
	code := sqliteCode(err)
	switch {
	case code == 0:
		return err
	case code == sqlite3.SQLITE_READONLY_ROLLBACK:
		return fail(ReadOnly, err, "%s was left in the middle of a change by a program that crashed (%s-journal is still there): open it once where it can be written, without --read-only, and the change is rolled back.", f.path, f.path)
	case code == sqlite3.SQLITE_READONLY_DBMOVED:
		return fail(CantOpen, err, "%s was moved or deleted while it was open: quit, and open it where it is now.", f.path)
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fail(Locked, err, "%s is locked by another program: wait until that is done, or close it, and try again.", f.path)
	case sqlite3.SQLITE_READONLY:
		return fail(ReadOnly, err, "%s can't be written: check the permissions of the file and of its folder.", f.path)
	case sqlite3.SQLITE_CANTOPEN:
		return fail(CantOpen, err, "%s can't be opened: check the permissions of the file and of its folder.", f.path)
	case sqlite3.SQLITE_CORRUPT:
		return fail(Corrupt, err, "%s is damaged: keep a copy of it as it is, and go back to a backup.", f.path)
	case sqlite3.SQLITE_NOTADB:
		return fail(Foreign, err, "%s is not an SQLite database: name another file. Nothing was changed.", f.path)
	case sqlite3.SQLITE_FULL:
		return fail(Full, err, "The disk is full: nothing was changed in %s. Make room, and try again.", f.path)
	case sqlite3.SQLITE_IOERR:
		return fail(CantOpen, err, "%s can't be read or written: %v.", f.path, err)
	}
	return err
}
