// Package shellwords splits a command line into words as a POSIX shell does, and quotes
// words for one. It runs and expands nothing: $, `, *, ; and the like are ordinary
// characters.
package shellwords

import (
	"errors"
	"strings"
)

// The errors of [Split].
var (
	ErrQuote     = errors.New("a quotation mark is not closed")
	ErrBackslash = errors.New("nothing follows the last backslash")
)

// Split returns the words of a command line. Words end at spaces, tabs and line breaks,
// except between quotation marks and after a backslash.
// The rules are those of POSIX, chapter 2.2 "Quoting" of the shell command language.
func Split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord, quote, escaped := false, rune(0), false
	for _, r := range line {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("$`\"\\\n", r) {
				word.WriteByte('\\')
			}
			if r != '\n' { // a backslash before the end of a line continues it
				word.WriteRune(r)
				inWord = true
			}
			escaped = false
		case r == '\\' && quote != '\'':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	switch {
	case quote != 0:
		return nil, ErrQuote
	case escaped:
		return nil, ErrBackslash
	case inWord:
		words = append(words, word.String())
	}
	return words, nil
}

// harmless are the characters, beside letters and digits, that mean themselves to a shell.
const harmless = "-_./:@%+,="

// Quote returns a word as it is written in a command line.
func Quote(word string) string {
	special := func(r rune) bool {
		return !strings.ContainsRune(harmless, r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}
	if word != "" && !strings.ContainsFunc(word, special) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// Join returns the command line that has these words.
func Join(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = Quote(word)
	}
	return strings.Join(quoted, " ")
}
