package safetext

import (
	"unicode"
	"unicode/utf8"
)

const (
	// maxMarks is what orthographies need (a vowel and a tone, a nukta and a
	// vowel); more than that climbs into the rows above.
	maxMarks = 2

	dottedCircle = '\u25CC'
	replacement  = utf8.RuneError
)

// draft is safe text that is being written.
type draft struct {
	text  []byte
	marks int // on the last base
}

// rewrite returns s with every rune after the plain bytes at its start kept, removed or
// replaced by what its class asks for. It considers only the preceding runes: settle does the
// rest.
func rewrite(s string, plain int) string {
	d := draft{text: append(make([]byte, 0, len(s)+utf8.UTFMax), s[:plain]...)}
	for _, r := range s[plain:] {
		d.add(r)
	}
	if string(d.text) == s {
		return s
	}
	return string(d.text)
}

func (d *draft) add(r rune) {
	switch {
	case isPlain(r):
		d.base(r)
	case r < 0x20:
		d.base(0x2400 + r)
	case r == 0x7F:
		d.base(0x2421)
	case isGlue(r):
	case isMark(r):
		d.mark(r)
	default:
		d.rare(r)
	}
}

// rare adds a rune that is not one of the everyday ones.
func (d *draft) rare(r rune) {
	switch {
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		d.base(0x2424)
	case r == 0x0E33 || r == 0x0EB3:
		d.mark(r + 0x1A)
		d.base(r - 1)
	case isTrailingJamo(r):
		d.jamo(r)
	case unicode.Is(unicode.Mc, r):
		d.base(independentVowel(r))
	case r == 0xFF9E || r == 0xFF9F:
		d.base(r - 0xFF9E + 0x309B)
	case !unicode.IsGraphic(r) || isBlank(r) || isPrefix(r):
		d.base(replacement)
	default:
		d.base(r)
	}
}

func (d *draft) base(r rune) {
	d.text = utf8.AppendRune(d.text, r)
	d.marks = 0
}

func (d *draft) mark(r rune) {
	if len(d.text) == 0 {
		d.base(dottedCircle)
	}
	if d.marks < maxMarks {
		d.text = utf8.AppendRune(d.text, r)
		d.marks++
	}
}

// jamo joins a vowel or final consonant to the syllable that it continues.
func (d *draft) jamo(r rune) {
	last, size := utf8.DecodeLastRune(d.text)
	syllable := composeHangul(last, r)
	if syllable == replacement {
		size = 0
	}
	d.text = d.text[:len(d.text)-size]
	d.base(syllable)
}
