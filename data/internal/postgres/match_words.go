package postgres

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"roster/data/internal/sqldb"
	"roster/internal/fold"
)

// MatchesWords folds nothing: that would need a function of ours in the database. A name in ASCII is
// folded except for its apostrophes and full stops; any other one is matched with all the ways
// to write the word, which takes longer.
func (*engine) MatchesWords(s *sqldb.Builder, name string, words []string) string {
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

func (*engine) HasPrefix(s *sqldb.Builder, name, prefix string) string {
	return name + " ~ " + s.Arg(fold.PrefixPattern(prefix))
}

// matches returns a condition: a name that has more than ASCII matches a pattern.
func matches(s *sqldb.Builder, name, pattern string) string {
	return "(octet_length(" + name + ") > length(" + name + ") AND " + name + " ~ " + s.Arg(pattern) + ")"
}

// SortKey decomposes a name that is not ASCII, and puts zeros before numbers, as [fold.SortKey]
// does.
func (*engine) SortKey(expr string) string {
	var from, to strings.Builder
	replaced := "%s"
	letters := fold.SortedLetters()
	for _, r := range slices.Sorted(maps.Keys(letters)) {
		upper := unicode.ToUpper(r)
		if r == 'ß' {
			upper = 'ẞ'
		}
		from.WriteRune(upper)
		if ascii := letters[r]; len(ascii) > 1 {
			to.WriteRune(r)
			replaced = "replace(" + replaced + ", '" + string(r) + "', '" + ascii + "')"
		} else {
			to.WriteString(ascii)
			from.WriteRune(r)
			to.WriteString(ascii)
		}
	}
	plain := fmt.Sprintf(`regexp_replace(normalize(%s, NFD), '[\u%04x-\u%04x]', '', 'g')`, expr, fold.FirstMark, fold.LastMark)
	key := fmt.Sprintf(replaced, "translate("+plain+", '"+from.String()+"', '"+to.String()+"')")
	key = "CASE WHEN octet_length(" + expr + ") = length(" + expr + ") THEN " + expr + ` ELSE lower(` + key + ` COLLATE "C") END`
	zeros := strings.Repeat("0", fold.NumberWidth-1)
	padded := fmt.Sprintf(`regexp_replace(regexp_replace(%s, '([0-9]+)', '%s\1', 'g'), '0*([0-9]{%d,})', '\1', 'g')`, key, zeros, fold.NumberWidth)
	return "CASE WHEN " + expr + " ~ '[0-9]' THEN " + padded + " ELSE " + key + " END"
}
