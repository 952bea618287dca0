package terminput

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// pass returns what the filter makes of input that is followed by nothing.
func pass(in string) string {
	var g filter
	return string(g.expire(g.feed(nil, []byte(in))))
}

func TestKnownSequencesPass(t *testing.T) {
	for _, in := range []string{
		"", "roster", "Jörg 漢字 👩‍👩‍👧\r\t\x01\x7f",
		"\x1b[A", "\x1b[1;5B", "\x1b[1;2:3C", "\x1bOA", "\x1bOP", "\x1bO5P", "\x1b[H", "\x1b[Z", "\x1b[3~", "\x1b[15;5~", "\x1b[7^", "\x1b[8@", // keys
		"\x1b\x1b[A", "\x1b\x1bOA", "\x1b\x1b[5~", // with alt
		"\x1b[27u", "\x1b[97;5u", "\x1b[1089::99;5u", "\x1b[97:65;2;65u", "\x1b[57442;5:3u", "\x1b[27;5;13~", // kitty, xterm
		"\x1b[<0;10;20M", "\x1b[<0;10;20m", "\x1b[<64;1;1M", "\x1b[I", "\x1b[O", // mouse, focus
		"\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\a", "\x1bP>|XTerm(390)\x1b\\", "\x1bP1+r524742\x1b\\", // answers
		"\x1b[?2026;2$y", "\x1b[?2027;0$y", "\x1b[?1u", "\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[?997;1n", "\x1b[12;40R",
		"\x1b[65;30;97;1;0;1_",
		"\x1b[200~two\rlines\t\x1b[201~j", "\x1b[200~\x08\x1b[201~",
	} {
		if out := pass(in); out != in {
			t.Errorf("%q became %q", in, out)
		}
	}
}

func TestOtherInputIsMended(t *testing.T) {
	lost := string(Lost)
	for _, test := range []struct{ name, in, want string }{
		{"8-bit mouse report, broken", "\x9bM\xa6\x01\xf0", ""},
		{"8-bit sequence", "\x9b1;5A", "\x1b[1;5A"},
		{"33 parameters", "\x1b[" + strings.Repeat("1;", 33) + "mj", "j"},
		{"33 parameters of a known sequence", "\x1b[" + strings.Repeat("1;", 33) + "uj", "j"},
		{"too many digits", "\x1b[<0;100000000;1Mj", "j"},
		{"33 parameters in a paste", "\x1b[200~log \x1b[" + strings.Repeat("1;", 33) + "mline\x1b[201~", "\x1b[200~log line\x1b[201~"},
		{"colours in a paste", "\x1b[200~\x1b[1;31mred\x1b[0m\x1b\x1b \x1b]x\x9b\x1b[201~", "\x1b[200~red ]x" + lost + "\x1b[201~"},
		{"key record with a count", "\x1b[49641;29014;493626;1;2283;14979_", "\x1b[49641;29014;493626;1;2283;8_"},
		{"key record of a text", "\x1b[0;0;246;1;0;1_\x1b[0;0;246;0;0;1_", "ö"},
		{"Latin-1", "J\xf6rg", "J" + lost + "rg"},
		{"Latin-1 that begins a rune", "Ren\xe9e", "Ren" + lost + "e"},
		{"Latin-1 at the end", "Ren\xe9", "Ren" + lost},
		{"rune that breaks off", "\xe6\xbcj", lost + lost + "j"},
		{"replacement character", "\ufffd", lost},
		{"alt and Latin-1", "\x1b\xf6j", lost + "j"},
		{"^H", "a\x08\x1b\x08", "a\x7f\x1b[127;3u"},
		{"escape", "\x1b", "\x1b[27u"},
		{"escape twice", "\x1b\x1b", "\x1b[27u\x1b[27u"},
		{"escape three times and a key", "\x1b\x1b\x1bj", "\x1b[27u\x1b[27u\x1b[106;3u"},
		{"escape, and an answer comes", "\x1b\x1b[I\x1b\x1b[?1u", "\x1b[27u\x1b[I\x1b[27u\x1b[?1u"},
		{"half a sequence", "\x1b[1;", ""},
		{"half a sequence, then keys", "\x1b[1;\rj\x1b[1\x1b[A", "\rj\x1b[A"},
		{"X10 mouse", "\x1b[M !!\x1b[M#!!\x1b[M`\xff\xff", "\x1b[<0;1;1M\x1b[<3;1;1m\x1b[<64;223;223M"},
		{"mouse nowhere", "\x1b[<0;0;1M\x1b[<0;1M\x1b[M  !j", "j"},
		{"unknown", "\x1b[5nj\x1b[8;20000;20000t\x1b[31m\x1bO!\x1b]52;c;eA==\a\x1b_Gi=1;OK\x1b\\k", "jk"},
		{"a string without end", "\x1b]11;rgb:\x03j\x1b]11;rgb:\x1b", "\x03j\x1b[27u"},
		{"a long string", "\x1b]11;" + strings.Repeat("x", 5000) + "\aj", "j"},
		{"a string with other letters", "\x1b]11;ö\x1b\\j", "j"},
		{"alt and a bracket", "\x1b]jP\x1bPj", "jPj"},
		{"shift in rxvt", "\x1b[3$", "\x1b[3;2~"},
		{"F1 on a Linux console", "\x1b[[A\x1b[[E\x1b[[xj", "\x1b[11~\x1b[15~j"},
		{"end of no paste", "\x1b[201~", ""},
	} {
		if out := pass(test.in); out != test.want {
			t.Errorf("%s: %q became %q, want %q", test.name, test.in, out, test.want)
		}
		if out := pass(test.want); out != test.want {
			t.Errorf("%s: what is mended, %q, became %q", test.name, test.want, out)
		}
	}
}

