package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// lookTime is how long it takes until roster looks again what other programs did.
const lookTime = 400 * time.Millisecond

// What the looking out goes by.
type (
	lookOut struct{} // it is time to look
	looked  struct { // somebody looked
		changed bool
		err     error
	}
)

// lookLater makes the app look when the time has come.
func (a *App) lookLater() tea.Cmd { return a.opts.After(lookTime, lookOut{}) }

// lookAround looks what other programs did. Beside a write of roster's own it has
// no place: the write compares rows itself, and the next look is soon.
func (a *App) lookAround() tea.Cmd {
	if !a.look.still {
		a.view().fade()
	}
	if !a.writes.idle() {
		return a.lookLater()
	}
	store := a.store
	return func() tea.Msg {
		changed, err := store.Look(context.Background())
		return looked{changed, err}
	}
}

// looked brings up to date what is on screen, where another program wrote or
// where it could not be read before.
func (a *App) looked(msg looked) tea.Cmd {
	mended := a.trouble != nil && msg.err == nil
	a.heed(msg.err)
	a.outdated = a.outdated || msg.changed || mended || a.view().unread()
	if !a.outdated || !a.writes.idle() { // what is read beside a write may be of the one or of the other
		return a.lookLater()
	}
	a.outdated = false
	return tea.Batch(a.lookLater(), a.refresh())
}

// heed says what is wrong with the database as a whole, once, and when that is
// over.
func (a *App) heed(err error) {
	before := a.trouble
	a.trouble = err
	switch {
	case err == nil && before != nil:
		a.say("The database is as it was again.")
	case err != nil && (before == nil || before.Error() != err.Error()):
		a.complain("Something is wrong", a.look.clean(err.Error()))
	}
}

// refresh reads anew what is on screen, in the dialogs too.
func (a *App) refresh() tea.Cmd {
	return tea.Batch(a.view().refresh(), a.refreshDialogs())
}

func (a *App) refreshDialogs() tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range a.dialogs {
		cmds = append(cmds, d.refresh(a.store))
	}
	return tea.Batch(cmds...)
}

// condition says for the header what holds for the database as a whole, "" where
// all is well.
func (a *App) condition() string {
	switch data.ErrorCode(a.trouble) {
	case data.Moved:
		return "FILE GONE"
	case data.Altered:
		return "TABLES ALTERED"
	case data.Corrupt:
		return "DAMAGED"
	}
	switch {
	case a.trouble != nil:
		return "OUT OF REACH"
	case a.store.ReadOnly() != "":
		return "read-only"
	}
	return a.indexingState()
}
