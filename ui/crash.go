package ui

import (
	"fmt"
	"runtime/debug"
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/ui/list"
)

// panicMsg reports that a command panicked.
type panicMsg struct {
	value    any
	stack    string
	discreet bool // the stack has paths of a machine that the user is not at
}

// catchPanic returns a command that does not crash the program when it panics: it returns a
// message, and the program ends in order.
func catchPanic(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = panicMsg{value: value, stack: string(debug.Stack())}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			return tea.BatchMsg(list.Map(batch, catchPanic))
		}
		return msg
	}
}

// lines returns the place of the crash, for developers, and after that the message: the user
// sees the end.
func (p *panicMsg) lines() []string {
	if p.discreet {
		return []string{crashed}
	}
	return append(strings.Split(strings.TrimSpace(p.stack), "\n"), fmt.Sprintf("panic: %v", p.value), crashed)
}

const crashed = "it crashed. Every change that it confirmed is on disk. Please report this."
