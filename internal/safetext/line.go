package safetext

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

const (
	// maxBytes bounds the work on one text, and the length of its safe form, so
	// that Line changes nothing when it is applied again.
	maxBytes = 4096

	ellipsis = "…"
)

// Line returns s as one line that is safe to print anywhere: valid UTF-8 of at
// most 4096 bytes, without control, bidi and other invisible characters, whose
// grapheme clusters are 1 or 2 cells wide, the same number in grapheme width
// and in wcwidth. Text that is longer is cut and ends in "…". Line returns safe
// text unchanged, so applying it twice does no harm.
func Line(s string) string {
	head := headOf(s, maxBytes-len(ellipsis))
	text := head
	if n := plainHead(head); n < len(head) {
		text = reconcile(rewrite(head, n))
	}
	if len(head) == len(s) && len(text) <= maxBytes {
		return text
	}
	return clusterHead(text, maxBytes-len(ellipsis)) + ellipsis
}

// headOf returns s if it is at most maxBytes long, else the longest head of at
// most limit bytes that ends between two runes.
func headOf(s string, limit int) string {
	if len(s) <= maxBytes {
		return s
	}
	// Stray continuation bytes could go back to the very start of s.
	for n := limit; n > limit-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return s[:n]
		}
	}
	return s[:limit]
}

// clusterHead returns the longest head of text of at most limit bytes that ends
// between two grapheme clusters.
func clusterHead(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := 0
	for clusters := graphemes.FromString(text); clusters.Next() && clusters.End() <= limit; {
		end = clusters.End()
	}
	return text[:end]
}

// printableASCII returns how many bytes at the start of s are printable ASCII.
func printableASCII[T string | []byte](s T) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return i
		}
	}
	return len(s)
}
