package ui

import (
	"slices"
	"strings"

	"roster/ui/dialog"
)

// Awaited reports whether something has yet to come that a key asked for: rows, or
// the end of a write.
func (a *App) Awaited() bool { return a.busy() }

// Asks reports whether the key would answer a question that is open.
func (a *App) Asks(key string) bool {
	q, ok := a.frontDialog().(dialog.Questioner)
	return ok && slices.Contains(q.Answers(), key)
}

// Interrupted returns where the person is when roster is ended from outside.
func (a *App) Interrupted() State { return a.interrupted() }

// Ended waits as roster does when it is ended from outside, and returns what is not on
// disk and where the person is.
func (a *App) Ended() (lost string, state State) {
	lost = a.end(false)
	return lost, a.interrupted()
}

// Panicked returns with what a command of the app failed, "" where none did.
func (a *App) Panicked() string {
	if a.panicked == nil {
		return ""
	}
	return strings.Join(a.panicked.lines(), "\n")
}
