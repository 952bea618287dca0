package safetext_test

import (
	"fmt"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"roster/internal/safetext"
)

// flaw returns what is wrong with text as a result of Line, "" if nothing is.
func flaw(text string) string {
	if !utf8.ValidString(text) {
		return "invalid UTF-8"
	}
	if len(text) > 4096 {
		return fmt.Sprintf("%d bytes", len(text))
	}
	for _, r := range text {
		if harmful(r) {
			return fmt.Sprintf("harmful rune %U", r)
		}
	}
	if g, w := ansi.StringWidth(text), ansi.StringWidthWc(text); g != w {
		return fmt.Sprintf("grapheme width %d, wcwidth %d", g, w)
	}
	if got, want := safetext.Width(text), ansi.StringWidth(text); got != want {
		return fmt.Sprintf("Width is %d, not %d", got, want)
	}
	for clusters := graphemes.FromString(text); clusters.Next(); {
		if f := clusterFlaw(clusters.Value()); f != "" {
			return f
		}
	}
	if again := safetext.Line(text); again != text {
		return fmt.Sprintf("a second Line gives %+q", again)
	}
	return ""
}

// harmful reports whether r must never reach a terminal. It asks the Unicode
// tables and not the lists that Line uses.
func harmful(r rune) bool {
	if r == utf8.RuneError {
		return false
	}
	return !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Bidi_Control, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

func clusterFlaw(cluster string) string {
	g, w := ansi.StringWidth(cluster), ansi.StringWidthWc(cluster)
	if g != w || g < 1 || g > 2 {
		return fmt.Sprintf("cluster %+q: grapheme width %d, wcwidth %d", cluster, g, w)
	}
	marks := 0
	for _, r := range cluster {
		if unicode.Is(unicode.M, r) {
			marks++
		}
	}
	if marks > 2 {
		return fmt.Sprintf("cluster %+q: %d marks", cluster, marks)
	}
	return ""
}

func requireSafe(t *testing.T, input, got string) {
	t.Helper()
	if f := flaw(got); f != "" {
		t.Errorf("Line(%+q) = %+q: %s", input, got, f)
	}
}
