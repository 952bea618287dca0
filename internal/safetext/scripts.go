package safetext

import "unicode"

// independentVowel returns the letter for the vowel that the spacing sign r adds to a
// consonant, or U+FFFD if the script has none.
func independentVowel(r rune) rune {
	if 0x0D80 <= r && r <= 0x0DFF {
		return sinhalaVowel(r)
	}
	if r < 0x0900 || r > 0x0D7F {
		return replacement
	}
	// From Devanagari to Malayalam the blocks share the layout of ISCII.
	letter := replacement
	switch offset := r & 0x7F; {
	case offset == 0x44:
		letter = r + 0x1C
	case 0x3E <= offset && offset <= 0x4C:
		letter = r - 0x38
	}
	if !unicode.Is(unicode.Lo, letter) {
		return replacement
	}
	return letter
}

func sinhalaVowel(r rune) rune {
	switch {
	case 0x0DCF <= r && r <= 0x0DD1:
		return r - 0x49
	case 0x0DD9 <= r && r <= 0x0DDE:
		return r - 0x48
	case r == 0x0DD8:
		return 0x0D8D
	case r == 0x0DDF:
		return 0x0D8F
	case r == 0x0DF2:
		return 0x0D8E
	case r == 0x0DF3:
		return 0x0D90
	}
	return replacement
}

// isTrailingJamo reports whether r continues a Hangul syllable. Terminals give
// such a rune one cell or none, so it must not be left on its own.
func isTrailingJamo(r rune) bool {
	return 0x1160 <= r && r <= 0x11FF || 0xD7B0 <= r && r <= 0xD7FF
}

// composeHangul returns the syllable of last, a leading consonant or a syllable
// without a final, and next, the jamo after it; U+FFFD if there is none.
func composeHangul(last, next rune) rune {
	const (
		syllables = 0xAC00
		leads     = 0x1100
		vowels    = 0x1161
		finals    = 0x11A7 // one before the first: no final
		nLeads    = 19
		nVowels   = 21
		nFinals   = 28
	)
	lead, vowel, final, syllable := last-leads, next-vowels, next-finals, last-syllables
	switch {
	case 0 <= lead && lead < nLeads && 0 <= vowel && vowel < nVowels:
		return syllables + (lead*nVowels+vowel)*nFinals
	case 0 <= syllable && syllable < nLeads*nVowels*nFinals && syllable%nFinals == 0 &&
		0 < final && final < nFinals:
		return last + final
	}
	return replacement
}

// indicatorLetter returns the capital letter of the regional indicator r, and whether r is
// one.
func indicatorLetter(r rune) (byte, bool) {
	if r < 0x1F1E6 || r > 0x1F1FF {
		return 0, false
	}
	return byte('A' + r - 0x1F1E6), true
}
