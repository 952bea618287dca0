package sqlite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite/lib"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
	"roster/data/model"
)

// engine is SQLite, and the file it speaks to.
type engine struct {
	path       string // as the user gave it
	name       string // what messages call it
	readOnly   bool   // the user asked for it
	readOnlyAs string // why it is
	immutable  bool   // no one can write the file while it is open
	noWait     bool   // wait for no lock
	opened     *opened
	names      *sqldb.Naming
}

// newEngine returns the engine for a file. For a single read of a file that no one is
// writing, the file is opened as immutable: SQLite then creates no -shm and -wal files, which
// a reader of a file in WAL mode would leave behind.
func newEngine(path string, opts sqldb.Options) engine {
	return engine{
		path: path, name: cmp.Or(opts.Name, path), noWait: opts.ReadOnce,
		readOnly: opts.ReadOnly || opts.ReadOnce, readOnlyAs: cmp.Or(opts.ReadOnlyAs, sqldb.AskedReadOnly),
		opened: &opened{}, names: sqldb.NewNaming(opts.Names),
		immutable: opts.ReadOnce && !exists(path+"-wal") && !exists(path+"-journal"),
	}
}

func (engine) Fold(expr string) string { return "lower(" + expr + ")" }

func (engine) Between(expr, from, to string) string {
	begin, end := "(instr("+expr+", '"+from+"') + "+strconv.Itoa(len(from))+")", "instr("+expr+", '"+to+"')"
	return "CASE WHEN " + end + " > " + begin + " AND instr(" + expr + ", '" + from + "') > 0 THEN substr(" + expr +
		", " + begin + ", " + end + " - " + begin + ") ELSE '' END"
}

func (engine) Same(column, _, value string) string {
	return column + " COLLATE BINARY IS NOT DISTINCT FROM " + value
}

// Raw takes the declared type away from the column: the driver would turn text
// in a column declared DATE or DATETIME into a time.
func (engine) Raw(column string) string { return "+" + column }

func (f engine) Stored(column, _ string) string { return f.Raw(column) }

// Cast leaves a value as it is: SQLite keeps each with its own type.
func (engine) Cast(value, _ string) string { return value }

func (engine) Source(s *sqldb.Builder, _ []string, rows [][]any) {
	s.Add("(VALUES ")
	s.Tuples(rows)
	s.Add(") AS v")
}

func (engine) NewRows(s *sqldb.Builder, _ []string, rows [][]any) {
	s.Add(" VALUES ")
	s.Tuples(rows)
}

func (engine) Among(s *sqldb.Builder, column string, values []any) {
	s.Add(column, " IN ")
	s.List(values)
}

func (f engine) AmongKeys(s *sqldb.Builder, column, _ string, values []any) {
	f.Among(s, column, values)
}

func (engine) MaxArgs() int { return sqldb.ChunkArgs }

func (engine) Cached(q sqldb.Querier) sqldb.Querier { return sqldb.NewStmtCache(q) }

func (engine) BeginSQL() string { return "BEGIN IMMEDIATE" }

func (engine) Bytewise(expr string) string { return expr }

func (engine) Schema(text string) string { return text }

