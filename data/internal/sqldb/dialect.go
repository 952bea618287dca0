package sqldb

import (
	"context"
	"database/sql"
	"time"

	"roster/data/field"
)

// Dialect is what differs from one engine to the other. Everything else is one
// text for both.
type Dialect interface {
	Expressions
	Statements
	FieldValues
	Failures
	Connections
	Transactions
	Catalogues
	Writes
	Versions
	Maintenance
}

// Expressions write what a query reads and compares.
type Expressions interface {
	// Relation returns a table of the roster as statements name it that write to it, with
	// the names that the database gives its columns.
	Relation(table string) string
	// From returns what a query reads such a table from, under an alias unless that is "":
	// there the columns have the names that roster gives them.
	From(table, alias string) string
	// Fold returns the expression that names sort by: ASCII letters in lower case, other
	// bytes as they are.
	Fold(expr string) string
	// SortKey returns the expression that names sort by if no index has to have it: what
	// [fold.SortKey] returns for a name as [Expressions.Fold] has it.
	SortKey(expr string) string
	// Finds returns a condition: a name, as [Expressions.Fold] has it, has these words,
	// of which there is one at least. Begins is for a folded prefix. What that means is
	// for package fold to say.
	Finds(s *Builder, name string, words []string) string
	Begins(s *Builder, name, prefix string) string
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
	// Stored returns an expression for the value exactly as stored of a column of
	// that type, and Cast one that stores such a value.
	Stored(column, typ string) string
	Cast(value, typ string) string
	// Shortened returns an expression for the value of a column of that type as lists
	// show it: raw, but for what [cell.Cut] cuts.
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
	// NewRows appends to "INSERT INTO … (…)" the rows to be inserted.
	NewRows(s *Builder, types []string, rows [][]any)
	// Among appends a condition: the column holds one of these values, which are
	// all whole numbers or all texts.
	Among(s *Builder, column string, values []any)
	// MaxArgs returns how many values one statement takes.
	MaxArgs() int
	// Placeholder returns the n-th parameter, from 1, of a statement that has
	// them in order.
	Placeholder(n int) string
}

// FieldValues know what the engine makes of the values of fields.
type FieldValues interface {
	// StoreAs returns what the engine makes of values that [field.Field.Check] allows when it
	// stores them in these fields. The error is [model.Invalid] where it takes one not.
	StoreAs(ctx context.Context, c Conn, fields []field.Field, values []any) ([]any, error)
	// Spell returns what the engine makes of a value of a file when it stores it in
	// this field, as far as that is known without asking it.
	Spell(f field.Field, v any) (any, error)
	// Declared returns the type that SQLModel gives a column of this kind.
	Declared(kind field.Kind, limit int) string
}

// Failures tell what an error of the driver means.
type Failures interface {
	// Failure turns an error of the driver into one of ours.
	Failure(err error) error
	// BrokenRule returns which rule of the tables a statement broke by a value, "" for
	// none, and the column where the engine says which.
	BrokenRule(err error) (column, rule string)
	// Duplicate and Orphan report whether a statement failed because the row is
	// there already, or because a row that it refers to is not.
	Duplicate(err error) bool
	Orphan(err error) bool
	// IsRefusal reports whether the failure of a commit is an answer: it wrote nothing.
	IsRefusal(err error) bool
	// Retry reports whether to try once more what failed and left nothing behind.
	// It waits before that where waiting helps.
	Retry(ctx context.Context, err error, try int, began time.Time) bool
	// HasEnded reports whether a rollback failed because the engine had ended the
	// transaction by itself.
	HasEnded(err error) bool
}

// Connections open a database and know how it answers.
type Connections interface {
	// Open opens the pools, the writer first.
	Open(ctx context.Context) (Pools, error)
	// Prepare readies a database for the tables of roster.
	Prepare(ctx context.Context, c Conn) error
	// Cached returns q, with its statements kept prepared where that makes them
	// faster.
	Cached(q Querier) Querier
	// CheckInPlace returns an error of the code [model.FileMoved] where the database that was
	// opened is not where it was any more, or is another one, as far as q shows.
	CheckInPlace(ctx context.Context, q Querier) error
	// Detach keeps what was written to a database that is not in its place any more
	// from getting into the one that is there now.
	Detach(ctx context.Context, writer *sql.DB) error
	// Traits returns what the engine can do.
	Traits() Traits
	// Timeouts returns how long the engine may say nothing.
	Timeouts() Timeouts
	// Actor returns who makes the changes, as the history has it, by the user of the
	// machine. What was opened knows who that is in the database.
	Actor(user string) string
}

