package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"roster/ui/style"
	"roster/ui/write"
)

// end waits a moment for the running write when the program has ended, and returns a
// description of the writes that are not on disk; "" if all are. In a hurry it cancels the
// write at once.
func (a *App) end(hurry bool) string {
	if a.writes.IsIdle() {
		return ""
	}
	var lost []string
	if a.writes.IsBusy() {
		lost = lostOf(a.writes.Await(hurry))
		if f := a.origins[a.writes.Current()].form; f != nil {
			f.EndedSaving(lost == nil)
		}
	}
	if n := a.writes.Waiting(); n > 0 {
		lost = append(lost, style.Plural(int64(n), "change")+" after that were not started, and are not on disk")
	}
	return strings.Join(lost, "; ")
}

// lostOf returns a description of a write that is not on disk, from its result, or nil.
func lostOf(result tea.Msg) []string {
	switch r := result.(type) {
	case nil:
		return []string{"the last change may not be on disk: the database had not answered when roster ended"}
	case write.Applied, write.UndoneOrRedone, write.FieldAdded:
		return nil
	case write.Refused:
		return []string{"the last change is not on disk: " + r.Err.Error()}
	}
	return []string{"the last change is not on disk: it needs a confirmation"}
}
