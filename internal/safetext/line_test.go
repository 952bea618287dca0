package safetext_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"roster/internal/safetext"
)

type classCase struct{ class, in, want string }

func runClasses(t *testing.T, cases []classCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.class, func(t *testing.T) {
			got := safetext.Line(c.in)
			if got != c.want {
				t.Errorf("Line(%+q) = %+q, want %+q", c.in, got, c.want)
			}
			requireSafe(t, c.in, got)
		})
	}
}

func TestLineShowsControls(t *testing.T) {
	runClasses(t, []classCase{
		{"tab", "a\tb", "a␉b"},
		{"newlines", "a\r\nb\n", "a␍␊b␊"},
		{"nul", "\x00", "␀"},
		{"delete", "a\x7f", "a␡"},
		{"colour", "\x1b[31mred", "␛[31mred"},
		{"unterminated title", "\x1b]0;owned", "␛]0;owned"},
		{"hyperlink", "\x1b]8;;http://x\x1b\\y\a", "␛]8;;http://x␛\\y␇"},
		{"c1 csi", "a\u009b31m", "a�31m"},
		{"c1 next line", "a\u0085b", "a␤b"},
		{"line separator", "a\u2028b\u2029c", "a␤b␤c"},
		{"invalid byte", "a\xffb", "a�b"},
		{"raw c1 byte", "a\x9bb", "a�b"},
		{"half a rune", "a\xe4\xb8", "a��"},
		{"encoded surrogate", "\xed\xa0\x80", "���"},
		{"overlong slash", "\xc0\xaf", "��"},
	})
}

func TestLineShowsWhatDeceives(t *testing.T) {
	runClasses(t, []classCase{
		{"bidi override", "user\u202Egnp.exe", "user�gnp.exe"},
		{"bidi isolate", "\u2066a\u2069", "�a�"},
		{"bidi marks", "a\u200E\u200F\u061Cb", "a���b"},
		{"invisible operators", "a\u2061\u2064b", "a��b"},
		{"interlinear annotation", "a\uFFF9b\uFFFAc\uFFFB", "a�b�c�"},
		{"language tag", "a\U000E0001b", "a�b"},
		{"private use", "a\uE0B0\U000F0000", "a��"},
		{"noncharacter", "a\uFFFE\U0010FFFF", "a��"},
		{"unassigned", "a\u0378\u2065", "a��"},
		{"blank letters", "a\u115F\u1160\u3164\uFFA0\u2800", "a�����"},
		{"arabic number sign", "\u06001", "�1"},
		{"kaithi number sign", "\U000110BD1", "�1"},
		{"malayalam dot reph", "\u0D4E\u0D15", "�\u0D15"},
	})
}

