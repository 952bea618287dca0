package ui_test

import "testing"

// A sort that takes its time says so, and esc cancels it: the rows stay in the order that they
// have. Before that, esc is meant for something else.
func TestSortIsCancelled(t *testing.T) {
	onBoth(t, func(t *testing.T, on engine) {
		d := start(t, on.seed(t))
		d.press("2", "s", "down") // by age
		before := d.pane(leftPane)
		d.send(d.timers.last[busyDelay]) // of a reading, which is over
		d.hold("s", "t")
		d.want("by active")
		d.wantNot("Sorting")
		d.send(d.timers.last[busyDelay])
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

// While a canceled sort has yet to end, another one can be asked for; and the list follows what
// another program wrote meanwhile.
func TestAfterACancelledSort(t *testing.T) {
	d := start(t, seedFile(t))
	d.send(d.timers.last[busyDelay])
	d.hold("s")
	d.send(d.timers.last[busyDelay])
	d.want("Sorting… · esc cancels")
	d.hold("esc", "S")
	d.drain()
	d.want("by name, rev")
	d.wantRows(leftPane, "Z-Force 1● 1◐", "▸ Preventers 2● 1◐")
	d.send(d.timers.last[busyDelay]) // of a reading, which is over
	d.hold("s")
	d.send(d.timers.last[busyDelay])
	d.other.exec("INSERT INTO team (id, name, headquarters) VALUES (9, 'A new one', 'x')")
	d.press("esc")
	d.look()
	d.want("by name, rev", "A new one")
}
