package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sortedLetters are the letters without a decomposition that names are sorted by as by
// those of ASCII: of those that [letter] knows, the ones of today's alphabets.
const sortedLetters = "ðđħłøæœß"

// SortedLetters returns the letters, beside those with accents, that [SortKey] replaces in
// lower and in upper case, and by what.
func SortedLetters() map[rune]string {
	letters := map[rune]string{}
	for _, r := range sortedLetters {
		letters[r] = letter(r)
	}
	return letters
}

// FirstMark and LastMark are the first and the last of the accents that [SortKey] drops.
const FirstMark, LastMark = '\u0300', '\u036f'

// SortKey returns what a name sorts by: Émile as emile, Łukasz as lukasz. A server has to
// work out the same by itself, so it does less than [Name]: accents are dropped, and letters
// of ASCII are in lower case.
func SortKey(name string) string {
	if isASCII(name) {
		return strings.ToLower(name)
	}
	name = norm.NFD.String(name)
	key := make([]byte, 0, len(name))
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		switch {
		case r < utf8.RuneSelf:
			key = append(key, byte(unicode.ToLower(r)))
		case r >= FirstMark && r <= LastMark:
		case strings.ContainsRune(sortedLetters, unicode.ToLower(r)) && r != utf8.RuneError:
			key = append(key, letter(unicode.ToLower(r))...)
		default:
			key = append(key, name[i:i+size]...)
		}
		i += size
	}
	return string(key)
}
