package fold

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Pattern returns a regular expression, in the syntax of PostgreSQL, that finds a folded word
// in a name whose ASCII letters are in lower case: what [Finds] does, for names that can't be
// folded.
func Pattern(word string) string { return newPattern(word).text(true) }

// PrefixPattern returns a regular expression that finds the names that begin with a folded
// prefix, as [Begins] does.
func PrefixPattern(prefix string) string {
	p := newPattern(prefix)
	return "^" + p.gaps + "*" + p.text(false)
}

// pattern makes a regular expression of a word.
type pattern struct {
	word []rune
	of   inverse
	gap  string // what may be between two letters
	gaps string // the characters between two words
}

func newPattern(word string) pattern {
	of := inverted()
	return pattern{[]rune(composed(word)), of, bracket(of.dropped) + "*", bracket(slices.Concat(of.dropped, of.spaces))}
}

// text writes the letters one after the other. Inside, the word may begin with the last part
// of a letter that folds to several.
func (p pattern) text(inside bool) string {
	var b strings.Builder
	for at := 0; at < len(p.word); {
		if at > 0 {
			b.WriteString(p.gap)
		}
		pair := p.pairAt(at)
		if pair == nil {
			b.WriteString(p.letter(at, inside))
			at++
			continue
		}
		b.WriteString("(?:" + bracket(pair) + "|" + p.letter(at, inside) + p.gap + p.letter(at+1, inside) + ")")
		at += 2
	}
	return b.String()
}

// pairAt returns the letters that fold to the two at an index.
func (p pattern) pairAt(at int) []rune {
	if at+2 > len(p.word) {
		return nil
	}
	return p.of.to[string(p.word[at:at+2])]
}

// letter returns what finds the letter at an index.
func (p pattern) letter(at int, inside bool) string {
	r := p.word[at]
	if r == ' ' {
		return bracket(p.of.spaces) + p.gaps + "*"
	}
	letters := append([]rune{r}, p.of.to[string(r)]...)
	for to, from := range p.of.to {
		switch first, size := utf8.DecodeRuneInString(to); {
		case size == len(to):
		case at == len(p.word)-1 && first == r, at == 0 && inside && strings.HasSuffix(to, string(r)):
			letters = append(letters, from...)
		}
	}
	return bracket(letters)
}

// bracket returns what finds one of these characters.
func bracket(of []rune) string {
	of = slices.Compact(slices.Sorted(slices.Values(of)))
	var b strings.Builder
	b.WriteByte('[')
	for i := 0; i < len(of); {
		last := i
		for last+1 < len(of) && of[last+1] == of[last]+1 {
			last++
		}
		writeEscaped(&b, of[i])
		if last > i {
			b.WriteByte('-')
			writeEscaped(&b, of[last])
		}
		i = last + 1
	}
	b.WriteByte(']')
	return b.String()
}

// writeEscaped writes a character of a bracket.
func writeEscaped(b *strings.Builder, r rune) {
	if strings.ContainsRune(`\]^-[`, r) {
		b.WriteByte('\\')
	}
	b.WriteRune(r)
}
