package sqlite

import (
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"

	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// The functions that find names. They are for statements of roster, and in no schema: a
// program without them could not write to a table whose index has one.
func init() {
	register("roster_finds", fold.FindsJoined)
	register("roster_begins", fold.Begins)
	sqlite.MustRegisterDeterministicScalarFunction("roster_sort_key", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		if text, isText := args[0].(string); isText {
			return fold.SortKey(text), nil
		}
		return args[0], nil
	})
}

// SortKey calls the function for every name, which takes less time than finding out which of
// them need it. A function sees a text only up to its first NUL.
func (engine) SortKey(expr string) string {
	return "CASE WHEN instr(" + expr + ", char(0)) THEN " + expr + " ELSE roster_sort_key(" + expr + ") END"
}

// register makes a condition on two texts a function of SQL, on every connection. The
// texts are those of SQLite: they must not be kept.
func register(name string, holds func(text, by string) bool) {
	sqlite.MustRegisterFunction(name, &sqlite.FunctionImpl{
		NArgs: 2, Deterministic: true, VolatileArgs: true,
		Scalar: func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			text, isText := args[0].(string)
			by, _ := args[1].(string)
			return engine{}.Flag(isText && holds(text, by)), nil
		},
	})
}

// MatchesWords is one call for all the words: calling costs more than finding.
func (engine) MatchesWords(s *sqldb.Builder, name string, words []string) string {
	return "roster_finds(" + name + ", " + s.Arg(strings.Join(words, " ")) + ")"
}

func (engine) HasPrefix(s *sqldb.Builder, name, prefix string) string {
	return "roster_begins(" + name + ", " + s.Arg(prefix) + ")"
}
