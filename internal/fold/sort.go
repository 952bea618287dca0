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

// NumberWidth is how many digits the numbers in a [SortKey] have at least.
const NumberWidth = 9

// SortKey returns what a name sorts by: Émile as emile, Łukasz as lukasz, and Team 2 before
// Team 10. PostgreSQL has to compute the same in SQL, so it does less than [Name]: accents are
// dropped, letters of ASCII are in lower case, and numbers are padded with zeros.
func SortKey(name string) string {
	if isASCII(name) {
		return PadNumbers(strings.ToLower(name))
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
	return PadNumbers(string(key))
}

// PadNumbers returns a folded name with zeros before its numbers, so that they sort by their
// values.
func PadNumbers(name string) string {
	at := strings.IndexAny(name, digits)
	if at < 0 {
		return name
	}
	var key strings.Builder
	for at >= 0 {
		key.WriteString(name[:at])
		name = name[at:]
		rest := strings.TrimLeft(name, digits)
		number := strings.TrimLeft(name[:len(name)-len(rest)], "0")
		key.WriteString(strings.Repeat("0", max(0, NumberWidth-len(number))))
		key.WriteString(number)
		name = rest
		at = strings.IndexAny(name, digits)
	}
	key.WriteString(name)
	return key.String()
}

const digits = "0123456789"