// Prepare makes the file one in WAL mode: there, reading never waits for writing.
func (engine) Prepare(ctx context.Context, c sqldb.Conn) error {
	_, err := c.Exec(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (engine) Traits() sqldb.Traits { return sqldb.Traits{} }

func (engine) Actor(user string) string { return user }

// Timeouts may be without end: a file answers, or fails.
func (engine) Timeouts() sqldb.Timeouts { return sqldb.Timeouts{} }

func (engine) IsRefusal(error) bool { return false }

func (engine) Retry(context.Context, error, int, time.Time) bool { return false }

func (f engine) Record(ctx context.Context, c sqldb.Conn, entry []any) (id int64, err error) {
	if err := roomForEntry(ctx, c); err != nil {
		return 0, err
	}
	if _, err := c.Exec(ctx, sqldb.DropUndone(f, "$1"), entry[sqldb.EntryActor]); err != nil {
		return 0, err
	}
	err = c.Query(ctx, 1, func(row cell.Row) error {
		id = cell.Integer(row[0])
		return nil
	}, sqldb.InsertEntry(f), entry...)
	if err == nil {
		_, err = c.Exec(ctx, sqldb.DeleteOld(f, "$1"), id-sqldb.KeptChanges)
	}
	return id, err
}

// roomForEntry refuses a history whose last entry has the largest id: another program
// wrote it, SQLite would give the next one any id, and undo goes by their order.
func roomForEntry(ctx context.Context, c sqldb.Conn) error {
	return c.Query(ctx, 1, func(row cell.Row) error {
		if cell.Integer(row[0]) == math.MaxInt64 {
			return model.Failf(model.NotARoster, nil, "Nothing was changed: another program wrote an entry with the largest id into the history. Clear the history with roster history --clear.")
		}
		return nil
	}, "SELECT max(id) FROM roster_change")
}

// LockExclusive has nothing to do: there is one writer.
func (engine) LockExclusive(context.Context, sqldb.Conn) error { return nil }

func (engine) RowLock(string) string { return "" }

// AdvanceSequence has nothing to do: the next id is always the one after the last.
func (engine) AdvanceSequence(context.Context, sqldb.Conn, *sqldb.Table, int64) error { return nil }

func (engine) IndexStatements(create string) []string {
	return []string{strings.Replace(create, "CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1)}
}

func (f engine) Relation(table string) string { return sqldb.Quote(f.names.Table(table)) }

func (f engine) From(table, alias string) string {
	return f.names.From(f.Relation(table), table, alias)
}

func (engine) PlaceStatement(create string) string { return create }

// Shortened has SQLite cut long texts, so that they are neither copied nor kept. The
// length is read without the text.
func (f engine) Shortened(column, _ string) string {
	note := fmt.Sprintf(strings.ReplaceAll(cell.CutNote, "%d", "' || octet_length(%s) || '"), column)
	return fmt.Sprintf("CASE WHEN octet_length(%[1]s) > %[2]d THEN CAST(substr(CAST(%[1]s AS BLOB), 1, %[3]d) AS TEXT) || '%[4]s' ELSE %[5]s END",
		column, cell.MaxShown, cell.KeptShown, note, f.Raw(column))
}

func (engine) Flag(v bool) any {
	if v {
		return int64(1)
	}
	return int64(0)
}

func (engine) Temporary(create string) string {
	create = strings.Replace(create, "CREATE TABLE ", "CREATE TEMP TABLE ", 1)
	return strings.Replace(create, "CREATE INDEX ", "CREATE INDEX temp.", 1)
}

func (engine) Integrity(ctx context.Context, c sqldb.Conn, found func(string)) error {
	return c.Query(ctx, 1, func(row cell.Row) error {
		if what := cell.Text(row[0]); what != "ok" {
			found(what)
		}
		return nil
	}, "PRAGMA integrity_check")
}

// ReadersWait returns a hint unless the file is in WAL mode, in which a reader never waits for
// a writer.
// https://www.sqlite.org/wal.html
func (engine) ReadersWait(ctx context.Context, c sqldb.Conn) (string, error) {
	mode := ""
	err := c.Query(ctx, 1, func(row cell.Row) error {
		mode = cell.Text(row[0])
		return nil
	}, "PRAGMA journal_mode")
	if err != nil || mode == "wal" {
		return "", err
	}
	return "the journal mode is " + mode + ", in which lists wait while many rows are written. In WAL mode they don't: sqlite3 DATABASE 'PRAGMA journal_mode = WAL'", nil
}

// Backup has a connection of its own: to one that must only query, VACUUM INTO
// is writing.
func (f engine) Backup(ctx context.Context, c sqldb.Conn, path string) error {
	db, err := f.pool(ctx, 1, "ro", readerCache)
	if err != nil {
		return err
	}
	c.Q = db
	_, err = c.Exec(ctx, "VACUUM INTO $1", path)
	return errors.Join(err, db.Close())
}

// Compact rewrites the file, without its free pages: bytes of deleted rows
// stay there otherwise, and in the WAL. A journal goes when it is done with. ANALYZE
// leaves whole values in its samples, those of rows that are gone among them.
func (f engine) Compact(ctx context.Context, c sqldb.Conn) error {
	var samples []string
	err := c.Query(ctx, 1, func(row cell.Row) error {
		samples = append(samples, cell.Text(row[0]))
		return nil
	}, "SELECT name FROM sqlite_schema WHERE type = 'table' AND lower(name) IN ('sqlite_stat3', 'sqlite_stat4')")
	for _, table := range samples {
		if err == nil {
			_, err = c.Exec(ctx, "DELETE FROM "+sqldb.Quote(table)+" WHERE lower(tbl) IN ("+f.tables()+", 'roster_change')")
		}
	}
	if err != nil {
		return err
	}
	if _, err := c.Exec(ctx, "VACUUM"); err != nil {
		return err
	}
	return c.Query(ctx, 3, func(row cell.Row) error {
		if cell.Integer(row[0]) != 0 {
			return model.Failf(model.Locked, nil, "another program is reading it. Clear the history again when nothing else has the database open.")
		}
		return nil
	}, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// Catalog reads sqlite_schema and the columns of the three tables. A virtual
// table has no page of its own; to ask for its columns would start its module.
func (f engine) Catalog(ctx context.Context, c sqldb.Conn) (sqldb.Catalog, error) {
	var cat sqldb.Catalog
	history := sqldb.HistoryTable
	err := c.Query(ctx, 3, func(row cell.Row) error {
		name, virtual := cell.Text(row[1]), cell.Integer(row[2]) == 0
		switch lower := strings.ToLower(name); {
		case cell.Text(row[0]) == "view":
			cat.Views = append(cat.Views, name)
		case lower == sqldb.HistoryTable.Name:
			cat.History = true
			history = sqldb.Table{Name: lower, Virtual: virtual}
		case f.names.RosterTable(name, true) != "":
			cat.Tables = append(cat.Tables, sqldb.Table{Name: f.names.RosterTable(name, true), Virtual: virtual})
		default:
			cat.Others = append(cat.Others, name)
		}
		return nil
	}, "SELECT type, name, rootpage FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
	for i := range cat.Tables {
		if err == nil && !cat.Tables[i].Virtual {
			err = readColumns(ctx, c, &cat.Tables[i], f.names.Table(cat.Tables[i].Name))
		}
	}
	if err == nil {
		err = f.readRules(ctx, c, &cat.Rules)
	}
	if err == nil {
		err = f.readIndexes(ctx, c, &cat.Indexed)
	}
	if err == nil && cat.History && !history.Virtual {
		err = readColumns(ctx, c, &history, history.Name)
	}
	if err == nil {
		f.names.Rename(&cat)
		cat.HistoryFlaw, err = sqldb.HistoryFlaw(ctx, c, cat, history, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (lower(tbl_name) = $1 OR instr(substr(lower(sql), instr(lower(sql), lower(name)) + length(name)), $1) > 0)", sqldb.HistoryTable.Name)
	}
	return cat, err
}

// readIndexes finds the indexes that a listing can count on: those of roster by
// their names, others by the column that they begin with.
func (f engine) readIndexes(ctx context.Context, c sqldb.Conn, found *sqldb.Indexes) error {
	return c.Query(ctx, 3, func(row cell.Row) error {
		table := f.names.RosterTable(cell.Text(row[1]), true)
		column := cell.Text(row[2])
		if column != "" {
			column = cmp.Or(f.names.RosterColumn(table, column), column)
		}
		found.Note(cell.Text(row[0]), table, column, true) // the key is the name
		return nil
	}, `SELECT lower(s.name), lower(s.tbl_name), lower(coalesce(i.name, '')) FROM sqlite_schema AS s, pragma_index_info(s.name) AS i
		WHERE s.type = 'index' AND s.sql NOT LIKE '% WHERE %' AND i.seqno = 0
		UNION ALL SELECT lower(name), lower(tbl_name), '' FROM sqlite_schema WHERE type = 'index' AND name LIKE 'roster\_%' ESCAPE '\'`)
}

// tables returns what the database calls the tables of the roster, as a list of SQL.
func (f engine) tables() string {
	return lowered(f.names.Team) + ", " + lowered(f.names.Hero) + ", " + lowered(f.names.Link)
}

// lowered returns a name in lower case, as SQL writes it.
func lowered(name string) string { return cell.Literal(strings.ToLower(name)) }

// readColumns reads the columns of a table as they are stored.
func readColumns(ctx context.Context, c sqldb.Conn, t *sqldb.Table, stored string) error {
	keys := map[int]int{} // place in the key, from 1: position
	err := c.Query(ctx, 6, func(row cell.Row) error {
		t.Fields = append(t.Fields, newField(t, row[0], cell.Integer(row[1]) != 0, cell.Integer(row[3]) != 0,
			row[4], row[5]))
		if cell.Integer(row[3]) != 0 { // generated: computed, never stored by us
			t.Computed = append(t.Computed, cell.Text(row[0]))
			return nil
		}
		if k := cell.Integer(row[2]); k > 0 {
			keys[int(k)] = len(t.Columns)
		}
		t.Columns, t.Types = append(t.Columns, cell.Text(row[0])), append(t.Types, "")
		t.Nullable = append(t.Nullable, cell.Integer(row[1]) == 0)
		t.Kinds = append(t.Kinds, keyKind(cell.Text(row[4])))
		return nil
	}, `SELECT name, "notnull", pk, hidden, type, dflt_value FROM pragma_table_xinfo($1)`, stored)
	for k := 1; k <= len(keys); k++ {
		t.Key = append(t.Key, keys[k])
	}
	if err == nil {
		err = readWords(ctx, c, t, stored)
	}
	if err != nil {
		return err
	}
	if t.Name == model.LinkTable && len(t.Key) == 1 {
		if err := readUnique(ctx, c, t, stored); err != nil {
			return err
		}
	}
	// A key of one column without an index of its own is the rowid: a whole number
	// that SQLite gives.
	t.GeneratesIDs = true
	return c.Query(ctx, 1, func(cell.Row) error {
		t.GeneratesIDs = false
		return nil
	}, "SELECT name FROM pragma_index_list($1) WHERE origin = 'pk'", stored)
}

// readUnique reads the unique keys of a table beside the primary one.
func readUnique(ctx context.Context, c sqldb.Conn, t *sqldb.Table, stored string) error {
	last := ""
	return c.Query(ctx, 2, func(row cell.Row) error {
		if index := cell.Text(row[0]); index != last || len(t.Unique) == 0 {
			t.Unique, last = append(t.Unique, nil), index
		}
		at := len(t.Unique) - 1
		t.Unique[at] = append(t.Unique[at], t.Position(cell.Text(row[1])))
		return nil
	}, `SELECT x.name, coalesce(i.name, '') FROM pragma_index_list($1) AS x, pragma_index_info(x.name) AS i
		WHERE x."unique" = 1 AND x.partial = 0 AND x.origin <> 'pk' ORDER BY x.seq, i.seqno`, stored)
}

// keyKind returns what a column of this declared type holds if it is a key: by its affinity, and
// UUIDs as SQLAlchemy declares them.
// https://www.sqlite.org/datatype3.html#determination_of_column_affinity
func keyKind(declared string) model.KeyKind {
	declared = strings.ToUpper(strings.ReplaceAll(declared, " ", ""))
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(declared, part) })
	}
	switch {
	case declared == "CHAR(36)":
		return model.UUIDKey
	case declared == "CHAR(32)":
		return model.HexKey
	case has("INT"):
		return model.NumberKey
	case has("CHAR", "CLOB", "TEXT", "UUID", "GUID"):
		return model.TextKey
	case has("BLOB", "BINARY"):
		return model.BytesKey
	case has("REAL", "FLOA", "DOUB"):
		return model.NoKey
	}
	return model.NumberKey
}

func (engine) Duplicate(err error) bool {
	code := sqliteCode(err)
	return code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || code == sqlite3.SQLITE_CONSTRAINT_UNIQUE ||
		code == sqlite3.SQLITE_CONSTRAINT_ROWID
}

func (engine) Orphan(err error) bool {
	return sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

// missingFeature returns what a schema asks for and SQLite does not have here, or does
// not trust a schema to use, "" if the message is about something else.
func missingFeature(reason string) string {
	for _, begins := range []string{"no such collation sequence: ", "unknown function: ", "no such function: ",
		"no such module: ", "unsafe use of "} {
		if at := strings.Index(reason, begins); at >= 0 {
			return reason[at:]
		}
	}
	return ""
}
