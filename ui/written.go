package ui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/internal/safetext"
)

// written says what came of a write, and runs the next one.
func (a *App) written(w written) tea.Cmd {
	a.writes.finish()
	from := a.origins[w.ticket]
	delete(a.origins, w.ticket)
	var cmd tea.Cmd
	if r, ok := w.result.(refused); ok {
		a.leaving = false // what was typed may be wanted yet
		if data.ErrorCode(r.err) != data.Nothing {
			a.held = nil // it was meant for what did not happen
		}
		cmd = a.refused(r.err, from.form)
	} else {
		cmd = a.came(w.result, from.view)
	}
	if from.form != nil {
		a.closeSaved(from.form)
	}
	if a.leaving && a.writes.idle() {
		a.leaving = false
		return tea.Batch(cmd, a.interrupt()) // something may have been typed since
	}
	return tea.Batch(cmd, a.writes.run())
}

// came takes in what came of a write that was not refused.
func (a *App) came(result tea.Msg, view int) tea.Cmd {
	switch r := result.(type) {
	case applied:
		return a.applied(r, view)
	case moved:
		return a.moved(r)
	case fieldAdded:
		return a.fieldAdded(r)
	case mixed:
		a.askLate(askWhichWay(r.members, r.trainees, 0))
	case tooLarge:
		a.askLate(askUnkept(r.plan))
	case earlier:
		a.askLate(askUndo(&a.look, r.change))
	case notNewest:
		a.askLate(askUndoOne(&a.look, r.change))
	}
	return nil
}

// askLate asks what a write has to know before it goes on.
func (a *App) askLate(d dialog) {
	a.leaving = false // there is something to decide yet
	a.ask(d)
}

// applied says what a plan did, which was wanted in a view, and shows it.
func (a *App) applied(r applied, view int) tea.Cmd {
	r.effect.Links = append(r.effect.Links, r.plan.Links...)
	r.effect.Gone = append(r.effect.Gone, r.plan.Gone...)
	if r.plan.Empty() {
		a.say(a.look.already(r.plan))
		a.unmark(view, data.Effect{Gone: r.plan.Gone})
		return a.view().patch(r.effect)
	}
	done := ""
	if r.plan.Skipped > 0 {
		done = " (" + unchanged(r.plan) + ")"
	}
	hint := ""
	if r.change.Kept() {
		hint = a.keymap.shown(actUndo) + " undoes"
	}
	a.sayOf(r.change, "", done, hint)
	a.unmark(view, r.effect)
	return a.view().patch(r.effect)
}

// unmark takes the marks off what was changed, in the view in which that was wanted, and
// in all of them off what is gone.
func (a *App) unmark(view int, effect data.Effect) {
	for i, v := range a.views {
		if i != view {
			v.unmark(data.Effect{Gone: effect.Gone})
		}
	}
	a.views[view].unmark(effect)
}

// moved says what was undone or redone, and shows it.
func (a *App) moved(r moved) tea.Cmd {
	word, next := "Redone: ", a.keymap.shown(actUndo)+" undoes"
	if r.undone {
		word, next = "Undone: ", a.keymap.shown(actRedo)+" redoes"
	}
	a.sayOf(r.change, word, "", next)
	return a.view().patch(r.effect)
}

// sayOf says of a change what it is called, between two texts, and after that what can
// be done next. Where that does not fit, long names are cut, and only then the end.
func (a *App) sayOf(c data.Change, before, after, next string) {
	room := max(minTitle, a.width-safetext.Width(a.look.title(" ", next))) // a space stands before it
	label := a.look.clean(c.Label)
	if over := safetext.Width(before+label+after) - room; over > 0 {
		label = a.look.shortNames(label, c.Names, safetext.Width(label)-over)
	}
	a.say(a.look.title(safetext.Cut(before+label+after, room), next))
}

// refused says why nothing was written: in the form that asked for it, which
// keeps its text, else on the status line, or in a box where that is too short.
// After a conflict the screen is out of date, so it is read again.
func (a *App) refused(err error, f *form) tea.Cmd {
	_, conflict := errors.AsType[*data.Conflict](err)
	if isDown(err) && !isCrowded(err) { // what there are connections for goes on
		a.heed(err)
	}
	if a.trouble != nil && !conflict && data.ErrorCode(err) != data.Unsure {
		err = a.trouble // that is why
	}
	text := a.look.clean(err.Error())
	switch {
	case isCrowded(err):
		text = "Not done: the server has no free connection."
	case isDown(err):
		text = "Not done: the server is away."
	}
	switch {
	case errors.Is(err, context.Canceled):
		a.say("Cancelled: nothing was written.")
	case f != nil:
		f.refuse(text, fieldOf(err))
		a.status = failed(text) // a low window may not show all of the form
	case data.ErrorCode(err) == data.Nothing && a.fits(text):
		a.say(text)
	default:
		a.complain("Not done", text)
	}
	if !conflict {
		return nil
	}
	if f != nil {
		return tea.Batch(a.view().Load(), f.rereadRefused(a.store))
	}
	return a.view().Load()
}

// fieldOf returns the column that an error is about, "" where it is about none.
func fieldOf(err error) string {
	if e, ok := errors.AsType[*data.Error](err); ok {
		return e.Field
	}
	return ""
}

// complain puts a failure on the status line, and in a box where that is too
// short.
func (a *App) complain(title, text string) {
	a.status = failed(text)
	if !a.fits(text) && len(a.dialogs) == 0 && a.prompt == nil {
		a.ask(newNotice(title, text))
	}
}

// fits tells whether a text fits the status line.
func (a *App) fits(text string) bool { return safetext.Width(text) <= a.width-2 }

// closeSaved takes a form off the screen whose text is on disk.
func (a *App) closeSaved(f *form) {
	a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog) bool { return f.isSaving() && d == dialog(f) })
}

// fieldAdded reads the screen anew: the field is a column of it.
func (a *App) fieldAdded(r fieldAdded) tea.Cmd {
	a.say(a.look.clean(r.change.Label))
	return a.view().Load()
}

// rowRead tells an open form what its row is now.
func (a *App) rowRead(msg rowRead) tea.Cmd {
	if !slices.Contains(a.dialogs, dialog(msg.form)) {
		return nil
	}
	news, err := msg.form.take(msg)
	switch {
	case err != nil:
		a.held = nil
		a.dialogs = slices.DeleteFunc(a.dialogs, func(d dialog) bool { return d == dialog(msg.form) })
		a.complain("Not done", a.look.clean(err.Error()))
	case news != "":
		a.say(news)
	}
	return nil
}
