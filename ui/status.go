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

// patienceTime is how long the database may take before the screen says that it is waiting.
const patienceTime = 500 * time.Millisecond

// patience notices that the database keeps the screen waiting.
type patience struct {
	watching bool // a timer is running
	since    int  // counts the periods of waiting
	out      bool // the database takes its time
	busy     bool
	writing  bool
}

// outOfPatience reports the end of the timer that was started in the period of waiting.
type outOfPatience struct{ since int }

// watch starts a timer when a period of waiting begins.
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

// ranOut handles the end of a timer: it counts if the app was waiting all the time.
func (p *patience) ranOut(msg outOfPatience, busy bool) {
	p.watching = false
	p.out = busy && msg.since == p.since
}
