//go:build !unix

package ui

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// windowChanges returns what never says anything: the library follows the window.
func windowChanges() chan os.Signal { return make(chan os.Signal) }

// console is an output that the library knows as a terminal.
type console struct{ *output }

func (c console) Read(p []byte) (int, error) { return c.file.Read(p) }

func (c console) Close() error { return c.file.Close() }

func (c console) Fd() uintptr { return c.file.Fd() }

// terminal returns the option under which the app takes no window for larger than can be
// drawn on.
func terminal(out *output) []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithOutput(console{out}), tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		if size, ok := msg.(tea.WindowSizeMsg); ok {
			return windowSize(size.Width, size.Height)
		}
		return msg
	})}
}