// Transactions begin to write.
type Transactions interface {
	// BeginSQL returns how a transaction that writes is begun, for the log.
	BeginSQL() string
	// Begin begins a transaction that writes, or fails at once with [model.Locked] where
	// another program does, and returns the sign of the tables in it. It does not
	// end with ctx: each of its statements does.
	Begin(ctx context.Context, c *sql.Conn) (tx Tx, schema string, err error)
	// LockOut keeps others from writing until the transaction ends.
	LockOut(ctx context.Context, c Conn) error
}

// Catalogues read and write the schema.
type Catalogues interface {
	// Catalog reads the columns of the three tables and which others there are.
	Catalog(ctx context.Context, c Conn) (Catalog, error)
	// Relations reads the tables of all programs, in the order of their names.
	Relations(ctx context.Context, c Conn) (Relations, error)
	// Schema returns the text of schema.sql in the words of the engine.
	Schema(text string) string
	// Temporary rewrites a CREATE statement so that what it creates is gone when
	// the connection closes.
	Temporary(create string) string
	// PlaceStatement returns a CREATE statement of the schema for where the tables are.
	PlaceStatement(create string) string
	// IndexStatements returns the statements that make an index, of which the last one
	// takes long.
	IndexStatements(create string) []string
}

// Writes write the history, and many rows.
type Writes interface {
	// Record writes a change into the history: it drops those that this actor had
	// undone, and the oldest ones, and returns the id of the new one.
	Record(ctx context.Context, c Conn, entry []any) (id int64, err error)
	// AdvanceSequence keeps the database from giving an id that was given to it.
	AdvanceSequence(ctx context.Context, c Conn, t *Table, last int64) error
	// ChangedRows returns how many rows were changed or deleted on the connection so far,
	// triggers and foreign keys included, by their table; under "" where the engine
	// does not tell the tables apart.
	ChangedRows(ctx context.Context, c Conn) (map[string]int64, error)
	// BeginBulk prepares a connection for writing very many rows whose references
	// are known to be right. What it returns takes that back, also after an error.
	BeginBulk(ctx context.Context, c Conn) (restore func() error, err error)
	// DropIndexes drops what slows down writing so many rows to a table, and
	// returns the statements that make it again.
	DropIndexes(ctx context.Context, c Conn, table string, coming int) (remake []string, err error)
}

// Versions show that others wrote.
type Versions interface {
	// DataVersion returns what changes whenever anyone writes to the database, as
	// the writer's connection sees it.
	DataVersion(ctx context.Context, c Conn) (string, error)
	// CurrentVersion returns what shows that someone wrote, as the connection sees it. It
	// waits for no lock: the failure of a look at a locked database is [model.Locked].
	CurrentVersion(ctx context.Context, c *sql.Conn) (Version, error)
	// SchemaVersion returns the sign of the tables.
	SchemaVersion(ctx context.Context, c Conn) (string, error)
	// WrittenByOthers reports whether another connection wrote between two looks.
	WrittenByOthers(last, now string) bool
	// WatchConn returns the connection to look with, and what to do with it after
	// that. OpenWatcher returns the pool of a connection that does nothing else.
	WatchConn(ctx context.Context, p Pools, l *Watcher) (c *sql.Conn, done func() error, err error)
	OpenWatcher(ctx context.Context) (*sql.DB, error)
	// AwaitWrite waits until it is time to look, or another roster said that it wrote.
	AwaitWrite(ctx context.Context, l *Watcher) (told bool, err error)
}

// Maintenance look after the files of a database.
type Maintenance interface {
	// Integrity calls found with each damage that the engine itself finds in its
	// file.
	Integrity(ctx context.Context, c Conn, found func(string)) error
	// ReadersWait returns why reading waits for writing, and what would change that, ""
	// where it does not.
	ReadersWait(ctx context.Context, c Conn) (string, error)
	// Backup copies the database, as it is at one moment, into the empty file at
	// path. The error is [errors.ErrUnsupported] if the engine can't.
	Backup(ctx context.Context, c Conn, path string) error
	// Compact makes sure that what was deleted can't be read from the database's
	// files any more.
	Compact(ctx context.Context, c Conn) error
}

// Traits are what one engine does and another does not.
type Traits struct {
	Plans  bool // it knows how many rows there are, and chooses how to read a list
	ByRow  bool // an index of several columns leads it to what is beyond a row
	Remote bool // it is elsewhere: connections break and are made again
	// Others may be in the middle of a write while roster writes.
	Concurrent bool
}

// Timeouts is for how long a statement may say nothing, 0 for ever.
type Timeouts struct{ Read, Long, Write time.Duration }

// RowError is a failure because of the rows that a statement found. An engine's
// failure leaves it as it is.
type RowError interface {
	error
	OfRows()
}

// Tx is one that has begun.
type Tx interface {
	Querier
	Commit() error
	Rollback() error
}

// TextType is the type of a column of texts.
const TextType = "text"
