//go:build unix

package main

import (
	"testing"

	"github.com/creack/pty"
)

// A window that is too small says so, and comes back as it was when it grows.
func TestSmallWindow(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := startAt(t, pty.Winsize{Cols: 20, Rows: 5}, path)
	roster.wait("20x5: roster")
	roster.wait("needs 40x10.")
	roster.resize(100, 30)
	roster.wait("▸ Preventers", "2●", "1◐")
	roster.wait("Deadpond", "◐ training")
	roster.press("\rj")
	roster.wait("▸ Rusty-Man")
	roster.resize(20, 5)
	roster.wait("20x5: roster")
	roster.resize(100, 30)
	roster.wait("▸ Rusty-Man")
	roster.resize(20, 5)
	roster.wait("20x5: roster")
	roster.quit()
}
