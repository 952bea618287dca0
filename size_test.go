//go:build unix

package main

import (
	"runtime"
	"strings"
	"syscall"
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

// claiming makes the terminal claim a size that it has not, before roster starts.
func claiming(cols, rows uint16) option { return func(p *terminal) { p.claim(cols, rows) } }

// A window that claims to be huge is drawn on where it can be seen, and costs no memory
// to speak of: at the start, and later.
func TestHugeWindow(t *testing.T) {
	t.Parallel()
	path := sample(t)
	roster := start(t, path, claiming(65535, 65535))
	roster.waitFor("a screen", func() bool { return strings.Contains(roster.raw(), "Preventers") })
	roster.resize(100, 30)
	roster.wait("Deadpond", "◐ training", "Z-Force  ")
	roster.claim(65535, 65535)
	roster.resize(100, 30)
	roster.wait("Deadpond", "◐ training", "Z-Force  ")
	roster.quit()
	most := roster.cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" {
		most <<= 10
	}
	t.Logf("at most %d MB", most>>20)
	if most > 700<<20 {
		t.Errorf("it took %d MB", most>>20)
	}
}

// A terminal without a size has that of the environment, else the usual one.
func TestWindowWithoutSize(t *testing.T) {
	t.Parallel()
	path := sample(t)
	for name, c := range map[string]struct {
		size pty.Winsize
		env  []string
	}{
		"Usual":   {pty.Winsize{Cols: 80, Rows: 24}, nil},
		"Told":    {pty.Winsize{Cols: 90, Rows: 20}, []string{"COLUMNS=90", "LINES=20"}},
		"Nothing": {pty.Winsize{Cols: 80, Rows: 24}, []string{"COLUMNS=many", "LINES=-3"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roster := startAt(t, c.size, path, claiming(0, 0), with(c.env...))
			roster.wait("▸ Preventers")
			roster.waitFor("the footer in the last line", func() bool {
				lines := roster.lines()
				return strings.Contains(lines[c.size.Rows-1], "q quit") && strings.Contains(lines[0], "5 History")
			})
			roster.quit()
		})
	}
}