func TestLineRemovesGlue(t *testing.T) {
	runClasses(t, []classCase{
		{"zero width space", "a\u200Bb", "ab"},
		{"byte order mark", "\uFEFFa", "a"},
		{"word joiner", "a\u2060b", "ab"},
		{"soft hyphen", "a\u00ADb", "ab"},
		{"grapheme joiner", "a\u034F\u0301", "a\u0301"},
		{"persian non-joiner", "می\u200Cخواهم", "میخواهم"},
		{"emoji presentation", "❤\uFE0F", "❤"},
		{"text presentation", "☎\uFE0E", "☎"},
		{"ideographic variation", "葛\U000E0100", "葛"},
		{"skin tone", "👍🏽", "👍"},
		{"keycap", "1\uFE0F\u20E3", "1"},
		{"family", "👨\u200D👩\u200D👧", "👨👩👧"},
		{"profession with tone", "👩🏽\u200D🚀", "👩🚀"},
		{"rainbow flag", "🏳\uFE0F\u200D🌈", "🏳🌈"},
		{"flag of scotland", "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "🏴"},
		{"nothing left", "\u200D\uFE0F🏽", ""},
	})
}

func TestLineReducesClusters(t *testing.T) {
	runClasses(t, []classCase{
		{"third mark", "a\u0301\u0302\u0303\u0304", "a\u0301\u0302"},
		{"mark without base", "\u0301a", "◌\u0301a"},
		{"mark after control", "\n\u0301", "␊\u0301"},
		{"flag and a half", "🇦🇺🇸", "🇦🇺S"},
		{"indicator with mark", "🇦\u0301🇺", "A\u0301U"},
		{"devanagari", "हिन्दी", "हइनदई"},
		{"devanagari nukta conjunct", "क\u093C\u094Dष", "क\u093Cष"},
		{"devanagari visarga", "दुः", "दु�"},
		{"bengali", "কা", "কআ"},
		{"tamil", "தமிழ்", "தமஇழ்"},
		{"kannada", "ಕಾ ಕೄ", "ಕಆ ಕೠ"},
		{"sinhala", "කා කෙ කෘ කෲ", "කආ කඑ කඍ කඎ"},
		{"khmer vowel", "កា", "ក�"},
		{"thai sara am", "น้ำ", "น\u0E49\u0E4D\u0E32"},
		{"lao sara am", "ນ\u0EB3", "ນ\u0ECD\u0EB2"},
		{"jamo", "\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글"},
		{"syllable and final", "가\u11A8", "각"},
		{"double lead", "\u1100\u1100\u1161", "�가"},
		{"old jamo", "가\uD7CB", "가�"},
		{"jamo vowel alone", "\u1161", "�"},
		{"halfwidth voiced", "ｶ\uFF9Eﾊ\uFF9F", "ｶ゛ﾊ゜"},
	})
}

func TestLineKeepsWhatAgrees(t *testing.T) {
	for class, text := range map[string]string{
		"empty": "", "ascii": "Deadpond ~!@#", "latin": "Æthelstan Müller-Núñez Đặng", "greek": "Ἀχιλλεύς",
		"cyrillic": "Илья Муромец", "arabic": "عنترة بن شدّاد", "hebrew": "שִׁמְשׁוֹן", "chinese": "孫悟空", "kana": "ゴジラ がんばれ",
		"hangul": "홍길동", "emoji": "🦸 🕷 😀", "flags": "🇫🇷🇩🇪", "accents apart": "e\u0301o\u0308\u0323", "thai": "หนุมาน ที่",
		"ethiopic": "አበበ", "georgian": "ვეფხისტყაოსანი", "signs": "● ◐ ▸ — … · ①", "spaces": " a\u00A0b\u3000c ", "replacement": "�",
	} {
		t.Run(class, func(t *testing.T) {
			if got := safetext.Line(text); got != text {
				t.Errorf("Line(%+q) = %+q, want it unchanged", text, got)
			}
			requireSafe(t, text, text)
		})
	}
}

func TestLineCapsBytes(t *testing.T) {
	longer := strings.Repeat("x", 5000)
	for class, c := range map[string]struct{ in, want string }{
		"exactly the cap":  {longer[:4096], longer[:4096]},
		"one byte over":    {longer[:4097], longer[:4093] + "…"},
		"in a rune":        {"xx" + strings.Repeat("é", 3000), "xx" + strings.Repeat("é", 2045) + "…"},
		"rune boundary":    {"x" + strings.Repeat("é", 3000), "x" + strings.Repeat("é", 2046) + "…"},
		"grows over it":    {strings.Repeat("\n", 2000), strings.Repeat("␊", 1364) + "…"},
		"stray bytes":      {strings.Repeat("\x80", 9000), strings.Repeat("�", 1364) + "…"},
		"endless marks":    {"a" + strings.Repeat("\u0301", 9000), "a\u0301\u0301…"},
		"endless glue":     {strings.Repeat("\u200D", 9000), "…"},
		"not in a cluster": {strings.Repeat("\n", 1364) + "e\u0301\u0301", strings.Repeat("␊", 1364) + "…"},
	} {
		t.Run(class, func(t *testing.T) {
			got := safetext.Line(c.in)
			if got != c.want {
				t.Errorf("got %d bytes ending in %+q, want %d bytes", len(got), got[max(0, len(got)-12):], len(c.want))
			}
			requireSafe(t, c.in, got)
		})
	}
}

func TestLineCostsNothingForSafeText(t *testing.T) {
	huge := strings.Repeat("Deadpond ", 1<<20)
	for class, c := range map[string]struct {
		in  string
		max float64
	}{"ascii": {"Deadpond", 0}, "ten megabytes": {huge, 1}} {
		t.Run(class, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, func() { safetext.Line(c.in) }); got > c.max {
				t.Errorf("%v allocations, want at most %v", got, c.max)
			}
		})
	}
}

func TestLastResort(t *testing.T) {
	got := safetext.Bare("a\u0301 한\t~")
	if want := "a� ��~"; got != want {
		t.Errorf("Bare = %+q, want %+q", got, want)
	}
	if !utf8.ValidString(got) {
		t.Error("invalid UTF-8")
	}
	requireSafe(t, "last resort", got)
}
