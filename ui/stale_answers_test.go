package ui_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// An answer that was read before a write, and comes after it, must not show what
// was there before.
func TestAnswersOlderThanAWrite(t *testing.T) {
	for key, row := range map[string]string{
		"R": "▸ Deadpond      —  ● active", "s": "▸ Deadpond      —  ● active", "f": "▸ Deadpond      —  ● active",
	} {
		t.Run(key, func(t *testing.T) {
			d := start(t, seedFile(t))
			d.press("enter")
			d.hold(key)
			d.runAll()  // it was read…
			d.hold("t") // …waits for it…
			d.drain()   // …and now the rest comes
			d.wantLinks(graduatedLinks...)
			d.want(row, "Preventers         3●  0◐")
		})
	}
}

// While all rows are being marked, keys that act on them wait: they would act on the
// one under the cursor alone.
func TestKeysBeforeAllAreMarked(t *testing.T) {
	for key, asks := range map[string]string{"t": "3 memberships are marked", "d": "3 memberships will be deleted."} {
		d := start(t, seedFile(t))
		d.press("enter")
		d.hold("ctrl+a", key)
		d.drain()
		d.want("3 marked", asks)
		d.wantLinks(seedLinks...)
	}
}

// A question that no one has seen yet takes no key: it was meant for something
// else.
func TestKeyBeforeTheQuestion(t *testing.T) {
	path := seedFile(t)
	start(t, path).press("enter", "t")
	d := start(t, path)
	d.hold("u", "y")
	d.drain()
	d.want("Undo an earlier change?")
	d.wantLinks(graduatedLinks...)
}

// What was typed behind a write that is refused is dropped: it was meant for what did
// not happen, and the refusal stays in sight.
func TestKeysBehindARefusal(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	d.want("▹ Crowd", "▸ hero 0008")
	d.other.exec("DELETE FROM heroteamlink WHERE hero_id = (SELECT id FROM hero WHERE name = 'hero 0008')")
	d.hold("t", "G")
	d.runAll()
	d.drain()
	d.wantStatusHolds("Nothing was changed")
	d.want("of 1,999")
	d.wantNot("1,999 of 1,999")
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

// While the rows of a filter are yet to be counted, the number of all rows is not
// taken for theirs.
func TestTotalOfOtherRowsIsGone(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("2")
	d.want(" 2,000 ─")
	d.hold("/", "m", "a", "g", "e")
	d.wantNot(" 2,000 ")
	d.drain()
	d.want("Heroes · /mage", " 505 ─")
}

// runTogether runs what is pending side by side, as the program does, and keeps
// the answers back.
func (d *driver) runTogether() {
	d.t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	var run func(cmd tea.Cmd)
	run = func(cmd tea.Cmd) {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, cmd := range msg {
				all.Go(func() { run(cmd) })
			}
		default:
			mu.Lock()
			defer mu.Unlock()
			d.answers = append(d.answers, msg)
		}
	}
	for _, cmd := range d.pending {
		if cmd != nil {
			all.Go(func() { run(cmd) })
		}
	}
	d.pending = nil
	all.Wait()
}

// The order is another one, and the row under the cursor is gone, before the rows
// were read in that order: where it stood in the old one says nothing.
func TestReloadInAnotherOrder(t *testing.T) {
	for _, key := range []string{"R", "look"} {
		d := start(t, seedFile(t))
		d.press("2", "s", "down")
		d.other.exec("DELETE FROM hero WHERE id = 2")
		d.hold("s") // by how many are active, no longer by age
		if key == "look" {
			d.send(d.timers.last[lookTime])
		} else {
			d.hold(key)
		}
		d.drain()
		d.want("by active", "Deadpond", "Rusty-Man")
		d.wantNot("Spider-Boy")
	}
}

// The last row is where G leads, also where the rows are not there yet.
func TestLastBeforeTheRowsAreThere(t *testing.T) {
	d := start(t, manyFile(t))
	d.hold("2", "G")
	d.drain()
	d.want("2,000 of 2,000")
	d.hold("1", "2", "g")
	d.drain()
	d.want(" 1 of 2,000")
}

// A move that is made while the window is read again waits for the rows.
func TestMoveDuringALoad(t *testing.T) {
	for _, keys := range [][]string{{"R", "j"}, {"2", "j"}, {"R", "R", "j"}, {"R", "1", "2", "j"}} {
		slow, d := start(t, seedFile(t)), start(t, seedFile(t))
		slow.press("2")
		slow.press(keys...)
		d.press("2")
		d.hold(keys...)
		d.drain()
		if got, want := d.cursor(), slow.cursor(); got != want {
			t.Errorf("%v: the cursor is on %q, and typed slowly on %q", keys, got, want)
		}
	}
}

// Details that were read before those on screen come too late.
func TestOlderDetails(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2")
	d.hold("i")
	d.runAll() // they are read, and the answer is on its way
	old := d.answers
	d.answers = nil
	d.other.exec("UPDATE hero SET age = 77 WHERE id = 1")
	d.look()
	d.want("age          77")
	d.answers = old
	d.drain()
	d.want("age          77")
}

// So does what a form was told before.
func TestOlderNewsOfAForm(t *testing.T) {
	d := start(t, seedFile(t))
	d.press("2", "e")
	d.other.exec("UPDATE hero SET name = 'One' WHERE id = 1")
	d.send(d.timers.last[lookTime])
	d.runAll()
	d.deliver(0)
	d.runAll()
	late := slices.IndexFunc(d.answers, func(msg tea.Msg) bool { return fmt.Sprintf("%T", msg) == "dialog.RowRead" })
	old := take(&d.answers, late)
	d.drain()
	d.other.exec("UPDATE hero SET name = 'Two' WHERE id = 1")
	d.look()
	d.want("  Two")
	d.send(old)
	d.drain()
	d.want("  Two")
}
