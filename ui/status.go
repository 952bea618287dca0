package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/ui/style"
)

// status is the message on the status line.
type status struct {
	text string
	role style.Role
}

func failureStatus(text string) status { return status{text, style.Failure} }

// patienceTime is how long an answer may take before the screen says that it
// waits for the database.
const patienceTime = 500 * time.Millisecond

// patience notices that the database keeps the screen waiting.
type patience struct {
	watching bool // a timer is running
	since    int  // counts the stretches of waiting
	out      bool // the database takes its time
	busy     bool
	writing  bool
}

// outOfPatience is the end of the timer that was started in the stretch.
type outOfPatience struct{ since int }

// watch starts a timer where a stretch of waiting begins.
func (p *patience) watch(busy, writing bool, after func(time.Duration, tea.Msg) tea.Cmd) tea.Cmd {
	if !busy {
		p.busy, p.writing, p.out = false, false, false
		return nil
	}
	if !p.busy || writing && !p.writing { // what went before is not the write's time
		p.busy, p.out = true, false
		p.since++
	}
	p.writing = writing
	if p.watching {
		return nil
	}
	p.watching = true
	return after(patienceTime, outOfPatience{p.since})
}

// ranOut takes in the end of a timer: it counts if all of it was one stretch.
func (p *patience) ranOut(msg outOfPatience, busy bool) {
	p.watching = false
	p.out = busy && msg.since == p.since
}
