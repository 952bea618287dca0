package sqldb

import (
	"context"
	"database/sql"
	"time"

	"roster/data/field"
)

// Engine abstracts the differences between the engines.
type Engine interface {
	Expressions
	Statements
	FieldValues
	ErrorClassifier
	Connections
	Transactions
	SchemaReader
	BulkWriter
	ChangeDetector
	Maintenance
}

// Expressions write the expressions that a query reads and compares.
type Expressions interface {
	// Relation returns the name of a table in statements that write to it, with the names that
	// the database gives its columns.
	Relation(table string) string
	// From returns the table as a query reads it, under an alias unless that is "": its
	// columns have the names that roster gives them.
	From(table, alias string) string
	// Fold returns the expression that names sort by: ASCII letters in lower case, other
	// bytes as they are.
	Fold(expr string) string
	// SortKey returns the expression that names sort by if no index must have the same order:
	// [fold.SortKey] of a name folded by [Expressions.Fold].
	SortKey(expr string) string
	// MatchesWords returns a condition: a name folded by [Expressions.Fold] contains all these words,
	// at least one. HasPrefix is for a folded prefix. See package fold.
	MatchesWords(s *Builder, name string, words []string) string
	HasPrefix(s *Builder, name, prefix string) string
	// Bytewise returns a text that is compared, and sorted, by its bytes.
	Bytewise(expr string) string
	// FieldKey returns the expression that a field sorts by, in the same order on every
	// engine, and whether it is a text.
	FieldKey(column string, f field.Field) (key string, isText bool)
	// Same returns a condition: the column of that type holds exactly this value,
	// NULL included, whatever collation the column was given.
	Same(column, typ, value string) string
	// Raw returns an expression for the value exactly as stored of a column that
	// every roster has.
	Raw(column string) string
	// Stored returns an expression for the value exactly as stored of a column of that type,
	// and Cast returns one that stores such a value.
	Stored(column, typ string) string
	Cast(value, typ string) string
	// Shortened returns an expression for the value of a column of that type as lists show it:
	// raw, but truncated as by [cell.Cut].
	Shortened(column, typ string) string
	// Between returns the part of a text that is between the first places of two others,
	// "" if it does not have them.
	Between(expr, from, to string) string
	// Flag returns a truth value as SQLModel stores it.
	Flag(v bool) any
}

// Statements write the values of a statement.
type Statements interface {
	// Source appends rows of values to join with, as v. The columns are called
	// column1, column2, and so on.
	Source(s *Builder, types []string, rows [][]any)
	// NewRows appends the rows to be inserted to "INSERT INTO … (…)".
	NewRows(s *Builder, types []string, rows [][]any)
	// Among appends a condition: the column contains one of these values, which are either all
	// whole numbers or all texts.
	Among(s *Builder, column string, values []any)
	// AmongKeys is Among for keys, by an index: the column is of that type.
	AmongKeys(s *Builder, column, typ string, values []any)
	// MaxArgs returns how many arguments one statement accepts.
	MaxArgs() int
	// Placeholder returns the n-th parameter, from 1, of a statement that has
	// them in order.
	Placeholder(n int) string
}

// FieldValues convert the values of fields as the engine does.
type FieldValues interface {
	// Normalize returns what the engine makes of values that [field.Field.Check] allows when it
	// stores them in these fields. The error is [model.Invalid] if it rejects one.
	Normalize(ctx context.Context, c Conn, fields []field.Field, values []any) ([]any, error)
	// NormalizeOffline returns what the engine makes of a value of a file when it stores it in this
	// field, as far as that is known without a query.
	NormalizeOffline(f field.Field, v any) (any, error)
	// ColumnType returns the type that SQLModel gives a column of this kind.
	ColumnType(kind field.Kind, limit int) string
}

// ErrorClassifier interprets the errors of the driver.
type ErrorClassifier interface {
	// Failure converts an error of the driver into one of ours.
	Failure(err error) error
	// BrokenRule returns the constraint that a value violated in a statement, "" for none, and
	// the column if the engine names it.
	BrokenRule(err error) (column, rule string)
	// Duplicate and Orphan report whether a statement failed because the row already exists,
	// or because a row that it refers to does not.
	Duplicate(err error) bool
	Orphan(err error) bool
	// IsRefusal reports whether the failure of a commit is an answer: it wrote nothing.
	IsRefusal(err error) bool
	// Retry reports whether to repeat what failed and changed nothing. It waits first if
	// waiting helps.
	Retry(ctx context.Context, err error, try int, began time.Time) bool
	// TransactionEnded reports whether a rollback failed because the engine had ended the
	// transaction by itself.
	TransactionEnded(err error) bool
}

// Connections open a database and describe its connections.
type Connections interface {
	// Open opens the pools, the writer first.
	Open(ctx context.Context) (Pools, error)
	// Prepare readies a database for the tables of roster.
	Prepare(ctx context.Context, c Conn) error
	// Cached returns q with a cache of prepared statements if that makes it faster.
	Cached(q Querier) Querier
	// CheckInPlace returns an error with the code [model.FileMoved] if the opened database
	// file was moved or replaced, as far as q shows.
	CheckInPlace(ctx context.Context, q Querier) error
	// Detach keeps writes to a database that was moved or replaced from reaching the database
	// that is there now.
	Detach(ctx context.Context, writer *sql.DB) error
	// Traits returns what the engine can do.
	Traits() Traits
	// Timeouts returns the timeouts of statements.
	Timeouts() Timeouts
	// Actor returns the name under which the history records the changes of a user of the
	// machine. A server adds the name of its user.
	Actor(user string) string
}

