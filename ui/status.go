package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data/intent"
	"roster/data/model"
)

// status is the message on the status line.
type status struct {
	text string
	role role
}

func failed(text string) status { return status{text, failure} }

// already says that nothing had to be done.
func (l *look) already(p intent.Plan) string {
	switch p.Skipped {
	case 0:
		return "There is nothing to do."
	case 1:
		return l.clean(p.Already[0]) + "."
	}
	return "Nothing to do: " + unchanged(p) + "."
}

// unchanged says how many rows of a plan stay as they are, and how: whoever is to join a
// team as active may be in training there.
func unchanged(p intent.Plan) string {
	rows := plural(int64(p.Skipped), "row")
	standing := map[model.Standing]int64{}
	for _, link := range p.Links {
		standing[link.Standing]++
	}
	active, training := standing[model.Active], standing[model.Training]
	switch {
	case len(p.Gone) == p.Skipped, standing[model.Absent] > 0:
		return rows + " gone already"
	case active > 0 && training > 0:
		return rows + " unchanged: " + number(active) + " active, " + number(training) + " in training"
	case active > 0:
		return rows + " already active"
	case training > 0:
		return rows + " already in training"
	}
	return rows + " already so"
}

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
