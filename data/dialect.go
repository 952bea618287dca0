package data

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
)

// dialect is what differs from one engine to the other. Everything else is one
// text for both.
type dialect interface {
	// relation returns a table of the roster as statements name it.
	relation(table string) string
	// fold returns the expression that names sort and match by: ASCII letters in
	// lower case, other bytes as they are.
	fold(expr string) string
	// contains returns a condition: text has part in it.
	contains(text, part string) string
	// bytewise returns a text that is compared, and sorted, by its bytes.
	bytewise(expr string) string
	// same returns a condition: the column of that type holds exactly this value,
	// NULL included, whatever collation the column was given.
	same(column, typ, value string) string
	// raw returns an expression for the value exactly as stored of a column that
	// every roster has.
	raw(column string) string
	// stored returns an expression for the value exactly as stored of a column of
	// that type, and typed one that stores such a value.
	stored(column, typ string) string
	typed(value, typ string) string
	// source appends rows of values to join with, as v. The columns are called
	// column1, column2, and so on.
	source(s *statement, types []string, rows [][]any)
	// newRows appends to "INSERT INTO … (…)" the rows to be inserted.
	newRows(s *statement, types []string, rows [][]any)
	// among appends a condition: the column holds one of these values, which are
	// all whole numbers or all texts.
	among(s *statement, column string, values []any)
	// most returns how many values one statement takes.
	most() int
	// keep returns q, with its statements kept prepared where that makes them
	// faster.
	keep(q querier) querier
	// beginning returns how a transaction that writes is begun, for the log.
	beginning() string
	// shown returns an expression for the value of a column of that type as lists
	// show it: raw, but for what [head] cuts.
	shown(column, typ string) string
	// storedAs returns what the engine makes of values that [Field.Check] allows when it
	// stores them in these fields. The error is [Invalid] where it takes one not.
	storedAs(ctx context.Context, c conn, fields []Field, values []any) ([]any, error)
	// spell returns what the engine makes of a value of a file when it stores it in
	// this field, as far as that is known without asking it.
	spell(f Field, v any) (any, error)
	// declared returns the type that SQLModel gives a column of this kind.
	declared(kind FieldKind, limit int) string
	// broken returns which rule of the tables a statement broke by a value, "" for
	// none, and the column where the engine says which.
	broken(err error) (column, rule string)
	// flag returns a truth value as SQLModel stores it.
	flag(v bool) any
	// catalog reads the columns of the three tables and which others there are.
	catalog(ctx context.Context, c conn) (catalog, error)
	// temporary rewrites a CREATE statement so that what it creates is gone when
	// the connection closes.
	temporary(create string) string
	// failure turns an error of the driver into one of ours.
	failure(err error) error
	// duplicate and orphan tell whether a statement failed because the row is
	// there already, or because a row that it refers to is not.
	duplicate(err error) bool
	orphan(err error) bool
	// begin begins a transaction that writes, or fails at once with [Locked] where
	// another program does, and returns the sign of the tables in it. It does not
	// end with ctx: each of its statements does.
	begin(ctx context.Context, c *sql.Conn) (tx transaction, schema string, err error)
	// version returns what changes whenever anybody writes to the database, as
	// the writer's connection sees it.
	version(ctx context.Context, c conn) (string, error)
	// look returns what shows that somebody wrote, as the connection sees it. It
	// waits for no lock: the failure of a look at a locked database is [Locked].
	look(ctx context.Context, c *sql.Conn) (sign, error)
	// schemaSign returns the sign of the tables.
	schemaSign(ctx context.Context, c conn) (string, error)
	// differs tells whether somebody else wrote between two looks.
	differs(last, now string) bool
	// watching returns the connection to look with, and what to do with it after
	// that. watcher returns the pool of a connection that does nothing else.
	watching(ctx context.Context, p pools, l *lookout) (c *sql.Conn, done func() error, err error)
	watcher(ctx context.Context) (*sql.DB, error)
	// await waits until it is time to look, or somebody told that he wrote.
	await(ctx context.Context, l *lookout) (told bool, err error)
	// inPlace returns an error of the code [Moved] where the database that was
	// opened is not where it was any more, or is another one, as far as q shows.
	inPlace(ctx context.Context, q querier) error
	// letGo keeps what was written to a database that is not in its place any more
	// from getting into the one that is there now.
	letGo(ctx context.Context, writer *sql.DB) error
	// beginBulk prepares a connection for writing very many rows whose references
	// are known to be right. What it returns takes that back, also after an error.
	beginBulk(ctx context.Context, c conn) (restore func() error, err error)
	// dropIndexes drops what slows down writing so many rows to a table, and
	// returns the statements that make it again.
	dropIndexes(ctx context.Context, c conn, table string, coming int) (remake []string, err error)
	// placeholder returns the n-th parameter, from 1, of a statement that has
	// them in order.
	placeholder(n int) string
	// integrity calls found with each damage that the engine itself finds in its
	// file.
	integrity(ctx context.Context, c conn, found func(string)) error
	// waits returns why reading waits for writing, and what would change that, ""
	// where it does not.
	waits(ctx context.Context, c conn) (string, error)
	// backup copies the store's database, as it is at one moment, into the empty
	// file at path.
	backup(ctx context.Context, s *Store, path string) error
	// forget makes sure that what was deleted can't be read from the database's
	// files any more.
	forget(ctx context.Context, c conn) error
	// open opens the pools, the writer first.
	open(ctx context.Context) (pools, error)
	// schema returns the text of schema.sql in the words of the engine.
	schema(text string) string
	// prepare readies a database for the tables of roster.
	prepare(ctx context.Context, c conn) error
	// traits returns what the engine can do.
	traits() traits
	// actor returns who makes the changes, as the history has it, by the user of the
	// machine. What was opened knows who that is in the database.
	actor(user string) string
	// silence returns how long the engine may say nothing.
	silence() patience
	// refuses tells whether the failure of a commit is an answer: it wrote nothing.
	refuses(err error) bool
	// again tells whether to try once more what failed and left nothing behind.
	// It waits before that where waiting helps.
	again(ctx context.Context, err error, try int, began time.Time) bool
	// record writes a change into the history: it drops those that this actor had
	// undone, and the oldest ones, and returns the id of the new one.
	record(ctx context.Context, c conn, entry []any) (id int64, err error)
	// alone keeps others from writing until the transaction ends.
	alone(ctx context.Context, c conn) error
	// advance keeps the database from giving an id that was given to it.
	advance(ctx context.Context, c conn, t *table, last int64) error
	// indexing returns the statements that make an index, of which the last one
	// takes long.
	indexing(create string) []string
	// placed returns a CREATE statement of the schema for where the tables are.
	placed(create string) string
}

