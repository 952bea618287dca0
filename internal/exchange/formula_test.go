package exchange

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"":           "",
		"'":          "'",
		"'t Hart":    "'t Hart",
		"Deadpond":   "Deadpond",
		" =1":        " =1",
		"=SUM(A1)":   "'=SUM(A1)",
		"'=SUM(A1)":  "''=SUM(A1)",
		"''=SUM(A1)": "'''=SUM(A1)",
		"+1":         "'+1",
		"-1":         "'-1",
		"@x":         "'@x",
		"\tx":        "'\tx",
		"\rx":        "'\rx",
		"\nx":        "\nx",
		"a;=1":       "a;'=1",
		"a;'=1":      "a;''=1",
		"a;\"'\"=1":  "a;'\"'\"=1",
		"a\t=1":      "a\t'=1",
		"a\n-1":      "a\n'-1",
		"a\r\n@x":    "a\r\n'@x",
		"=1;=2":      "'=1;'=2",
		"a; =1":      "a; =1",
		"a;\tx":      "a;\tx",
		"a,=1":       "a,=1",
		"\t=1":       "'\t'=1",
	} {
		if got := EscapeFormulas(text); got != want {
			t.Errorf("Guard(%q) is %q, not %q", text, got, want)
		}
	}
}

// TestUnescape holds unescapeFormulas to text that EscapeFormulas never made: a file of someone
// else's.
func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		"":          "",
		"'":         "'",
		"=1":        "=1",
		"'=1":       "=1",
		"''=1":      "'=1",
		"'t Hart":   "'t Hart",
		"''t Hart":  "''t Hart",
		"'Deadpond": "'Deadpond",
	} {
		if got := unescapeFormulas(text); got != want {
			t.Errorf("unguard(%q) is %q, not %q", text, got, want)
		}
	}
}

func TestEscapeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`('{0,3}"{0,2}[=+\-@\t\r\nax ;]{0,3}){0,3}`), rapid.String()).Draw(t, "text")
		if got := unescapeFormulas(EscapeFormulas(text)); got != text {
			t.Errorf("unguard(Guard(%q)) is %q", text, got)
		}
	})
}

// A spreadsheet that splits the rows at ; or at tabs, and knows a quote only where a cell
// begins, finds no formula either.
func TestEscapeWhereOthersSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`['";=+@\n\t\ra,-]{0,8}`)
		row := []string{"1", EscapeFormulas(cell.Draw(t, "team")), EscapeFormulas(cell.Draw(t, "headquarters")), "2", EscapeFormulas(cell.Draw(t, "hero"))}
		var file strings.Builder
		w := csv.NewWriter(&file)
		if err := errors.Join(w.Write(row), w.Write(row)); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		for _, at := range ";\t" {
			for _, found := range splitAt(file.String(), byte(at)) {
				if found != "" && strings.IndexByte("=+-@", found[0]) >= 0 {
					t.Fatalf("%q has at %q the cell %q", file.String(), at, found)
				}
			}
		}
	})
}

// splitAt splits a file as a lenient reader does: quotes around a cell count, what comes
// after the second one is of the cell too, and a line ends it.
func splitAt(file string, separator byte) []string {
	var cells []string
	for at := 0; at <= len(file); {
		var cell strings.Builder
		quoted, begun := false, false
		for ; at < len(file); at++ {
			c := file[at]
			switch {
			case c == '"' && !begun:
				quoted, begun = true, true
				continue
			case c == '"' && quoted && at+1 < len(file) && file[at+1] == '"':
				at++
			case c == '"' && quoted:
				quoted = false
				continue
			}
			if !quoted && (c == separator || c == '\n' || c == '\r') {
				break
			}
			begun = true
			cell.WriteByte(c)
		}
		cells = append(cells, cell.String())
		at++
	}
	return cells
}
