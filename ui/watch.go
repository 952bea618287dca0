package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/model"
	"roster/ui/dialog"
	"roster/ui/list"
)

// pauseTime is how long the screen reads and is read in peace, between what one
// look found and the next one.
const pauseTime = 100 * time.Millisecond

// maxSkippedWatches is how many looks are left out at most after each other: it has to be noticed
// that the database is gone.
const maxSkippedWatches = 10

// fadeTime is the duration of one step of highlighting.
const fadeTime = 400 * time.Millisecond

// The messages of the watch.
type (
	watchTick struct{} // it is time to watch again
	fadeTick  struct{} // it is time to end highlighting
	watched   struct { // the watch ended
		changed bool
		err     error
	}
)

// isQuiet reports whether a message is one of a watch that found nothing, which changes
// nothing on screen: many of these come to a roster at rest.
func isQuiet(msg tea.Msg) bool { return msg == watchTick{} || msg == watched{} }

// watchLater makes the app look when the time has come.
func (a *App) watchLater() tea.Cmd { return a.opts.After(pauseTime, watchTick{}) }

// watch waits until another program may have written. It does not run during a write of
// roster's own: the write compares rows itself, and a read then could be from before or after
// it. After a long read it rests for as long: many who watch one database leave it time for
// other work.
func (a *App) watch() tea.Cmd {
	switch {
	case !a.writes.IsIdle():
		return a.watchLater()
	case a.view().IsReading() && a.skippedWatches < maxSkippedWatches:
		a.skippedWatches++
		return a.watchLater()
	case !a.view().IsReading() && a.skippedWatches > 0:
		a.skippedWatches--
		return a.watchLater()
	case a.outdated:
		return a.catchUp()
	}
	watch := a.opts.Watch
	return func() tea.Msg {
		changed, err := watch(context.Background())
		return watched{changed, err}
	}
}

// watched updates the screen, if another program wrote or if it could not be read before.
func (a *App) watched(msg watched) tea.Cmd {
	mended := a.databaseErr != nil && msg.err == nil
	a.noteDatabaseErr(msg.err)
	a.outdated = a.outdated || msg.changed || mended || !list.IsUnavailable(msg.err) && a.view().IsIncomplete()
	if !a.outdated || !a.writes.IsIdle() {
		return a.watchLater()
	}
	return a.catchUp()
}

// catchUp reads what another program wrote.
func (a *App) catchUp() tea.Cmd {
	a.outdated = false
	return tea.Batch(a.watchLater(), a.refresh(), a.readUnseen(false))
}

// fadeLater starts the timer after which what flashes is like the rest again, if anything
// flashes: at rest nothing is drawn. With motion off keys are the clock.
func (a *App) fadeLater() tea.Cmd {
	if a.fading || a.style.Still || !a.view().IsFlashing() {
		return nil
	}
	a.fading = true
	return a.opts.After(fadeTime, fadeTick{})
}

// fade ends one step of highlighting.
func (a *App) fade() {
	a.fading = false
	a.view().Fade()
}

// noteDatabaseErr reports once what is wrong with the database as a whole, and when that is over.
// That the server can't be reached is shown in the header, and needs no box.
func (a *App) noteDatabaseErr(err error) {
	before := a.databaseErr
	a.databaseErr = err
	switch {
	case err == nil && list.IsUnavailable(before):
		a.say("The server is back.")
		for _, d := range a.dialogs {
			if f, ok := d.(*dialog.Form); ok {
				f.Retry()
			}
		}
	case list.IsCrowded(err) && !list.IsUnavailable(before):
		a.status = failureStatus("The server has no free connection: roster keeps trying.")
	case err == nil && before != nil:
		a.say("The database is back as it was.")
	case list.IsUnavailable(err) && !list.IsUnavailable(before):
		a.status = failureStatus("The server can't be reached: roster keeps trying.")
	case err != nil && !list.IsUnavailable(err) && (before == nil || before.Error() != err.Error()):
		a.reportFailure("Can't read the database", a.style.Clean(err.Error()))
	}
}

// refresh reads the rows on screen again, including those in dialogs.
func (a *App) refresh() tea.Cmd {
	return tea.Batch(a.view().Refresh(), a.refreshDialogs(), a.countUnderstaffed())
}

func (a *App) refreshDialogs() tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range a.dialogs {
		cmds = append(cmds, d.Refresh(a.store))
	}
	return tea.Batch(cmds...)
}

// condition returns the state of the database as a whole for the header, "" if all is well.
func (a *App) condition() string {
	switch model.ErrorCode(a.databaseErr) {
	case model.Unavailable, model.TooManyConnections:
		return "reconnecting"
	case model.FileMoved:
		return "FILE GONE"
	case model.SchemaChanged:
		return "TABLES ALTERED"
	case model.Corrupt:
		return "DAMAGED"
	}
	switch {
	case a.databaseErr != nil:
		return "OUT OF REACH"
	case a.store.ReadOnly() != "":
		return "read-only"
	}
	return a.indexingState()
}

// updateColumns sets the columns that the fields have now: they change when the database is
// checked, or written to, in a command.
func (a *App) updateColumns() {
	if a.style.SetFields(a.store.Reader().Fields) {
		a.redraw()
	}
}
