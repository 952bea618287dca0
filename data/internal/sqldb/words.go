package sqldb

import (
	"context"
	"slices"
	"strings"

	"roster/data/field"
	"roster/data/internal/cell"
)

// SQLAlchemy keeps an enum as a VARCHAR that is as long as its longest word. A text field is
// taken for one if it is this short, and the first rows have few words in it, each of them more
// than once on average.
const (
	enumLimit  = 40
	enumWords  = 12
	enumSample = 10_000
	enumRows   = 3 // how many rows there are for each word, at least
)

// EnumValues returns the words that rows have in a text field that looks like an enum, or nil if
// it does not.
func (db *DB) EnumValues(ctx context.Context, f field.Field) ([]string, error) {
	if f.Kind != field.Text || f.Limit == 0 || f.Limit > enumLimit {
		return nil, nil
	}
	t := db.Catalog().Table(f.Table)
	at := t.Exact(f.Name)
	if at < 0 {
		return nil, nil
	}
	var sql Builder
	sql.Add("SELECT s.word, count(*) FROM (SELECT ", db.Engine.Stored(Quote(f.Name), t.Types[at]), " AS word FROM ", db.Engine.From(f.Table, ""),
		" LIMIT ", sql.Arg(enumSample), ") AS s WHERE s.word IS NOT NULL GROUP BY s.word ORDER BY s.word LIMIT ", sql.Arg(enumWords+1))
	var words []string
	rows := 0
	err := db.Read("Words").Query(ctx, 2, func(row cell.Row) error {
		words = append(words, cell.Text(row[0]))
		rows += int(cell.Integer(row[1]))
		return nil
	}, sql.String(), sql.Args...)
	isWord := func(text string) bool { return text != "" && !strings.ContainsAny(text, " \t\n") }
	if len(words) > enumWords || rows < enumRows*len(words) ||
		slices.ContainsFunc(words, func(w string) bool { return !isWord(w) }) {
		words = nil
	}
	return words, db.Engine.Failure(err)
}
