//go:build unix

package test

import (
	"path/filepath"
	"regexp"
	"testing"
)

// ruinous is a name that would ruin a terminal which obeys it.
const ruinous = "a\x1b]0;b\x07\u009b31mc\rd"

// The log is for reading in a terminal too, whatever the names are.
func TestLog(t *testing.T) {
	t.Parallel()
	path := sample(t)
	log := filepath.Join(filepath.Dir(path), "statements")
	if _, err := open(t, path).Exec("UPDATE hero SET name = $1 WHERE id = 1", ruinous); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		roster := start(t, "--log", log, path)
		roster.wait("a␛]0;b␇")
		roster.press("\rt")
		roster.wait("in Preventers", "u undoes")
		roster.quit()
	}
	wantMode(t, log, 0o600)
	text := read(t, log)
	wantNoEscapes(t, text)
	updates := regexp.MustCompile(`(?m)^\S+Z .* UPDATE heroteamlink SET is_training = \$1 .* \[([01]), 2, 1, [01]\]$`).FindAllStringSubmatch(text, -1)
	if len(updates) != 2 || updates[0][1] != "0" || updates[1][1] != "1" {
		t.Errorf("the log has the updates %q, want one of each run in:\n%s", updates, text)
	}
}
