package ui

import (
	"fmt"
	"runtime/debug"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// panicked says that a command failed where nobody expected it.
type panicked struct {
	value any
	stack string
}

// guarded returns a command that does not take the program down when it panics:
// the message says so, and the program ends in order.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = panicked{value, string(debug.Stack())}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			return tea.BatchMsg(each(batch, guarded))
		}
		return msg
	}
}

// lines says where it happened, for those who mend it, and after that what: the
// end is what a person sees.
func (p *panicked) lines() []string {
	return append(strings.Split(strings.TrimSpace(p.stack), "\n"), fmt.Sprintf("panic: %v", p.value), crashed)
}

const crashed = "it failed where nobody expected it, and ended. What it said is done is on disk. Please report this."