// Transactions begin to write.
type Transactions interface {
	// BeginSQL returns how a transaction that writes is begun, for the log.
	BeginSQL() string
	// Begin begins a transaction that writes, or fails at once with [model.Locked] if another
	// program is writing, and returns the schema version in it. It does not end with ctx: each
	// of its statements does.
	Begin(ctx context.Context, c *sql.Conn) (tx Tx, schema string, err error)
	// LockExclusive keeps others from writing until the transaction ends.
	LockExclusive(ctx context.Context, c Conn) error
	// RowLock returns the end of a SELECT that keeps others from writing to its rows, and from
	// referring to them, until the transaction ends: those of the table with this alias. It is ""
	// if others never write at the same time.
	RowLock(alias string) string
}

// SchemaReader reads and writes the schema.
type SchemaReader interface {
	// Catalog reads the columns of the three tables, and which other tables there are.
	Catalog(ctx context.Context, c Conn) (Catalog, error)
	// Relations reads the tables of all programs, in the order of their names.
	Relations(ctx context.Context, c Conn) (Relations, error)
	// Schema returns the text of schema.sql in the words of the engine.
	Schema(text string) string
	// Temporary rewrites a CREATE statement so that what it creates is gone when
	// the connection closes.
	Temporary(create string) string
	// PlaceStatement returns a CREATE statement of the schema for the place of the tables.
	PlaceStatement(create string) string
	// IndexStatements returns the statements that create an index, of which the last one takes
	// long.
	IndexStatements(create string) []string
}

// BulkWriter writes the history, and many rows.
type BulkWriter interface {
	// Record writes a change into the history: it deletes the changes that this actor had
	// undone, and the oldest ones, and returns the ID of the new one.
	Record(ctx context.Context, c Conn, entry []any) (id int64, err error)
	// AdvanceSequence advances the ID sequence of a table past an ID that was given to a row.
	AdvanceSequence(ctx context.Context, c Conn, t *Table, last int64) error
	// ChangedRows returns how many rows were changed or deleted on the connection so far,
	// including by triggers and foreign keys, by table, or under "" if the engine does not
	// distinguish the tables.
	ChangedRows(ctx context.Context, c Conn) (map[string]int64, error)
	// BeginBulk prepares a connection for writing very many rows whose references are known to
	// be right. What it returns restores the connection, also after an error.
	BeginBulk(ctx context.Context, c Conn) (restore func() error, err error)
	// DropIndexes drops the indexes that slow down writing so many rows to a table, and
	// returns the statements that create them again.
	DropIndexes(ctx context.Context, c Conn, table string, coming int) (remake []string, err error)
}

// ChangeDetector shows that others wrote.
type ChangeDetector interface {
	// DataVersion returns a value that changes whenever anyone writes to the database, as the
	// writer's connection sees it.
	DataVersion(ctx context.Context, c Conn) (string, error)
	// CurrentVersion returns a value that shows that someone wrote, as the connection sees it.
	// It waits for no lock: if the database is locked it fails with [model.Locked].
	CurrentVersion(ctx context.Context, c *sql.Conn) (Version, error)
	// SchemaVersion returns a value that changes with the schema.
	SchemaVersion(ctx context.Context, c Conn) (string, error)
	// WrittenByOthers reports whether another connection wrote between the two versions.
	WrittenByOthers(last, now string) bool
	// WatchConn returns the connection that [DB.Look] uses, and what to do with it after
	// that. OpenWatcher returns the pool of a connection that does nothing else.
	WatchConn(ctx context.Context, p Pools, l *Watcher) (c *sql.Conn, done func() error, err error)
	OpenWatcher(ctx context.Context) (*sql.DB, error)
	// AwaitWrite waits until it is time to check, or another program sends a notification that
	// it wrote.
	AwaitWrite(ctx context.Context, l *Watcher) (notified bool, err error)
}

// Maintenance maintains the files of a database.
type Maintenance interface {
	// Integrity calls found with each damage that the engine itself finds in its file.
	Integrity(ctx context.Context, c Conn, found func(string)) error
	// ReadersWait returns why reading waits for writing and what would change that, or "" if
	// it does not.
	ReadersWait(ctx context.Context, c Conn) (string, error)
	// Backup copies the database, as it is at one moment, into the empty file at
	// path. The error is [errors.ErrUnsupported] if the engine can't.
	Backup(ctx context.Context, c Conn, path string) error
	// Compact makes sure that deleted data can no longer be read from the files of the
	// database.
	Compact(ctx context.Context, c Conn) error
}

// Traits are the capabilities in which the engines differ.
type Traits struct {
	CostBased     bool // it has a cost-based planner, which chooses how to read a list
	RowComparison bool // it uses an index of several columns for comparisons of row values
	Remote        bool // it is a server: connections may break and are reopened
}

// Timeouts are the statement timeouts; 0 means none.
type Timeouts struct{ Read, Long, Write time.Duration }

// RowError is a failure because of the rows that a statement found. Failure leaves it as it
// is.
type RowError interface {
	error
	OfRows()
}

// Tx is a transaction.
type Tx interface {
	Querier
	Commit() error
	Rollback() error
}

// TextType is the type of a column of texts.
const TextType = "text"
