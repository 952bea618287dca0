package ui_test

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// How long the app's timers take.
const (
	busyDelay = 500 * time.Millisecond // until it says that it waits for the database
	lookTime  = 100 * time.Millisecond // until it looks what other programs did
	fadeTime  = 400 * time.Millisecond // until what flashes has done so once
	drawnTime = 2 * time.Second / 120  // until a question is on the terminal
)

// timers are the messages of the timers that the app started first and last, by
// how long they take. None runs out by itself.
type timers struct {
	first, last map[time.Duration]tea.Msg
	drawn       []tea.Msg // of questions that have yet to be on the terminal
}

func newTimers() *timers {
	return &timers{first: map[time.Duration]tea.Msg{}, last: map[time.Duration]tea.Msg{}}
}

func (t *timers) after(d time.Duration, msg tea.Msg) tea.Cmd {
	if t.first[d] == nil {
		t.first[d] = msg
	}
	t.last[d] = msg
	if d == drawnTime {
		t.drawn = append(t.drawn, msg)
	}
	return nil
}

// look lets the app look what other programs did, and waits for all answers. What
// flashed before fades.
func (d *driver) look() {
	d.t.Helper()
	d.send(d.timers.last[fadeTime])
	d.send(d.timers.last[lookTime])
	d.drain()
}
