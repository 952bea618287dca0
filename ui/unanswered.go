package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// How long the end of the program waits for the write that runs: until it is
// called off, and after that.
const (
	endPatience = time.Second
	cancelTime  = 500 * time.Millisecond
)

// end waits a moment for the write that runs, when the program has ended, and
// returns what is not on disk of what was wanted; "" where everything is. In a
// hurry the write is called off at once.
func (w *writes) end(hurry bool) string {
	if w.idle() {
		return ""
	}
	var lost []string
	if w.busy {
		lost = lostOf(w.await(hurry))
		if w.running.form != nil {
			w.running.form.saved = lost == nil
		}
	}
	if n := len(w.queue); n > 0 {
		lost = append(lost, plural(int64(n), "change")+" after that not begun, and not on disk")
	}
	return strings.Join(lost, "; ")
}

// await returns what came of the write that runs, nil where it does not answer.
func (w *writes) await(hurry bool) tea.Msg {
	if !hurry {
		select {
		case result := <-w.answer:
			return result
		case <-time.After(endPatience):
		}
	}
	w.cancel()
	select {
	case result := <-w.answer:
		return result
	case <-time.After(cancelTime):
		return nil
	}
}

// lostOf says of what came of a write that it is not on disk, if so.
func lostOf(result tea.Msg) []string {
	switch r := result.(type) {
	case nil:
		return []string{"the last change may not be on disk: the database had not answered when roster ended"}
	case applied, moved, fieldAdded:
		return nil
	case refused:
		return []string{"the last change is not on disk: " + r.err.Error()}
	}
	return []string{"the last change is not on disk: it has to be asked about first"}
}
