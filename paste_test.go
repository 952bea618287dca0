//go:build unix

package main

import (
	"strings"
	"testing"
)

// A paste of megabytes that is no valid text does not keep roster waiting, and what is
// typed after it is there.
func TestInvalidPasteIsQuick(t *testing.T) {
	t.Parallel()
	roster := start(t, sample(t))
	roster.wait("Deadpond", "◐ training")
	roster.press("I")
	roster.wait("╭ Import")
	roster.press("\x1b[200~hero\n\xff" + strings.Repeat("Anna \xe4\n", 1<<19) + "\x1b[201~")
	roster.wait("pasted text, 524,289 lines")
	roster.press("\x7f")
	roster.waitFor("no paste", func() bool { return !roster.shows("pasted text") })
	roster.press("people.csv")
	roster.wait("people.csv")
	roster.press("\x1b")
	roster.waitFor("no dialog", func() bool { return !roster.shows("╭ Import") })
	roster.quit()
}
