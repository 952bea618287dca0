package fold

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// inverse is which letters are folded to what.
type inverse struct {
	to      map[string][]rune // the letters beyond ASCII that are folded to this, if they change
	dropped []rune            // what counts for nothing
	spaces  []rune            // what separates words
}

// scripts are the ranges of the letters that may be folded to others, besides those of ASCII.
// Letters beyond them, such as Chinese characters and the syllables of Hangul, fold to
// themselves.
var scripts = [...]struct{ first, last rune }{{1, 0x33FF}, {0xA000, 0xABFF}, {0xF900, 0x105FF}, {0x1D000, 0x1F1FF}}

// inverted returns the inverse of the fold.
var inverted = sync.OnceValue(func() inverse {
	found := inverse{to: map[string][]rune{}}
	for _, s := range scripts {
		for r := s.first; r <= s.last; r++ {
			found.add(r)
		}
	}
	return found
})

// add adds what a character is folded to.
func (v *inverse) add(r rune) {
	switch {
	case isDropped(r):
		v.dropped = append(v.dropped, r)
	case isSpace(r):
		v.spaces = append(v.spaces, r)
	case r >= utf8.RuneSelf:
		if to := composed(Name(string(r))); to != "" && to != string(r) {
			v.to[to] = append(v.to[to], r)
		}
	}
}

// composed returns a folded text as its letters are counted: a syllable of Hangul, or a
// letter of Japanese with its mark, is one.
func composed(folded string) string { return norm.NFC.String(folded) }

// Initials returns the characters that a name may begin with whose folded form begins
// with the first letter of a folded prefix.
func Initials(prefix string) []rune {
	first, _ := utf8.DecodeRuneInString(composed(prefix))
	initials := []rune{first}
	for to, letters := range inverted().to {
		if strings.HasPrefix(to, string(first)) {
			initials = append(initials, letters...)
		}
	}
	slices.Sort(initials)
	return initials
}
