package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"roster/data/internal/cell"
	"roster/data/internal/sqldb"
)

// engine is PostgreSQL, and the server that it speaks to.
type engine struct {
	name       string // the URL for display, without its password, or the name of the database in messages
	hidesPlace bool   // messages do not mention its place
	config     *pgx.ConnConfig
	readOnly   bool   // the user asked for it
	readOnlyAs string // why it is
	keepSchema bool   // never add a table
	pooled     bool   // the URL sets how statements are run: there is a pooler
	token      string
	notified   atomic.Bool // another process has sent a notification since the last check
	server     *serverInfo
	names      *sqldb.Naming
}

// The types of columns that are read and written as they are, in the words of
// this engine. Whole numbers of any size are one. A column of another type goes
// by the words that PostgreSQL writes its values with, so that they come back
// exactly.
const (
	wholeType = "bigint"
	flagType  = "boolean"
)

// isPlain reports whether values of the type need no words.
func isPlain(typ string) bool { return typ == wholeType || typ == flagType || typ == sqldb.TextType }

// Fold goes by ASCII whatever the column's own collation is, as SQLite does.
func (*engine) Fold(expr string) string { return `lower(` + expr + ` COLLATE "C")` }

func (*engine) Bytewise(expr string) string { return expr + `::text COLLATE "C"` }

func (*engine) Between(expr, from, to string) string {
	return "split_part(split_part(" + expr + ", '" + to + "', 1), '" + from + "', 2)"
}

func (p *engine) Same(column, typ, value string) string {
	switch typ {
	case wholeType, flagType:
		return column + " IS NOT DISTINCT FROM " + value
	case sqldb.TextType:
		return column + ` COLLATE "C" IS NOT DISTINCT FROM ` + value
	}
	return p.Bytewise(column) + " IS NOT DISTINCT FROM " + value
}

func (*engine) Raw(column string) string { return column }

func (*engine) Stored(column, typ string) string {
	if isPlain(typ) {
		return column
	}
	return inWords(column, typ)
}

// inWords returns an expression for a value as the server writes it. A type that is
// not the server's own may have a cast to text, which would be another role's code: concat
// does without, but makes an empty text of NULL.
func inWords(column, typ string) string {
	if strings.Contains(typ, ".") {
		return fmt.Sprintf("CASE WHEN num_nulls(%[1]s) = 0 THEN concat(%[1]s) END", column)
	}
	return column + "::text"
}

func (*engine) Cast(value, typ string) string {
	if isPlain(typ) {
		return value
	}
	return value + "::" + typ
}

// Shortened makes the server cut long texts. It can't cut within a character: [cell.Trimmed]
// removes the rest.
func (*engine) Shortened(column, typ string) string {
	words := inWords(column, typ)
	note := fmt.Sprintf(strings.ReplaceAll(cell.CutNote, "%d", "' || octet_length(%s) || '"), words)
	return fmt.Sprintf("CASE WHEN octet_length(%[1]s) > %[2]d THEN left(%[1]s, %[3]d) || '%[4]s' ELSE %[1]s END",
		words, cell.MaxShown, cell.KeptShown, note)
}

func (*engine) Flag(v bool) any { return v }

// fewRows is up to how many rows a statement names its values one by one, to be
// read in the statement log. More come as arrays, a parameter a column.
const fewRows = 8

func (p *engine) Source(s *sqldb.Builder, types []string, rows [][]any) {
	s.Add("(")
	if len(rows) <= fewRows {
		s.Add("VALUES ")
		p.tuples(s, types, rows, elementType)
	} else {
		s.Add("SELECT * FROM ")
		p.unnest(s, types, rows)
	}
	s.Add(") AS v")
	if len(rows) > fewRows {
		s.Add(" (")
		for i := range types {
			s.Add(sqldb.Comma(i), strings.TrimPrefix(sqldb.SourceColumn(i), "v."))
		}
		s.Add(")")
	}
}