// traits are what one engine does and another does not.
type traits struct {
	plans  bool // it knows how many rows there are, and chooses how to read a list
	byRow  bool // an index of several columns leads it to what is beyond a row
	remote bool // it is elsewhere: connections break and are made anew
	// Others may be in the middle of a write while roster writes.
	concurrent bool
}

// patience is for how long a statement may say nothing, 0 for ever.
type patience struct{ read, long, write time.Duration }

// transaction is one that has begun.
type transaction interface {
	querier
	Commit() error
	Rollback() error
}

// textType is the type of a column of texts.
const textType = "text"

// pools are the connections to one database. The writer is one connection; it
// is nil where the database can't be written.
type pools struct {
	reader   *sql.DB // for what a person waits for
	aside    *sql.DB // for what nobody waits for
	writer   *sql.DB
	indexer  *sql.DB // makes indexes, beside the writer: nil where that is
	readOnly string  // why the database can't be written, "" where it can
}

// close closes the readers first and the writer last.
func (p pools) close() error {
	err := errors.Join(p.reader.Close(), p.aside.Close())
	if p.writer != nil {
		err = errors.Join(err, p.indexer.Close(), p.writer.Close())
	}
	return err
}

// bare are the names that need no quotes: those of the seed, which people read
// in the statement log, and where they are.
var bare = map[string]bool{
	"public": true, "team": true, "hero": true, "heroteamlink": true, "roster_change": true, "id": true, "name": true, "headquarters": true,
	"secret_name": true, "age": true, "team_id": true, "hero_id": true, "is_training": true,
}

// quote returns an identifier for SQL text.
func quote(name string) string {
	if bare[name] {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
