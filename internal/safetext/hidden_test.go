package safetext_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"roster/internal/hostile"
	"roster/internal/safetext"
)

// exposed returns what of a text a terminal could act upon, "" if nothing.
func exposed(text, allowed string) string {
	marks := 0
	for i, r := range text {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			marks++
		} else {
			marks = 0
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		if marks > 2 || r == utf8.RuneError && size == 1 || !unicode.IsGraphic(r) && !strings.ContainsRune(allowed+"\u200c\u200d", r) {
			return text[i:]
		}
	}
	return ""
}

func TestEscapeJSON(t *testing.T) {
	for _, text := range append(hostile.Texts(), "plain", "Ωmega", "日本", "𝒜\U000F0000\U0010FFFF") {
		quoted, err := json.Marshal(map[string]string{"name": text})
		if err != nil {
			t.Fatal(err)
		}
		escaped := safetext.EscapeJSON(quoted)
		if rest := exposed(string(escaped), ""); rest != "" {
			t.Errorf("%q has %q", escaped, rest)
		}
		var before, after map[string]string
		if json.Unmarshal(quoted, &before) != nil || json.Unmarshal(escaped, &after) != nil || before["name"] != after["name"] {
			t.Errorf("%q became %q, of other meaning", quoted, escaped)
		}
	}
	for text, want := range map[string]string{
		`"Ωmega"`: `"Ωmega"`, "[\n \"a\x7f\"]": "[\n \"a\\u007f\"]", "\"a\u009b31m\"": `"a\u009b31m"`, "\"\u202e\"": `"\u202e"`, "\"\U000E0041\"": `"\udb40\udc41"`,
		"\"e\u0301\u0301\u0301\"": "\"e\u0301\u0301\\u0301\"",
	} {
		if got := string(safetext.EscapeJSON([]byte(text))); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// However a text is cut into pieces, the same comes out.
func TestWriter(t *testing.T) {
	for _, text := range append(hostile.Texts(), "a,b\n\"c\td\"\r\n", "日本", "\xe6\x97", "\xf0\x9f") {
		var whole bytes.Buffer
		pass(t, &whole, []byte(text), max(1, len(text)))
		if rest := exposed(whole.String(), "\n\t"); rest != "" {
			t.Errorf("%q became %q", text, whole.String())
		}
		for _, size := range []int{1, 2, 3, 7} {
			var parts bytes.Buffer
			pass(t, &parts, []byte(text), size)
			if parts.String() != whole.String() {
				t.Errorf("%q in pieces of %d became %q, want %q", text, size, parts.String(), whole.String())
			}
		}
	}
}

func pass(t *testing.T, to *bytes.Buffer, text []byte, size int) {
	t.Helper()
	w := safetext.NewWriter(to)
	for len(text) > 0 {
		n := min(size, len(text))
		if _, err := w.Write(text[:n]); err != nil {
			t.Fatal(err)
		}
		text = text[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
