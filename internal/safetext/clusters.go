package safetext

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// reconcile returns text with every grapheme cluster reduced on which terminals
// would disagree.
func reconcile(text string) string {
	good := agreeingHead(text)
	if good == len(text) {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:good]...)
	for clusters := graphemes.FromString(text[good:]); clusters.Next(); {
		if c := clusters.Value(); agrees(c) {
			out = append(out, c...)
		} else {
			out = appendReduced(out, c)
		}
	}
	// Reduced clusters have new neighbours: what was true of each alone is
	// checked again on the whole.
	if settled := string(out); agreeingHead(settled) == len(settled) {
		return settled
	}
	return asciiOnly(text)
}

// agreeingHead returns the length in bytes of the clusters at the start of text
// on which all terminals agree.
func agreeingHead(text string) int {
	clusters := graphemes.FromString(text)
	for clusters.Next() {
		if !agrees(clusters.Value()) {
			return clusters.Start()
		}
	}
	return len(text)
}

// agrees reports whether a cluster has the same width, of at least one cell, in
// both ways to measure.
func agrees(cluster string) bool {
	if len(cluster) == 1 {
		return true
	}
	cells := ansi.StringWidth(cluster)
	return cells > 0 && cells == ansi.StringWidthWc(cluster)
}

// appendReduced appends the most legible form of a cluster that does not agree:
// its letters side by side, and U+FFFD for those that can't be parted.
func appendReduced(out []byte, cluster string) []byte {
	first, size := utf8.DecodeRuneInString(cluster)
	if letter, ok := indicatorLetter(first); ok {
		return append(append(out, letter), cluster[size:]...)
	}
	for cluster != "" {
		n := baseAndMarks(cluster)
		if part := untie(cluster[:n], cluster[n:]); agrees(part) {
			out = append(out, part...)
		} else {
			out = utf8.AppendRune(out, replacement)
		}
		cluster = cluster[n:]
	}
	return out
}

// baseAndMarks returns the length in bytes of the first base in text, with the
// marks on it.
func baseAndMarks(text string) int {
	for i, r := range text {
		if i > 0 && !isMark(r) {
			return i
		}
	}
	return len(text)
}

// untie returns head without the marks that tie it to rest, which a virama does;
// U+FFFD if there are none to remove and they still form one cluster.
func untie(head, rest string) string {
	_, base := utf8.DecodeRuneInString(head)
	_, next := utf8.DecodeRuneInString(rest)
	for tied(head, rest[:next]) {
		if len(head) == base {
			return string(replacement)
		}
		_, mark := utf8.DecodeLastRuneInString(head)
		head = head[:len(head)-mark]
	}
	return head
}

// tied reports whether a cluster that starts with head goes on into next.
func tied(head, next string) bool {
	return len(graphemes.FromString(head+next).First()) > len(head)
}

// asciiOnly returns text as printable ASCII and U+FFFD, which nothing joins.
func asciiOnly(text string) string {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r < ' ' || r > '~' {
			r = replacement
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}
