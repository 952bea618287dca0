// Package hostile has texts that break careless code that prints, measures or parses them. Only
// tests use it.
package hostile

import "strings"

// Names returns names that terminals disagree about, or act upon, some of them
// twice: a screen of them.
func Names() []string {
	return []string{
		"日本の英雄たち",
		"family 👨‍👩‍👧‍👦 of four",
		"שלום עולם",
		"مرحبا بالعالم",
		"right\u202eleft\u2066isolate\u200f",
		strings.Repeat("long-name-", 20),
		"csi \x1b[31mred\x1b[2J\x1b[H done",
		"osc \x1b]0;owned\x07 done",
		"osc without an end \x1b]0;owned",
		"dcs without an end \x1bP1;2|owned",
		"link \x1b]8;;http://example.com\x1b\\text\x1b]8;;\x1b\\",
		"first\rsecond\nthird\tfourth\x00fifth",
		"invalid \xff\xfe\xc3( utf-8",
		"c1 \u009b31m \u0085 \u0090 end",
		"z" + strings.Repeat("\u0301\u0327\u0488", 60) + "algo",
		"heart ❤️ warning ⚠️",
		"hand 👋🏽 thumb 👍🏿",
		"keycap 1️⃣ #️⃣",
		"flags 🇺🇦🇯🇵 half 🇩",
		"नमस्ते क्षत्रिय कि",
		"",
		"   ",
		"same name",
		"same name",
		"ﷺ ｗｉｄｅ ｶﾞ ❶",
		"สวัสดี กำ",
		"\u115fᄒ\u1161ᆫ 한글",
		"back\bspace\x7f",
		"soft\u00adhyphen zero\u200bwidth\ufeff",
		strings.Repeat("宽", 100),
	}
}

// Texts returns [Names] and texts that are seldom names: every kind of sequence that a
// terminal acts upon, complete and incomplete, and invalid text.
func Texts() []string {
	return append(Names(), append(sequences(), broken()...)...)
}

// sequences returns sequences that terminals act upon.
func sequences() []string {
	return []string{
		"clipboard \x1b]52;c;aGFja2Vk\x07", "clipboard asked \x1b]52;c;?\x1b\\", "colours \x1b]4;1;rgb:00/00/00\x07",
		"title asked \x1b[21t", "position asked \x1b[6n", "who are you \x1b[c\x1b[>c", "answer back \x05",
		"other screen \x1b[?1049l", "mouse \x1b[?1003h", "paste \x1b[?2004l", "keys \x1b[>31u", "hide \x1b[?25l",
		"reset \x1bc", "charset \x1b(0lqqk\x0e", "scroll \x1b[1;2r\x1bM", "insert \x1b[4h", "tab stops \x1b[3g", "status \x1b[$~",
		"picture \x1bPq#0~~\x1b\\", "file \x1b]1337;File=:AAAA\x07", "notify \x1b]9;hi\x07\x1b]777;notify;a;b\x07",
		"apc \x1b_Gf=24;AAAA", "pm \x1b^private", "sos \x1bXstring", "8 bit \x9b31m\x9d0;owned\x9c\x90q\x84\x85",
		"escape at the end \x1b", "csi at the end \x1b[", "osc at the end \x1b]", "intermediate \x1b[ !\"#$%",
		"c1 \u0080\u0084\u008d\u0098\u009c\u009d0;owned\u009e\u009f", "all of C0 \x00\x01\x02\x03\x04\x06\x0b\x0c\x10\x11\x13\x18\x1a\x1c\x1f",
	}
}

// broken returns invalid or invisible text.
func broken() []string {
	return []string{
		"surrogates \xed\xa0\x80\xed\xb0\x80", "overlong \xc0\x9b31m\xe0\x80\x9b", "cut short \xf0\x9f\x92", "beyond \xf4\x90\x80\x80",
		"tags \U000E0001\U000E0041\U000E007F", "selectors \uFE0F\U000E0100", "no characters \uFFFE\U0010FFFF\uFDD0", "private \uE000\U000F0000",
		"isolates \u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u061c", "lines \u2028\u2029\u0085", "annotated \uFFF9a\uFFFAb\uFFFB",
		"nothing to see \u3164\uFFA0\u2800\u115F\u200B\u2060\u180E", strings.Repeat("\u0338", 500), strings.Repeat("x\u0338\u20dd\u0489", 200),
		"=HYPERLINK(\"http://example.com\")", "' OR 1=1 --", "%s%n%x", "$(reboot)`id`;|&", "../../etc/passwd", strings.Repeat("long ", 20_000),
	}
}
