package fold

import (
	"bytes"
	"slices"
	"strings"
)

// Words returns the words that a search is for, folded. What would fold to nothing, such
// as an apostrophe, stays as it was typed.
func Words(search ...string) []string {
	var words []string
	for _, term := range search {
		for _, part := range strings.Fields(term) {
			folded := strings.Fields(Name(part))
			if len(folded) == 0 {
				folded = []string{part}
			}
			words = append(words, folded...)
		}
	}
	return words
}

// Finds reports whether a name has all of the words, in any order: words are those of
// [Words], each of which may be anywhere in the folded name.
func Finds(name string, words []string) bool {
	return finds(name, slices.Values(words))
}

// FindsJoined is [Finds] with the words joined by single spaces.
func FindsJoined(name, words string) bool {
	return finds(name, strings.SplitSeq(words, " "))
}

// finds folds the name when the first word is not in it as written.
func finds(name string, words func(func(string) bool)) bool {
	var room [128]byte
	var folded []byte
	for word := range words {
		if strings.Contains(name, word) {
			continue
		}
		if folded == nil {
			folded = Append(room[:0], name)
		}
		if !bytes.Contains(folded, []byte(word)) {
			return false
		}
	}
	return true
}

// Begins reports whether a name begins with a folded prefix.
func Begins(name, prefix string) bool {
	var room [128]byte
	return strings.HasPrefix(string(Append(room[:0], name)), prefix)
}
