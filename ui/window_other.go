//go:build !unix

package ui

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// windowChanges returns what never says anything: the library follows the window.
func windowChanges() chan os.Signal { return make(chan os.Signal) }

// terminal returns the option under which the app takes no window for larger than can be
// drawn on.
func terminal() []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		if size, ok := msg.(tea.WindowSizeMsg); ok {
			return windowSize(size.Width, size.Height)
		}
		return msg
	})}
}
