package ui_test

import (
	"strings"
	"testing"
)

// Through all rows of a long list and back: at every step the screen shows what
// SQL has at that position.
func TestPagingThroughEverything(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	d.wantTruth()
	for d.position() < manyHeroes {
		before := d.position()
		d.press("pgdown")
		if d.position() <= before {
			t.Fatalf("pgdown leads from %d to %d", before, d.position())
		}
		d.wantTruth()
	}
	d.press("g")
	d.wantPosition(1)
	d.press("G")
	d.wantPosition(manyHeroes)
	for range 150 { // across the edge of the window, row by row
		d.press("up")
	}
	d.wantPosition(manyHeroes - 150)
	for range 170 {
		d.press("down")
	}
	d.wantPosition(manyHeroes)
	for d.position() > 1 {
		d.press("pgup")
		d.wantTruth()
	}
	d.press("ctrl+d", "ctrl+d", "ctrl+u")
	d.wantTruth()
}

// wantPosition checks where the cursor is, and that the rows are those that
// belong there.
func (d *driver) wantPosition(want int) {
	d.t.Helper()
	if got := d.position(); got != want {
		d.t.Fatalf("the cursor is at %d, not at %d:\n%s", got, want, d.text())
	}
	d.wantTruth()
}

func TestPagingInEveryOrder(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	for range 4 {
		for range 2 {
			for _, key := range []string{"G", "pgup", "pgup", "pgup", "pgup", "pgup", "g", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "down"} {
				d.press(key)
				d.wantTruth()
			}
			d.press("S")
			d.wantTruth()
		}
		d.press("s")
	}
}

// Keys that are pressed faster than rows can be read count all the same.
func TestPagingFasterThanTheRows(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	page := 24 // rows that fit
	for range 20 {
		d.hold("pgdown")
	}
	d.drain()
	d.wantPosition(1 + 20*page)
	for range 15 {
		d.hold("pgup")
	}
	d.hold("up")
	d.drain()
	d.wantPosition(5 * page)
	for _, end := range []struct {
		key      string
		position int
	}{{"g", 1}, {"G", manyHeroes}, {"g", 1}} {
		d.hold("pgdown", "pgdown", "pgdown", "pgdown", end.key)
		d.drain()
		d.wantPosition(end.position)
	}
	d.press("G")
	d.hold("pgup", "pgup", "pgup", "pgup", "pgup", "pgdown", "pgup")
	d.drain()
	d.wantPosition(manyHeroes - 5*page)
}

// The count of the rows before the window may arrive after the window moved on.
func TestPositionThatArrivesLate(t *testing.T) {
	d := start(t, manyFile(t))
	d.press("enter")
	d.hold("G")
	for len(d.pending) > 0 {
		d.run(0)
	}
	d.deliver(0) // the page, not the counts that it asks for
	late := d.pending
	d.pending = nil
	d.drain()
	for range 8 {
		d.press("pgup")
	}
	d.pending = late
	d.drain()
	d.wantTruth()
}

// A row that was scrolled out of the window and is read again shows what it is
// by then, not what it was when it was drawn last.
func TestRowsReadAgainAreDrawn(t *testing.T) {
	d := start(t, newFile(t, "joiner.db", func(o other) {
		o.exec("INSERT INTO hero VALUES (1, 'Joiner', 'secret', 20)")
		o.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
			INSERT INTO team SELECT i, printf('team %03d', i), 'old' FROM n`)
		o.exec("INSERT INTO heroteamlink SELECT id, 1, 0 FROM team")
	}))
	d.press("2", "enter")
	for range 8 {
		d.press("pgdown")
	}
	d.other.exec("UPDATE team SET headquarters = 'new' WHERE id = 1")
	for range 8 {
		d.press("pgup")
	}
	if got := d.cursor(); !strings.HasPrefix(got, "team 001") || !strings.HasSuffix(got, "new") {
		t.Errorf("the first row is %q, which moved to new headquarters", got)
	}
}
