package safetext_test

import (
	"strings"
	"testing"

	"roster/internal/safetext"
)

// FuzzLine repeats its text instead of taking long texts, because the fuzzer
// spends its whole time on making a long input smaller.
func FuzzLine(f *testing.F) {
	f.Add("Deadpond", uint16(1), 8)
	f.Add("\x1b]0;owned\a\x9b31m\u202E\xff", uint16(2), 20)
	f.Add("👨🏽\u200D👩 1\uFE0F\u20E3 🇦🇺🇸", uint16(3), 7)
	f.Add("हिन्दी क्ष น้ำ", uint16(1), 11)
	f.Add("\u1112\u1161\u11AB ｶ\uFF9E \u06001", uint16(1), 5)
	f.Add("e\u0301\n", uint16(1400), 100)
	f.Fuzz(func(t *testing.T, unit string, repeat uint16, width int) {
		s := strings.Repeat(unit, 1+min(int(repeat), 6000/(1+len(unit))))
		got := safetext.Line(s)
		requireSafe(t, s, got)
		requireFit(t, got, min(max(width, 0), 5000))
	})
}
