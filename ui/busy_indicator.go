package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// busyDelay is how long the database may take before the screen says that it is waiting.
const busyDelay = 500 * time.Millisecond

// busyIndicator notices that the database keeps the screen waiting.
type busyIndicator struct {
	watching bool // a timer is running
	period   int  // counts the periods of waiting
	shown    bool // the database takes its time
	busy     bool
	writing  bool
}

// busyTimeout reports the end of the timer that was started in the period of waiting.
type busyTimeout struct{ period int }

// watch starts a timer when a period of waiting begins.
func (p *busyIndicator) watch(busy, writing bool, after func(time.Duration, tea.Msg) tea.Cmd) tea.Cmd {
	if !busy {
		p.busy, p.writing, p.shown = false, false, false
		return nil
	}
	if !p.busy || writing && !p.writing { // what went before is not the write's time
		p.busy, p.shown = true, false
		p.period++
	}
	p.writing = writing
	if p.watching {
		return nil
	}
	p.watching = true
	return after(busyDelay, busyTimeout{p.period})
}

// timedOut handles the end of a timer: it counts if the app was waiting all the time.
func (p *busyIndicator) timedOut(msg busyTimeout, busy bool) {
	p.watching = false
	p.shown = busy && msg.period == p.period
}
