package safetext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"roster/internal/safetext"
)

func TestLineOnEveryRune(t *testing.T) {
	for _, place := range []struct{ name, before, after string }{
		{"alone", "", ""}, {"after a", "a", ""}, {"before a", "", "a"},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			flaws := 0
			for r := rune(0); r <= utf8.MaxRune && flaws < 20; r++ {
				in := place.before + string(r) + place.after
				got := safetext.Line(in)
				f := flaw(got)
				if f == "" && !(strings.HasPrefix(got, place.before) && strings.HasSuffix(got, place.after)) {
					f = "its neighbour is gone"
				}
				if f != "" {
					flaws++
					t.Errorf("%U: Line(%+q) = %+q: %s", r, in, got, f)
				}
			}
		})
	}
}

// tricky holds runes whose neighbours decide what they mean.
const tricky = "a1 \t\u00AD\u0301\u0323\u034F\u0600\u06DD\u070F\u0904\u0915\u0937\u093C\u093E\u093F\u0941\u094D\u0903\u0995\u09CD\u09BE" +
	"\u0BC6\u0BBE\u0BD7\u0C4D\u0CF3\u0D15\u0D4D\u0D4E\u0DCF\u0E19\u0E33\u0E49\u0EB3\u0F3E\u1000\u1031\u1039\u103C\u1100\u115F\u1160\u1161" +
	"\u11A7\u11A8\u11FF\u1780\u17B6\u17D2\u180B\u180E\u1B44\u200B\u200C\u200D\u200E\u2028\u202E\u20E3\u25CC\u2764\u302E\u3099\u3164" +
	"\uA960\uA9C0\uAC00\uAC01\uD7B0\uD7CB\uFE0E\uFE0F\uFEFF\uFF76\uFF9E\uFFFD漢\U000110BD\U000111C2\U00011133\U000113D1\U0001D165" +
	"\U0001F1E6\U0001F1FA\U0001F3FB\U0001F3FF\U0001F44D\U0001F468\U0001F3F4\U000E0067\U000E007F\U000E0100"

func TestLineOnTrickyNeighbours(t *testing.T) {
	runes := strings.Split(tricky, "")
	for _, a := range runes {
		for _, b := range runes {
			requireSafe(t, a+b, safetext.Line(a+b))
			for _, c := range runes {
				if in := a + b + c; flaw(safetext.Line(in)) != "" {
					t.Fatalf("Line(%+q) = %+q: %s", in, safetext.Line(in), flaw(safetext.Line(in)))
				}
			}
		}
	}
}

func TestLineOnTrickyText(t *testing.T) {
	runes := strings.Split(tricky, "")
	rng := newRand()
	for range 20000 {
		var b strings.Builder
		for range 1 + rng.IntN(40) {
			b.WriteString(runes[rng.IntN(len(runes))])
		}
		requireSafe(t, b.String(), safetext.Line(b.String()))
	}
}