// NewRows allows IDs in columns whose values the database always generates: those of a file,
// or of a restored row.
func (p *engine) NewRows(s *sqldb.Builder, types []string, rows [][]any) {
	s.Add(" OVERRIDING SYSTEM VALUE ")
	if len(rows) <= fewRows {
		s.Add("VALUES ")
		p.tuples(s, types, rows, func(typ string) string { return typ })
		return
	}
	s.Add("SELECT ")
	for i, typ := range types {
		s.Add(sqldb.Comma(i), p.Cast(sqldb.SourceColumn(i), typ))
	}
	s.Add(" FROM ")
	p.Source(s, types, rows)
}

// tuples appends rows of values, each with its type: without a value an engine can't infer it.
func (*engine) tuples(s *sqldb.Builder, types []string, rows [][]any, typ func(string) string) {
	for i, row := range rows {
		s.Add(sqldb.Comma(i), "(")
		for j, v := range row {
			s.Add(sqldb.Comma(j), s.Arg(v), "::", typ(types[j]))
		}
		s.Add(")")
	}
}

// unnest appends the rows as one array a column.
func (*engine) unnest(s *sqldb.Builder, types []string, rows [][]any) {
	s.Add("unnest(")
	for i, typ := range types {
		values := make([]any, len(rows))
		for j, row := range rows {
			values[j] = row[i]
		}
		s.Add(sqldb.Comma(i), s.Arg(arrayOf(values)), "::", elementType(typ), "[]")
	}
	s.Add(")")
}

// elementType is the type in which a value of a column travels.
func elementType(typ string) string {
	if isPlain(typ) {
		return typ
	}
	return sqldb.TextType
}

func (p *engine) Among(s *sqldb.Builder, column string, values []any) {
	typ := wholeType
	if len(values) > 0 {
		if _, isText := values[0].(string); isText {
			typ, column = sqldb.TextType, p.Bytewise(column)
		}
	}
	s.Add(column, " = ANY (", s.Arg(arrayOf(values)), "::", typ, "[])")
}

func (p *engine) AmongKeys(s *sqldb.Builder, column, typ string, values []any) {
	s.Add(column, " = ANY (", s.Arg(arrayOf(values)), "::", typ, "[])")
}

// MaxArgs has no limit: an array is one parameter, however long it is.
func (*engine) MaxArgs() int { return 1 << 24 }

// Cached leaves it to pgx which statements are kept.
func (*engine) Cached(q sqldb.Querier) sqldb.Querier { return cancellable{q} }

func (*engine) BeginSQL() string { return "BEGIN" }

func (*engine) Placeholder(n int) string { return fmt.Sprintf("$%d", n) }

func (*engine) Temporary(create string) string {
	return strings.Replace(create, "CREATE TABLE ", "CREATE TEMP TABLE ", 1)
}

// Actor is the role first: many may share an account, and one may have many roles.
func (p *engine) Actor(user string) string { return p.server.role + " (" + user + ")" }

// Timeouts are long enough for a statement that reads all rows.
func (*engine) Timeouts() sqldb.Timeouts {
	return sqldb.Timeouts{Read: 15 * time.Second, Long: 2 * time.Minute, Write: 2 * time.Minute}
}

func (*engine) Traits() sqldb.Traits {
	return sqldb.Traits{CostBased: true, RowComparison: true, Remote: true}
}

// Schema converts schema.sql to what SQLModel creates for its models on PostgreSQL: the
// database generates the IDs there only if requested. The indexes of names have the order of
// the lists, whatever collation the database has, and include the ID, which SQLite adds by
// itself; for the same reason there is one more for ages. Those of the heroes also include the
// name, so that a filter need not read the row.
// https://www.postgresql.org/docs/current/indexes-index-only-scans.html
func (*engine) Schema(text string) string {
	text = strings.NewReplacer(
		"\tid INTEGER NOT NULL,", "\tid SERIAL NOT NULL,",
		"hero (lower(name))", `hero (lower(name COLLATE "C"), id) INCLUDE (name)`,
		"team (lower(name))", `team (lower(name COLLATE "C"), id)`,
	).Replace(text)
	return text + "\nCREATE INDEX " + sqldb.HeroAgeIndex + " ON hero (age, id) INCLUDE (name);\n"
}

func (*engine) CheckInPlace(context.Context, sqldb.Querier) error { return nil }

func (*engine) Detach(context.Context, *sql.DB) error { return nil }
