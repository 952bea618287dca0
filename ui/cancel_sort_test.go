package ui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// slowSort starts with timers of the test's own.
func slowSort(t *testing.T, on engine, timers *[]tea.Msg) *driver {
	t.Helper()
	return start(t, on.seed(t), func(s *setup) {
		s.ui.After = func(_ time.Duration, msg tea.Msg) tea.Cmd {
			*timers = append(*timers, msg)
			return nil
		}
	})
}

// A sort that takes its time says so, and esc cancels it: the rows stay in the order that they
// have. Before that, esc is meant for something else.
func TestSortIsCancelled(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		var timers []tea.Msg
		d := slowSort(t, on, &timers)
		d.press("2", "s", "down") // by age
		before := d.pane(leftPane)
		d.send(timers[len(timers)-1]) // of a reading, which is over
		d.hold("s", "t")
		d.want("by active")
		d.wantNot("Sorting")
		d.send(timers[len(timers)-1])
		d.want("Sorting… · esc cancels")
		d.hold("esc")
		d.wantStatus("Cancelled: the list is sorted as before.")
		d.wantRows(leftPane, before...)
		d.drain()
		d.wantStatus("Cancelled: the list is sorted as before.")
		d.want("by age")
		d.wantNot("by active", "In which teams")
		d.wantRows(leftPane, before...)
		d.press("s")
		d.want("by active")
	})
}

// While a canceled sort has yet to end, another one can be asked for; and what another program
// wrote meanwhile is read when it has ended.
func TestAfterACancelledSort(t *testing.T) {
	var timers []tea.Msg
	d := slowSort(t, engines()["SQLite"], &timers)
	d.send(timers[len(timers)-1])
	d.hold("s")
	d.send(timers[len(timers)-1])
	d.want("Sorting… · esc cancels")
	d.hold("esc", "S")
	d.drain()
	d.want("by name, rev")
	d.wantRows(leftPane, "Z-Force 1● 1◐", "▸ Preventers 2● 1◐")
	d.send(timers[len(timers)-1]) // of a reading, which is over
	d.hold("s")
	d.send(timers[len(timers)-1])
	d.other.exec("INSERT INTO team (id, name, headquarters) VALUES (9, 'A new one', 'x')")
	d.hold("esc")
	d.look()
	d.drain()
	d.want("by name, rev", "A new one")
}
