//go:build unix

package test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What roster may send to a terminal beside text, and what each is for. There is
// nothing else.
var (
	// Colours and attributes.
	styles = regexp.MustCompile(`^\x1b\[[\d;:]*m`)
	// The cursor moves, cells are cleared, inserted, deleted, repeated or scrolled.
	moves = regexp.MustCompile(`^\x1b(M|\[\d*(;\d*)?[ABCDGHIJKLMPSTXZ@bdr])`)
	// Cursor, alternate screen, mouse, paste, synchronised output, graphemes: on,
	// off, or asked for.
	modes = regexp.MustCompile(`^\x1b\[\?((25|1049|1002|1006|2004|2026|2027)([hl]|\$p)|1003l)`)
	// Keys with modifiers, tab stops, the shape of the cursor, the title kept and given back.
	keyModes = regexp.MustCompile(`^\x1b\[(>4;2m|>4m|>[15]u|=(5|29);1u|<1u|\?u|\?5W|[01] q|2[23];2t)`)
	// The background is asked for, the window gets a title, the clipboard a text.
	oscTexts = regexp.MustCompile(`^\x1b\](11;\?|2;([^\x00-\x1f\x7f]*)|52;c;([A-Za-z0-9+/=]*))\x07`)
)

// obeyed parses everything that a terminal was sent. It returns the titles of the
// window and the texts for the clipboard, and what is not allowed.
func obeyed(raw string) (named, copied []string, wrong string) {
	for rest := raw; rest != ""; {
		n := 0
		for _, allowed := range []*regexp.Regexp{styles, moves, modes, keyModes} {
			n = max(n, len(allowed.FindString(rest)))
		}
		if found := oscTexts.FindStringSubmatch(rest); found != nil {
			n = len(found[0])
			named, copied = append(named, found[2]), append(copied, decoded(found[3]))
		}
		if r, size := utf8.DecodeRuneInString(rest); n == 0 && (isShown(r, size) || strings.ContainsRune("\r\n\t\b", r)) {
			n = size
		}
		if n == 0 {
			return named, copied, rest[:min(len(rest), 40)]
		}
		rest = rest[n:]
	}
	return named, copied, ""
}

// isShown reports whether a rune of a text does nothing but show.
func isShown(r rune, size int) bool {
	return unicode.IsGraphic(r) && (r != utf8.RuneError || size > 1)
}

func decoded(text string) string {
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return "\x1b " + err.Error()
	}
	return string(plain)
}

// wantObeyed checks everything that a terminal was sent.
func wantObeyed(t testing.TB, raw string) {
	t.Helper()
	named, copied, wrong := obeyed(raw)
	if wrong != "" {
		t.Errorf("the terminal was sent %q", wrong)
	}
	for _, text := range append(named, copied...) {
		if _, _, wrong := obeyed(text); wrong != "" || strings.Contains(text, "\x1b") {
			t.Errorf("%q names the window, or is copied", text)
		}
	}
	wantFewMarks(t, raw)
}

// wantFewMarks checks that no letter carries more marks than people use.
func wantFewMarks(t testing.TB, raw string) {
	t.Helper()
	marks := 0
	for _, r := range raw {
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		if marks > 2 {
			t.Error("a letter with too many marks")
			return
		}
	}
}

// The list itself refuses what it should.
func TestAllowedSequences(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"\x1b", "\x1b[", "\x1b[31", "\x1b]0;title\x07", "\x1b]2;a\x1b[31m\x07", "\x1b]2;open", "\x1b]52;c;?\x07", "\x1b]52;p;aGk=\x07", "\x1b]8;;http://a\x1b\\",
		"\x1b[6n", "\x1b[c", "\x1b[?1003h", "\x1b[?1047h", "\x1b[4h", "\x1b[>31u", "\x1bc", "\x1b(0", "\x1bP1;2|q\x1b\\", "\x1b_a\x1b\\", "\x1b^a\x1b\\", "\x1bXa\x1b\\",
		"\x07", "\x05", "\x00", "\x0e", "\x7f", "\u009b31m", "\x9b31m", "\xff", "\u202e", "\u2066", "\U000E0041", "\u2028", "\uFFFE", "\ufeff", "\u200d", "\x1b[21t", "\x1b[!p", "\x1b[5 q",
	} {
		if _, _, wrong := obeyed("ok" + text + "ok"); wrong == "" {
			t.Errorf("%q passes", text)
		}
	}
	if _, _, wrong := obeyed("\x1b[?2026$p\x1b[38;5;111;1m roster · Ω日 🎉\x1b[26X\x1b[1;48H\x1b[m\r\n\x1b]2;roster\x07\x1b]52;c;aGk=\x07"); wrong != "" {
		t.Errorf("%q does not pass", wrong)
	}
}
