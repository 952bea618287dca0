package safetext

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// isHidden reports whether a terminal could act upon r, or not show it: controls, invisible
// and bidi characters, and invalid characters. The joiner and the non-joiner, which are part
// of ordinary words and emoji, affect only widths.
func isHidden(r rune) bool {
	return !isPlain(r) && !unicode.IsGraphic(r) && r != 0x200C && r != 0x200D
}

// unshown walks over text and calls hidden for each rune that must not reach a terminal as it
// is, and for each mark after the second on one base. It calls shown for what lies between
// them. It takes and returns the number of marks at the end.
func unshown(text []byte, marks int, shown func([]byte), hidden func(r rune, bytes []byte)) int {
	start := 0
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if isMark(r) {
			marks++
		} else {
			marks = 0
		}
		if marks > maxMarks || isHidden(r) || r == utf8.RuneError && size == 1 {
			shown(text[start:i])
			hidden(r, text[i:i+size])
			start = i + size
		}
		i += size
	}
	shown(text[start:])
	return marks
}

// EscapeJSON returns a JSON text with the same meaning, in which what a terminal
// could act upon, or not show, is written as \u and its number.
func EscapeJSON(text []byte) []byte {
	if printableASCII(text) == len(text) {
		return text
	}
	out := make([]byte, 0, len(text)+16)
	unshown(text, 0, func(part []byte) { out = append(out, part...) }, func(r rune, bytes []byte) {
		switch {
		case r < ' ' || r == utf8.RuneError: // white space between values; what JSON can't hold
			out = append(out, bytes...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	})
	return out
}
