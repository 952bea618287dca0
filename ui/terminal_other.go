//go:build !unix

package ui

import (
	"context"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/internal/terminput"
	"roster/ui/window"
)

// terminal is the terminal while roster has it. The library sets it up, follows the size of
// the window, and gives it back.
type terminal struct {
	out    *output
	escape time.Duration
}

func takeTerminal(out *output, escape time.Duration) (*terminal, error) {
	return &terminal{out, escape}, nil
}

func (t *terminal) giveBack() {}

func (t *terminal) follow(context.Context, *tea.Program) {}

// console is an output that the library knows as a terminal.
type console struct{ *output }

func (c console) Read(p []byte) (int, error) { return c.file.Read(p) }

func (c console) Close() error { return c.file.Close() }

func (c console) Fd() uintptr { return c.file.Fd() }

// options returns the options under which the app takes no window for larger than can be
// drawn on.
func (t *terminal) options() []tea.ProgramOption {
	return []tea.ProgramOption{
		tea.WithInput(terminput.New(os.Stdin, t.escape)),
		tea.WithOutput(console{t.out}), tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
			if size, ok := msg.(tea.WindowSizeMsg); ok {
				return window.Size(size.Width, size.Height)
			}
			return msg
		}),
	}
}
