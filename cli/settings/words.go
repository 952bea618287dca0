package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"roster/data/model"
	"roster/internal/safetext"
)

// wordSettings are the words of the settings file, and the line of each.
type wordSettings struct {
	model.Words
	from map[string]string
}

// wordsOf returns what the file calls teams, heroes and their standings.
func wordsOf(value any, path, text string) (wordSettings, error) {
	w := wordSettings{from: map[string]string{}}
	table, ok := value.(map[string]any)
	if !ok {
		return w, fmt.Errorf("%s:%d: words is %s, but must be a table: write [words], and below it lines like hero = \"person\"", path, lineOf(text, "words"), show(value))
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		at := fmt.Sprintf("%s:%d", path, lineOfKey(text, "words", name))
		word := w.Named(name)
		if word == nil {
			return w, fmt.Errorf("%s: there is no word %q: the words are %s", at, name, strings.Join(model.WordNames(), ", "))
		}
		set, ok := table[name].(string)
		if !ok || !model.IsWord(set) {
			return w, fmt.Errorf("%s: %s is %s, but must be a text of 1 to %d letters, such as \"person\"; digits, spaces, hyphens and apostrophes may be in it", at, name, show(table[name]), model.MaxWord)
		}
		*word, w.from[name] = set, at
	}
	return w, w.clash()
}

// clash returns an error if two things have the same word.
func (w wordSettings) clash() error {
	for _, pair := range [][2]string{{"hero", "team"}, {"heroes", "teams"}, {"training", "active"}} {
		if first, second := *w.Named(pair[0]), *w.Named(pair[1]); first != "" && strings.EqualFold(first, second) {
			return fmt.Errorf("%s: %s and %s are both %q: choose another word for one of them", w.from[pair[1]], pair[0], pair[1], second)
		}
	}
	return nil
}

// String returns the table of the words as the settings have it, "" if none are set.
func (w wordSettings) String() string {
	var lines strings.Builder
	for _, name := range model.WordNames() {
		if word := *w.Named(name); word != "" {
			fmt.Fprintf(&lines, "%-20s # %s\n", fmt.Sprintf("%s = %q", name, word), safetext.Line(w.from[name]))
		}
	}
	if lines.Len() == 0 {
		return ""
	}
	return "\n[words]\n" + lines.String()
}
