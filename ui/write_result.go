package ui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data/change"
	"roster/data/model"
	"roster/internal/safetext"
	"roster/ui/dialog"
	"roster/ui/keymap"
	"roster/ui/list"
	"roster/ui/style"
	"roster/ui/write"
)

// writeDone reports the result of a write, and runs the next one.
func (a *App) writeDone(w write.Done) tea.Cmd {
	a.writes.Finish()
	from := a.origins[w.Ticket]
	delete(a.origins, w.Ticket)
	var cmd tea.Cmd
	if r, ok := w.Result.(write.Exists); ok && from.form != nil {
		a.leaving = false // there is something to decide yet
		from.form.Warn(r)
	} else if r, ok := w.Result.(write.NewEnumValue); ok && from.form != nil {
		a.leaving = false
		from.form.AskWord(r)
	} else if r, ok := w.Result.(write.Refused); ok {
		a.leaving = false // what was typed may be wanted yet
		if model.ErrorCode(r.Err) != model.NothingToUndo {
			a.typedAhead = nil // it was meant for what did not happen
		}
		cmd = a.refused(r.Err, from.form)
	} else {
		cmd = a.receiveResult(w.Result, from.view)
	}
	if from.form != nil {
		a.closeSaved(from.form)
	}
	if a.leaving && a.writes.IsIdle() {
		a.leaving = false
		return tea.Batch(cmd, a.Quit()) // something may have been typed since
	}
	return tea.Batch(cmd, a.writes.Run())
}

// receiveResult handles the result of a write that was not refused.
func (a *App) receiveResult(result tea.Msg, from int) tea.Cmd {
	switch r := result.(type) {
	case write.Applied:
		return a.receiveApplied(r, from)
	case write.UndoneOrRedone:
		return a.receiveUndone(r)
	case write.FieldAdded:
		return a.fieldAdded(r)
	case write.Mixed:
		a.askAfterWrite(dialog.AskStanding(&a.style, r.Members, r.Trainees, 0))
	case write.TooLarge:
		a.askAfterWrite(dialog.AskUnkept(r.Plan))
	case write.NotThisSession:
		a.askAfterWrite(dialog.AskEarlier(&a.style, r.Change))
	case write.NotNewest:
		a.askAfterWrite(dialog.AskUndoOne(&a.style, r.Change))
	}
	return nil
}

// askAfterWrite asks what a write has to know before it goes on.
func (a *App) askAfterWrite(d dialog.Dialog) {
	a.leaving = false // there is something to decide yet
	a.Ask(d)
}

// receiveApplied reports what a plan did that was requested in a view, and shows it.
func (a *App) receiveApplied(r write.Applied, from int) tea.Cmd {
	r.Effect.Links = append(r.Effect.Links, r.Plan.Links...)
	r.Effect.Gone = append(r.Effect.Gone, r.Plan.Gone...)
	a.unseen.newest = max(a.unseen.newest, r.Change.ID)
	if r.Plan.Empty() {
		a.say(a.style.NothingDone(r.Plan))
		a.unmark(from, change.Effect{Gone: r.Plan.Gone})
		return a.patch(r.Effect)
	}
	done := ""
	if r.Plan.Skipped > 0 {
		done = " (" + a.style.Unchanged(r.Plan) + ")"
	}
	undo := ""
	if r.Change.Kept() {
		undo = a.style.Key(keymap.Undo) + " undoes"
	}
	a.sayChange(r.Change, "", done, undo)
	a.unmark(from, r.Effect)
	if r.NewFields {
		return a.view().Load()
	}
	return a.patch(r.Effect)
}

// unmark removes the marks of changed rows in the view in which the change was requested, and
// of deleted rows in all views.
func (a *App) unmark(from int, effect change.Effect) {
	for i, v := range a.views {
		if i != from {
			v.Unmark(change.Effect{Gone: effect.Gone})
		}
	}
	a.views[from].Unmark(effect)
}

