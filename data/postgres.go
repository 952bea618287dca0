package data

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgres is the dialect of PostgreSQL, and the server that it speaks to.
type postgres struct {
	name       string // the URL for people, without its password
	config     *pgx.ConnConfig
	readOnly   bool // the user asked for it
	keepSchema bool // no table is to be added
	pooled     bool // the URL says how statements are run: there is something between
	token      string
	told       atomic.Bool // another roster told something since the last look
	server     *server
}

// The types of columns that are read and written as they are, in the words of
// this dialect. Whole numbers of any size are one. A column of another type goes
// by the words that PostgreSQL writes its values with, so that they come back
// exactly.
const (
	wholeType = "bigint"
	flagType  = "boolean"
)

// isPlain tells whether values of the type need no words.
func isPlain(typ string) bool { return typ == wholeType || typ == flagType || typ == textType }

// fold goes by ASCII whatever the column's own collation is, as SQLite does.
func (*postgres) fold(expr string) string { return `lower(` + expr + ` COLLATE "C")` }

func (*postgres) contains(text, part string) string { return "strpos(" + text + ", " + part + ") > 0" }

func (*postgres) bytewise(expr string) string { return expr + `::text COLLATE "C"` }

func (p *postgres) same(column, typ, value string) string {
	switch typ {
	case wholeType, flagType:
		return column + " IS NOT DISTINCT FROM " + value
	case textType:
		return column + ` COLLATE "C" IS NOT DISTINCT FROM ` + value
	}
	return p.bytewise(column) + " IS NOT DISTINCT FROM " + value
}

func (*postgres) raw(column string) string { return column }

func (*postgres) stored(column, typ string) string {
	if isPlain(typ) {
		return column
	}
	return inWords(column, typ)
}

// inWords returns an expression for a value as the server writes it. A type that is
// not the server's own may have a cast to text, which would be somebody's code: concat
// does without, but makes an empty text of NULL.
func inWords(column, typ string) string {
	if strings.Contains(typ, ".") {
		return fmt.Sprintf("CASE WHEN num_nulls(%[1]s) = 0 THEN concat(%[1]s) END", column)
	}
	return column + "::text"
}

func (*postgres) typed(value, typ string) string {
	if isPlain(typ) {
		return value
	}
	return value + "::" + typ
}

// shown has the server cut long texts. It can't cut within a character: what is
// too much is for [trimmed].
func (*postgres) shown(column, typ string) string {
	words := inWords(column, typ)
	note := fmt.Sprintf(strings.ReplaceAll(cutNote, "%d", "' || octet_length(%s) || '"), words)
	return fmt.Sprintf("CASE WHEN octet_length(%[1]s) > %[2]d THEN left(%[1]s, %[3]d) || '%[4]s' ELSE %[1]s END",
		words, maxShown, keptShown, note)
}

func (*postgres) flag(v bool) any { return v }

// fewRows is up to how many rows a statement names its values one by one, to be
// read in the statement log. More come as arrays, a parameter a column.
const fewRows = 8

func (p *postgres) source(s *statement, types []string, rows [][]any) {
	s.add("(")
	if len(rows) <= fewRows {
		s.add("VALUES ")
		p.tuples(s, types, rows, elementType)
	} else {
		s.add("SELECT * FROM ")
		p.unnest(s, types, rows)
	}
	s.add(") AS v")
	if len(rows) > fewRows {
		s.add(" (")
		for i := range types {
			s.add(comma(i), strings.TrimPrefix(column(i), "v."))
		}
		s.add(")")
	}
}

// newRows says that ids which the database gives always may be given here: those
// of a file, or of a row that comes back.
func (p *postgres) newRows(s *statement, types []string, rows [][]any) {
	s.add(" OVERRIDING SYSTEM VALUE ")
	if len(rows) <= fewRows {
		s.add("VALUES ")
		p.tuples(s, types, rows, func(typ string) string { return typ })
		return
	}
	s.add("SELECT ")
	for i, typ := range types {
		s.add(comma(i), p.typed(column(i), typ))
	}
	s.add(" FROM ")
	p.source(s, types, rows)
}

// tuples appends rows of values, each with its type: an engine that sees no
// value can't tell it.
func (*postgres) tuples(s *statement, types []string, rows [][]any, typ func(string) string) {
	for i, row := range rows {
		s.add(comma(i), "(")
		for j, v := range row {
			s.add(comma(j), s.arg(v), "::", typ(types[j]))
		}
		s.add(")")
	}
}

// unnest appends the rows as one array a column.
func (*postgres) unnest(s *statement, types []string, rows [][]any) {
	s.add("unnest(")
	for i, typ := range types {
		values := make([]any, len(rows))
		for j, row := range rows {
			values[j] = row[i]
		}
		s.add(comma(i), s.arg(arrayOf(values)), "::", elementType(typ), "[]")
	}
	s.add(")")
}

// elementType is the type in which a value of a column travels.
func elementType(typ string) string {
	if isPlain(typ) {
		return typ
	}
	return textType
}

func (p *postgres) among(s *statement, column string, values []any) {
	typ := wholeType
	if len(values) > 0 {
		if _, isText := values[0].(string); isText {
			typ, column = textType, p.bytewise(column)
		}
	}
	s.add(column, " = ANY (", s.arg(arrayOf(values)), "::", typ, "[])")
}

// most has no limit: an array is one parameter, however long it is.
func (*postgres) most() int { return 1 << 24 }

// keep leaves it to pgx which statements are kept.
func (*postgres) keep(q querier) querier { return leaving{q} }

func (*postgres) beginning() string { return "BEGIN" }

func (*postgres) placeholder(n int) string { return fmt.Sprintf("$%d", n) }

func (*postgres) temporary(create string) string {
	return strings.Replace(create, "CREATE TABLE ", "CREATE TEMP TABLE ", 1)
}

// actor is the role first: many may share an account, and one may have many roles.
func (p *postgres) actor(user string) string { return p.server.role + " (" + user + ")" }

// silence is long enough for a statement that looks at all rows.
func (*postgres) silence() patience {
	return patience{read: 15 * time.Second, long: 2 * time.Minute, write: 2 * time.Minute}
}

func (*postgres) traits() traits {
	return traits{plans: true, byRow: true, remote: true, concurrent: true}
}

// schema makes of schema.sql what SQLModel makes of its models on PostgreSQL:
// the database gives the ids there only if it is told to. The indexes of names
// are in the order of the lists, whatever collation the database has, with the
// id that SQLite adds by itself; for the same reason there is one more for ages. Those
// of the heroes have the name too: a filter need not look at the row then.
// https://www.postgresql.org/docs/current/indexes-index-only-scans.html
func (*postgres) schema(text string) string {
	text = strings.NewReplacer(
		"\tid INTEGER NOT NULL,", "\tid SERIAL NOT NULL,",
		"hero (lower(name))", `hero (lower(name COLLATE "C"), id) INCLUDE (name)`,
		"team (lower(name))", `team (lower(name COLLATE "C"), id)`,
	).Replace(text)
	return text + "\nCREATE INDEX " + heroAgeIndex + " ON hero (age, id) INCLUDE (name);\n"
}

func (*postgres) inPlace(context.Context, querier) error { return nil }

func (*postgres) letGo(context.Context, *sql.DB) error { return nil }
