package safetext

import "unicode"

// plainHead returns how many bytes at the start of s are everyday text, which
// needs no further look: every rune is a base that joins no other, and all
// terminals agree on it.
func plainHead(s string) int {
	n := printableASCII(s)
	for i, r := range s[n:] {
		if !isPlain(r) {
			return n + i
		}
	}
	return len(s)
}

func isPlain(r rune) bool {
	switch {
	case r < 0x7F:
		return r >= ' '
	case r < 0x0300:
		return r >= 0xA0 && r != 0xAD
	}
	return 0x0391 <= r && r <= 0x03A1 || 0x03A3 <= r && r <= 0x0482 || // Greek, Cyrillic
		0x05D0 <= r && r <= 0x05EA || 0x0620 <= r && r <= 0x064A || // Hebrew, Arabic
		0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FF || // Kana
		0x4E00 <= r && r <= 0x9FFF || // CJK
		0xAC00 <= r && r <= 0xD7A3 // Hangul syllables
}

// isGlue reports whether r is invisible or a mere variation in ordinary text, so that its
// removal needs no sign.
func isGlue(r rune) bool {
	switch {
	case unicode.Is(unicode.Variation_Selector, r): // also those of Mongolian
		return true
	case 0x1F3FB <= r && r <= 0x1F3FF: // skin tones
		return true
	case 0xE0020 <= r && r <= 0xE007F: // tags, as in the flag of Scotland
		return true
	}
	switch r {
	case 0x00AD, // soft hyphen
		0x034F,         // combining grapheme joiner
		0x17B4, 0x17B5, // inherent vowels of Khmer
		0x180E,                         // Mongolian vowel separator
		0x200B, 0x200C, 0x200D, 0x2060, // zero width space, non-joiner, joiner, word joiner
		0x20E3, // keycap
		0xFEFF: // byte order mark
		return true
	}
	return false
}

// isMark reports whether r is drawn on the base before it and does not advance the cursor. By
// the wcwidth tables, a few spacing marks are among those.
func isMark(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me) ||
		r == 0x0CF3 || 0x1D165 <= r && r <= 0x1D166 || 0x1D16D <= r && r <= 0x1D172
}

// isBlank reports whether r is a letter that looks like no letter at all and
// could make two names look the same.
func isBlank(r rune) bool {
	return r == 0x115F || r == 0x3164 || r == 0xFFA0 || r == 0x2800
}

// isPrefix reports whether r is a letter that forms one cluster with whatever
// follows it, which wcwidth counts twice.
func isPrefix(r rune) bool {
	switch {
	case r == 0x0D4E, r == 0x111C2, r == 0x111C3, r == 0x113D1, r == 0x1193F,
		r == 0x11941, r == 0x11D46, r == 0x11F02:
		return true
	}
	return 0x11A84 <= r && r <= 0x11A89
}