// Alt and a key is the same key in the form that the filter gives it.
func TestAlt(t *testing.T) {
	var keys []rune
	for r := range rune(0x80) {
		keys = append(keys, r)
	}
	for _, r := range append(keys, 'ö', '漢') {
		if strings.ContainsRune("\x08\x1b[]OPX^_", r) {
			continue // ^H is backspace, the others begin a sequence
		}
		var before, after uv.EventDecoder
		in := "\x1b" + string(r)
		_, want := before.Decode([]byte(in))
		if _, got := after.Decode([]byte(pass(in))); !reflect.DeepEqual(got, want) {
			t.Errorf("%q was %#v and became %#v", in, want, got)
		}
	}
}

// What a sequence is kept in does not grow with it.
func TestMemoryIsBounded(t *testing.T) {
	for _, in := range []string{"\x1b[", "\x1b]11;", "\x1bP>|", "\x1b_", "\x1bO", "\x1b[200~\x1b["} {
		var g filter
		g.feed(nil, []byte(in+strings.Repeat("1", 1<<20)))
		if cap(g.held) > 2*maxHeld {
			t.Errorf("after %q it keeps %d bytes", in, cap(g.held))
		}
	}
}

// A paste passes at more than the speed of any line.
func BenchmarkGuard(b *testing.B) {
	for name, text := range map[string]string{
		"Text":  "\x1b[200~" + strings.Repeat("Peter Parker, ", 1<<16) + "\x1b[201~",
		"Runes": strings.Repeat("Jörg 漢字 ", 1<<16),
		"Mouse": strings.Repeat("\x1b[<35;100;20M", 1<<16),
	} {
		b.Run(name, func(b *testing.B) {
			in, out := []byte(text), make([]byte, 0, len(text))
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				var g filter
				out = g.feed(out[:0], in)
			}
			if !bytes.Equal(out, in) {
				b.Errorf("%d bytes became %d others", len(in), len(out))
			}
		})
	}
}
