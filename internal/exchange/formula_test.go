package exchange

import (
	"testing"

	"pgregory.net/rapid"
)

func TestGuard(t *testing.T) {
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
	} {
		if got := Guard(text); got != want {
			t.Errorf("Guard(%q) is %q, not %q", text, got, want)
		}
	}
}

// TestUnguard holds unguard to text that guard never made: a file of somebody
// else's.
func TestUnguard(t *testing.T) {
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
		if got := unguard(text); got != want {
			t.Errorf("unguard(%q) is %q, not %q", text, got, want)
		}
	}
}

func TestGuardComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`'{0,3}[=+\-@\t\r\nax ]{0,3}`), rapid.String()).Draw(t, "text")
		if got := unguard(Guard(text)); got != text {
			t.Errorf("unguard(Guard(%q)) is %q", text, got)
		}
	})
}
