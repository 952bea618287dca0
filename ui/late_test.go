package ui_test

import (
	"testing"
)

// An answer that was read before a write, and comes after it, must not show what
// was there before.
func TestAnswersOlderThanAWrite(t *testing.T) {
	for key, row := range map[string]string{
		"R": "▸ Deadpond      —  ● active", "s": "▸ Deadpond      —  ● active", "ctrl+a": "▸■Deadpond      —  ● active",
		"f": "No member matches.", // the filter was asked for before the change
	} {
		t.Run(key, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press("enter")
			d.hold(key)
			d.runAll() // it was read…
			d.hold("t")
			d.runAll()
			d.deliver(len(d.answers) - 1) // …the write was answered…
			d.drain()                     // …and now the rest comes
			d.wantLinks(graduatedLinks...)
			d.want(row, "Preventers         3●  0◐")
			if key == "ctrl+a" {
				d.press("t") // all are active: there is no question which way
				d.wantLinks("1,1,0", "1,2,1", "2,1,1", "2,2,1", "2,3,1")
			}
		})
	}
}

// The same for the counts of two writes, answered the wrong way round.
func TestCountsOlderThanAWrite(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("enter")
	d.hold("t")
	d.runAll()
	d.deliver(0)
	d.runAll() // counted after the first write
	d.hold("j", "t")
	d.runAll()
	d.deliver(len(d.answers) - 1)
	d.runAll() // counted after the second
	for len(d.answers) > 0 {
		d.deliver(len(d.answers) - 1)
	}
	d.drain()
	d.wantLinks("1,1,0", "1,2,1", "2,1,0", "2,2,0", "2,3,1")
	d.want("Preventers         2●  1◐", "2 active · 1 training")
}

// runAll runs what is pending, and keeps the answers back.
func (d *driver) runAll() {
	d.t.Helper()
	for len(d.pending) > 0 {
		d.run(0)
	}
}
