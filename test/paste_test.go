//go:build unix

package test

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
	roster.wait("The pasted text is not valid UTF-8")
	roster.press("people.csv")
	roster.wait("people.csv")
	roster.press("\x1b")
	roster.waitFor("no dialog", func() bool { return !roster.shows("╭ Import") })
	roster.quit()
}
