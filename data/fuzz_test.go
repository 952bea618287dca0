package data_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"roster/data/query"
	"roster/internal/fold"
	"roster/internal/hostile"
)

// FuzzFilter filters by what anyone may type. Every hero is found whose name has
// the very words, or has them but for the case of ASCII letters; none is found
// whose folded name does not have them.
func FuzzFilter(f *testing.F) {
	for _, typed := range append(hostile.Texts(), "rusty MAN", "é", "ǅ", "ß STRASSE", "%", "_", "'", "\"", "$1", "?", "\x00", "a\tb", strings.Repeat("a ", 300)) {
		if len(typed) < 1000 {
			f.Add(typed)
		}
	}
	path := copyOf(f, "dirty.db")
	db := other(f, path)
	for i, text := range hostile.Texts() {
		mustExec(f, db, "INSERT INTO hero (id, name, secret_name) VALUES (?, ?, 'x')", 1000+i, text)
	}
	s, m := mustOpen(f, path), modelOf(f, db)
	f.Fuzz(func(t *testing.T, typed string) {
		q := query.Query{List: query.Heroes, Sort: query.ByID, Filter: query.Terms(typed)}
		if len(q.Filter) > 500 {
			return // SQLite has a limit to what it takes, which no one types
		}
		got := readPage(t, s, q, query.Seek{Limit: 10_000}).ids
		if n, err := s.Reader().Count(t.Context(), q); err != nil || int(n) != len(got) {
			t.Errorf("%q: %d are counted (%v), and %d listed", typed, n, err, len(got))
		}
		for id, hero := range m.heroes {
			found := slices.Contains(got, id)
			// SQLite looks for text where a character begins: what is none may not.
			if utf8.ValidString(typed) && has(hero.name, q.Filter, folded) && !found {
				t.Errorf("%q does not find %q", typed, hero.name)
			}
			if found && !fold.Finds(strings.ToLower(hero.name), fold.Words(typed)) {
				t.Errorf("%q finds %q", typed, hero.name)
			}
		}
	})
}

// has reports whether a name has every term in it.
func has(name string, terms []string, fold func(string) string) bool {
	return !slices.ContainsFunc(terms, func(term string) bool { return !strings.Contains(fold(name), fold(term)) })
}
