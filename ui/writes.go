package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// writes is the queue of the writes: one at a time, in the order in which they
// were wanted, so that a second key is planned after what the first one did.
type writes struct {
	store    *data.Store
	queue    []queued
	issued   ticket // the newest one
	busy     bool
	running  queued
	setting  map[data.LinkKey]int // memberships whose standing is to be set, by how many writes
	others   int                  // writes that do anything else
	cancel   context.CancelFunc   // ends the write that runs
	answer   chan tea.Msg         // what came of it, for when the program ends before it
	progress progress
}

// progress is how far the write that runs is, where it says so. The write moves
// it, and the screen reads it.
type progress struct{ done, total atomic.Int64 }

func (p *progress) set(done, total int) {
	p.done.Store(int64(done))
	p.total.Store(int64(total))
}

// percent returns how far the write is; ok is false where it does not say.
func (p *progress) percent() (percent int64, ok bool) {
	total := p.total.Load()
	if total == 0 {
		return 0, false
	}
	return min(100, 100*p.done.Load()/total), true
}

// ticket is the number of a job in the queue.
type ticket int

// queued is a job in the queue.
type queued struct {
	ticket
	job
	sets []data.LinkKey // whose standing it sets; nil if it does anything else
}

// written is the message that the job that was running is done.
type written struct {
	ticket ticket
	result tea.Msg
}

func newWrites(store *data.Store) writes {
	return writes{store: store, setting: map[data.LinkKey]int{}}
}

// push queues a job, and returns its ticket and the command that runs it when its turn
// has come. sets are the memberships whose standing it sets, nil if it does anything else.
func (w *writes) push(j job, sets []data.LinkKey) (ticket, tea.Cmd) {
	w.issued++
	next := queued{w.issued, j, sets}
	w.queue = append(w.queue, next)
	w.note(next, 1)
	return next.ticket, w.run()
}

// run runs the next job, unless one is running.
func (w *writes) run() tea.Cmd {
	if w.busy || len(w.queue) == 0 {
		return nil
	}
	w.busy = true
	w.progress.set(0, 0)
	next, store := w.queue[0], w.store
	w.queue, w.running = w.queue[1:], next
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(data.WithProgress(context.Background(), w.progress.set))
	answer := make(chan tea.Msg, 1)
	w.answer = answer
	return func() tea.Msg {
		result := next.job(ctx, store)
		answer <- result
		return written{next.ticket, result}
	}
}

// finish takes in that the write that ran is done.
func (w *writes) finish() {
	w.busy = false
	w.cancel()
	w.note(w.running, -1)
}

// note counts a write that is wanted, or with by = -1 one that is done.
func (w *writes) note(job queued, by int) {
	if job.sets == nil {
		w.others += by
	}
	for _, key := range job.sets {
		if w.setting[key] += by; w.setting[key] == 0 {
			delete(w.setting, key)
		}
	}
}

// isBusy reports whether a job is running.
func (w *writes) isBusy() bool { return w.busy }

// current returns the ticket of the job that is running, or ran last.
func (w *writes) current() ticket { return w.running.ticket }

// left returns how many jobs have not begun.
func (w *writes) left() int { return len(w.queue) }

// isSetting reports whether a job sets the standing of a membership, now or later.
func (w *writes) isSetting(key data.LinkKey) bool { return w.setting[key] > 0 }

// stop cancels the job that is running.
func (w *writes) stop() { w.cancel() }

// steady reports whether no row comes or goes by what is being written.
func (w *writes) steady() bool { return w.others == 0 }

// idle tells whether everything that was wanted is done.
func (w *writes) idle() bool { return !w.busy && len(w.queue) == 0 }

// How long the end of the program waits for the write that runs: until it is
// called off, and after that.
const (
	endPatience = time.Second
	cancelTime  = 500 * time.Millisecond
)

// await returns what came of the write that runs, nil where it does not answer.
func (w *writes) await(hurry bool) tea.Msg {
	if !hurry {
		select {
		case result := <-w.answer:
			return result
		case <-time.After(endPatience):
		}
	}
	w.cancel()
	select {
	case result := <-w.answer:
		return result
	case <-time.After(cancelTime):
		return nil
	}
}
