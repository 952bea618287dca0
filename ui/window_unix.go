//go:build unix

package ui

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// windowChanges returns what says that the window may have another size, to be stopped
// in the end: after a suspension too, during which no SIGWINCH comes.
func windowChanges() chan os.Signal {
	changed := make(chan os.Signal, 1)
	signal.Notify(changed, syscall.SIGWINCH, syscall.SIGCONT)
	return changed
}

// terminal returns the options under which the library takes the size of the window from
// [follow]: it would make room for every cell that a window claims before it asks anybody.
func terminal(out *output) []tea.ProgramOption {
	first := measured()
	return []tea.ProgramOption{
		tea.WithOutput(out), // not known as a terminal, and so not measured
		tea.WithColorProfile(colorprofile.Detect(os.Stdout, os.Environ())),
		tea.WithWindowSize(first.Width, first.Height),
	}
}
