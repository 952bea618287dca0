//go:build unix

package test

import (
	"os/exec"
	"testing"
)

// A command, another program and another roster change the file while the app is
// open: it is on the screen, and stands out, without a key.
func TestOutsideChanges(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, path)
	roster.wait("Deadpond", "◐ training", "Z-Force")
	roster.press("\r")
	if out, err := exec.Command(binary, "graduate", "Deadpond", "Preventers", "--db", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	roster.wait("▸ Deadpond", "● active", "↻")
	roster.wait("3 active", "0 training")
	mustExec(t, open(t, path), "UPDATE hero SET name = 'Dreadpond' WHERE id = 1")
	roster.wait("▸ Dreadpond", "● active", "↻")
	second := start(t, path)
	second.wait("Dreadpond", "● active", "Z-Force")
	second.press("\rt")
	second.wait("active → training", "u undoes")
	roster.wait("▸ Dreadpond", "◐ training", "↻")
	second.quit()
	roster.quit()
}
