package ui

import (
	"context"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"roster/data"
)

// writes is the queue of the writes: one at a time, in the order in which they
// were wanted, so that a second key is planned after what the first one did.
type writes struct {
	store    *data.Store
	queue    []wanted
	busy     bool
	form     *form              // it waits for the write that runs, or nil
	cancel   context.CancelFunc // ends the write that runs
	answer   chan tea.Msg       // what came of it, for when the program ends before it
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

// wanted is a job in the queue, the form that waits for it, or nil, and the view in which
// it was wanted.
type wanted struct {
	job
	form *form
	view int
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
	w.form = next.form
	w.queue = w.queue[1:]
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(data.WithProgress(context.Background(), w.progress.set))
	answer := make(chan tea.Msg, 1)
	w.answer = answer
	return func() tea.Msg {
		result := next.job(ctx, store)
		answer <- result
		return written{result, next.form, next.view}
	}
}

// idle tells whether everything that was wanted is done.
func (w *writes) idle() bool { return !w.busy && len(w.queue) == 0 }
