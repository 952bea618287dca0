package postgres

import (
	"strings"

	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// Finds folds nothing: that would need a function of ours in the database. A name of
// ASCII is folded but for its apostrophes and full stops; any other one is matched with
// all the ways to write the word, which takes longer.
func (*engine) Finds(s *sqldb.Builder, name string, words []string) string {
	conditions := make([]string, len(words))
	for i, word := range words {
		if fold.Name(word) == "" { // only signs that a folded name does not have
			conditions[i] = "strpos(" + name + ", " + s.Arg(word) + ") > 0"
			continue
		}
		conditions[i] = "(strpos(translate(" + name + ", '''`.', ''), " + s.Arg(word) + ") > 0 OR " + matches(s, name, fold.Pattern(word)) + ")"
	}
	return strings.Join(conditions, " AND ")
}

func (*engine) Begins(s *sqldb.Builder, name, prefix string) string {
	return name + " ~ " + s.Arg(fold.PrefixPattern(prefix))
}

// matches returns a condition: a name that has more than ASCII matches a pattern.
func matches(s *sqldb.Builder, name, pattern string) string {
	return "(octet_length(" + name + ") > length(" + name + ") AND " + name + " ~ " + s.Arg(pattern) + ")"
}