// receiveUndone reports what was undone or redone, and shows it.
func (a *App) receiveUndone(r write.UndoneOrRedone) tea.Cmd {
	word, next := "Redone: ", a.style.Key(keymap.Undo)+" undoes"
	if r.Undone {
		word, next = "Undone: ", a.style.Key(keymap.Redo)+" redoes"
	}
	a.sayChange(r.Change, word, "", next)
	return a.patch(r.Effect)
}

// sayChange reports a change by its label, between two texts, and after that what can be done
// next. If that does not fit, long names are cut, and only then the end.
func (a *App) sayChange(c change.Change, before, after, next string) {
	room := max(style.MinTitle, a.width-safetext.Width(a.style.Join(" ", next))) // a space is before it
	label := a.style.Clean(c.Label)
	if over := safetext.Width(before+label+after) - room; over > 0 {
		label = a.style.ShortenNames(label, c.Names, safetext.Width(label)-over)
	}
	a.say(a.style.Join(safetext.Cut(before+label+after, room), next))
}

// refused reports why nothing was written: in the form that requested it, which keeps its
// text, or else on the status line, or in a box if that is too short. After a conflict the
// screen is outdated, so it is read again.
func (a *App) refused(err error, f *dialog.Form) tea.Cmd {
	_, conflict := errors.AsType[*model.Conflict](err)
	if list.IsUnavailable(err) && !list.IsCrowded(err) { // what there are connections for goes on
		a.noteDatabaseErr(err)
	}
	if a.databaseErr != nil && !conflict && model.ErrorCode(err) != model.CommitUnknown {
		err = a.databaseErr // that is why
	}
	text := a.style.Clean(err.Error())
	switch {
	case list.IsCrowded(err):
		text = "Not done: the server has no free connection."
	case list.IsUnavailable(err):
		text = "Not done: the server can't be reached."
	}
	switch {
	case errors.Is(err, context.Canceled):
		a.say("Cancelled: nothing was written.")
	case f != nil:
		f.Refuse(text, fieldOf(err))
		a.status = failureStatus(text) // a low window may not show all of the form
	case model.ErrorCode(err) == model.NothingToUndo && a.fits(text):
		a.say(text)
	default:
		a.reportFailure("Not done", text)
	}
	if !conflict {
		return nil
	}
	if f != nil {
		return tea.Batch(a.view().Load(), f.RereadRefused(a.store))
	}
	return a.view().Load()
}

// fieldOf returns the column that an error is about, "" if it is about none.
func fieldOf(err error) string {
	if e, ok := errors.AsType[*model.Error](err); ok {
		return e.Field
	}
	return ""
}

// reportFailure puts a failure on the status line, and in a box if that is too
// short.
func (a *App) reportFailure(title, text string) {
	a.status = failureStatus(text)
	if !a.fits(text) && len(a.dialogs) == 0 && a.prompt == nil {
		a.Ask(dialog.NewNotice(title, text))
	}
}

// fits reports whether a text fits the status line.
func (a *App) fits(text string) bool { return safetext.Width(text) <= a.width-2 }

// closeSaved takes a form off the screen whose text is on disk.
func (a *App) closeSaved(f *dialog.Form) {
	a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog.Dialog) bool { return f.IsSaving() && d == dialog.Dialog(f) })
}

// fieldAdded reads the screen again: the field is a column of it.
func (a *App) fieldAdded(r write.FieldAdded) tea.Cmd {
	a.say(a.style.Clean(r.Change.Label))
	return a.view().Load()
}

// rowRead passes the current row to an open form.
func (a *App) rowRead(msg dialog.RowRead) tea.Cmd {
	if !slices.Contains(a.dialogs, dialog.Dialog(msg.Form)) {
		return nil
	}
	news, err := msg.Form.Take(msg)
	switch {
	case err != nil:
		a.typedAhead = nil
		a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog.Dialog) bool { return d == dialog.Dialog(msg.Form) })
		a.reportFailure("Not done", a.style.Clean(err.Error()))
	case news != "":
		a.say(news)
	}
	return nil
}
