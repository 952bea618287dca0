package ui

import (
	"context"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/progress"
)

// writes is the queue of the writes: one at a time, in the order in which they
// were wanted, so that a second key is planned after what the first one did.
type writes struct {
	store    *data.Store
	queue    []wanted
	busy     bool
	running  wanted
	setting  map[model.LinkKey]int // memberships whose standing is to be set, by how many writes
	others   int                   // writes that do anything else
	cancel   context.CancelFunc    // ends the write that runs
	answer   chan tea.Msg          // what came of it, for when the program ends before it
	progress jobProgress
}

// progress is how far the write that runs is, where it says so. The write moves
// it, and the screen reads it.
type jobProgress struct{ done, total atomic.Int64 }

func (p *jobProgress) set(done, total int) {
	p.done.Store(int64(done))
	p.total.Store(int64(total))
}

// percent returns how far the write is; ok is false where it does not say.
func (p *jobProgress) percent() (percent int64, ok bool) {
	total := p.total.Load()
	if total == 0 {
		return 0, false
	}
	return min(100, 100*p.done.Load()/total), true
}

// wanted is a job in the queue.
type wanted struct {
	job
	form *form           // that waits for it, or nil
	view int             // in which it was wanted
	sets []model.LinkKey // whose standing it sets; nil if it does anything else
}

// written says that the job at the head of the queue is done.
type written struct {
	result tea.Msg
	form   *form
	view   int // in which it was wanted
}

// push queues a job, and runs it when its turn has come.
func (w *writes) push(next wanted) tea.Cmd {
	w.queue = append(w.queue, next)
	w.note(next, 1)
	return w.run()
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
	ctx, w.cancel = context.WithCancel(progress.With(context.Background(), w.progress.set))
	answer := make(chan tea.Msg, 1)
	w.answer = answer
	return func() tea.Msg {
		result := next.job(ctx, store)
		answer <- result
		return written{result, next.form, next.view}
	}
}

// finish takes in that the write that ran is done.
func (w *writes) finish() {
	w.busy = false
	w.cancel()
	w.note(w.running, -1)
}

// note counts a write that is wanted, or with by = -1 one that is done.
func (w *writes) note(job wanted, by int) {
	if job.sets == nil {
		w.others += by
	}
	for _, key := range job.sets {
		if w.setting[key] += by; w.setting[key] == 0 {
			delete(w.setting, key)
		}
	}
}

// steady reports whether no row comes or goes by what is being written.
func (w *writes) steady() bool { return w.others == 0 }

// idle tells whether everything that was wanted is done.
func (w *writes) idle() bool { return !w.busy && len(w.queue) == 0 }
