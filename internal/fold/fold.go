// Package fold compares and searches names without regard to case, accents, and
// spacing: José is found by jose, Łukasz by lukasz, Weiß by weiss, O'Brien by obrien.
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:generate go run gen.go

// Name returns the folded form of a name. Two names with the same folded form are the
// same name without regard to case, accents, apostrophes, and spacing; folding a folded
// form returns it.
func Name(name string) string {
	if isFolded(name) {
		return name
	}
	return string(Append(make([]byte, 0, len(name)+8), name))
}

// isFolded reports whether a name is ASCII that folding would return as it is.
func isFolded(name string) bool {
	space := true // a name begins with no space
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return !space || name == ""
}

// Append appends the folded form of a name to dst.
func Append(dst []byte, name string) []byte {
	if !isASCII(name) && !norm.NFC.IsNormalString(name) {
		name = norm.NFC.String(name)
	}
	start, space := len(dst), false
	for i := 0; i < len(name); {
		if c := name[i]; ('a' <= c && c <= 'z' || '0' <= c && c <= '9') && !space {
			dst = append(dst, c)
			i++
			continue
		}
		r, size := rune(name[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(name[i:])
		}
		switch {
		case isDropped(r):
		case isSpace(r):
			space = true
		default:
			if space && len(dst) > start {
				dst = append(dst, ' ')
			}
			space = false
			dst = appendRune(dst, r, name[i:i+size])
		}
		i += size
	}
	return dst
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isDropped reports whether a rune counts for nothing in a name: apostrophes, full stops,
// invisible characters.
func isDropped(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', 'ʹ', '′', '`', '´', '＇', '.':
		return true
	}
	return r >= utf8.RuneSelf && (unicode.Is(unicode.Cf, r) || isAccent(r))
}

// isAccent reports whether a rune is a mark that letters of several scripts take. A vowel
// sign of Devanagari, or the voicing mark of Japanese, makes another letter.
func isAccent(r rune) bool {
	return r >= 0x300 && r != 0x3099 && r != 0x309A && unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Inherited, r)
}

// isSpace reports whether a rune separates the words of a name.
func isSpace(r rune) bool {
	return r == '-' || r == '_' || unicode.IsSpace(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Pd, r)
}

// appendRune appends what a rune is folded to; text is its bytes.
func appendRune(dst []byte, r rune, text string) []byte {
	if r < utf8.RuneSelf {
		return append(dst, byte(unicode.ToLower(r)))
	}
	decomposed := norm.NFKD.PropertiesString(text).Decomposition()
	if decomposed == nil {
		return appendLetter(dst, r)
	}
	for len(decomposed) > 0 {
		r, size := utf8.DecodeRune(decomposed)
		decomposed = decomposed[size:]
		if !isDropped(r) && !isSpace(r) {
			dst = appendLetter(dst, r)
		}
	}
	return dst
}

func appendLetter(dst []byte, r rune) []byte {
	r = unicode.ToLower(unicode.ToUpper(r)) // the final sigma and the long s as well
	if ascii := letter(r); ascii != "" {
		return append(dst, ascii...)
	}
	return utf8.AppendRune(dst, r)
}
