package fold

import (
	"slices"
	"strings"
	"unicode"
)

// Similarity is how similar two names are, from not at all to the same.
type Similarity int

// The ways in which two names are alike.
const (
	Different    Similarity = iota
	OneLetterOff            // one letter is missing, too many, wrong, or two are swapped
	OtherOrder              // the same words in another order: Berg, Jonas
	Similar                 // the same without regard to case, accents, and spacing
	Same                    // the same text
)

// String returns the closeness for a message: "one letter off".
func (c Similarity) String() string {
	return [...]string{
		Different: "different", OneLetterOff: "one letter off", OtherOrder: "the words in another order",
		Similar: "the same without accents, case, and spacing", Same: "the same",
	}[c]
}

// minLetters is how many characters a name needs for one of them to be a typing error.
const minLetters = 4

// Compare returns how two names are alike.
func Compare(a, b string) Similarity {
	if a == b {
		return Same
	}
	foldedA, foldedB := Name(a), Name(b)
	switch {
	case foldedA == "" || foldedB == "":
		return Different
	case withoutSpaces(foldedA) == withoutSpaces(foldedB):
		return Similar
	case sortedWords(foldedA) == sortedWords(foldedB):
		return OtherOrder
	case oneOff([]rune(foldedA), []rune(foldedB)):
		return OneLetterOff
	}
	return Different
}

func withoutSpaces(folded string) string { return strings.ReplaceAll(folded, " ", "") }

// sortedWords returns the words of a folded name in one order, without commas.
func sortedWords(folded string) string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == ',' })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// Keys returns texts of which two names have one in common if they are [Similar], or
// [OtherOrder]: the name without its spaces, and its words in one order.
func Keys(name string) []string {
	folded := Name(name)
	if folded == "" {
		return nil
	}
	squeezed, ordered := withoutSpaces(folded), sortedWords(folded)
	if squeezed == ordered {
		return []string{squeezed}
	}
	return []string{squeezed, ordered}
}

// minWord is how many characters a word needs for one of them to be a typing error.
const minWord = 3

// oneOff reports whether one letter makes the difference of two texts. A digit never
// does, nor does a letter of a short word: Team 1 is not Team 2, nor Team A Team B.
func oneOff(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < minLetters || len(b)-len(a) > 1 {
		return false
	}
	at := 0
	for at < len(a) && a[at] == b[at] {
		at++
	}
	restA, restB := a[at:], b[at:]
	switch {
	case min(wordAt(a, at), wordAt(b, at)) < minWord:
		return false
	case len(a) < len(b):
		return unicode.IsLetter(restB[0]) && slices.Equal(restA, restB[1:])
	case !unicode.IsLetter(restA[0]) || !unicode.IsLetter(restB[0]):
		return false
	case slices.Equal(restA[1:], restB[1:]):
		return true
	}
	return len(restA) > 1 && restA[0] == restB[1] && restA[1] == restB[0] && slices.Equal(restA[2:], restB[2:])
}

// wordAt returns how long the word at an index is.
func wordAt(text []rune, at int) int {
	from, to := at, at
	for from > 0 && text[from-1] != ' ' {
		from--
	}
	for to < len(text) && text[to] != ' ' {
		to++
	}
	return to - from
}
