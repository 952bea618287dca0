package write

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"roster/data"
	"roster/data/model"
	"roster/data/progress"
)

// Queue is the queue of the writes: one at a time, in the order in which they were requested,
// so that a second key is planned after the first one has taken effect.
type Queue struct {
	store    *data.Store
	queue    []queued
	issued   Ticket // the newest one
	busy     bool
	running  queued
	setting  map[model.LinkKey]int // memberships whose standing will be set, by how many writes
	others   int                   // writes that do anything else
	cancel   context.CancelFunc    // ends the write that runs
	answer   chan tea.Msg          // what came of it, for when the program ends before it
	Progress Progress
}

// Progress is the progress of the running write, if it reports any. The write sets it, and the
// screen reads it.
type Progress struct{ done, total atomic.Int64 }

// Set notes how far the write is.
func (p *Progress) Set(done, total int) {
	p.done.Store(int64(done))
	p.total.Store(int64(total))
}

// Percent returns the progress of the write; ok is false if it is not known.
func (p *Progress) Percent() (percent int64, ok bool) {
	total := p.total.Load()
	if total == 0 {
		return 0, false
	}
	return min(100, 100*p.done.Load()/total), true
}

// Ticket is the number of a job in the queue.
type Ticket int

// queued is a job in the queue.
type queued struct {
	Ticket
	Job
	sets []model.LinkKey // whose standing it sets; nil if it does anything else
}

// Done is the message that the job that was running is done.
type Done struct {
	Ticket Ticket
	Result tea.Msg
}

// NewQueue returns an empty queue of writes to a database.
func NewQueue(store *data.Store) Queue {
	return Queue{store: store, setting: map[model.LinkKey]int{}}
}

// Push queues a job, and returns its ticket and the command that runs it when its turn
// has come. sets are the memberships whose standing it sets, nil if it does anything else.
func (w *Queue) Push(j Job, sets []model.LinkKey) (Ticket, tea.Cmd) {
	w.issued++
	next := queued{w.issued, j, sets}
	w.queue = append(w.queue, next)
	w.count(next, 1)
	return next.Ticket, w.Run()
}

// Run runs the next job, unless one is running.
func (w *Queue) Run() tea.Cmd {
	if w.busy || len(w.queue) == 0 {
		return nil
	}
	w.busy = true
	w.Progress.Set(0, 0)
	next, store := w.queue[0], w.store
	w.queue, w.running = w.queue[1:], next
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(progress.With(context.Background(), w.Progress.Set))
	answer := make(chan tea.Msg, 1)
	w.answer = answer
	return func() tea.Msg {
		result := next.Job(ctx, store)
		answer <- result
		return Done{next.Ticket, result}
	}
}

// Finish records that the running write is done.
func (w *Queue) Finish() {
	w.busy = false
	w.cancel()
	w.count(w.running, -1)
}

// count counts a requested write, or with by = -1 one that is done.
func (w *Queue) count(job queued, by int) {
	if job.sets == nil {
		w.others += by
	}
	for _, key := range job.sets {
		if w.setting[key] += by; w.setting[key] == 0 {
			delete(w.setting, key)
		}
	}
}

// IsBusy reports whether a job is running.
func (w *Queue) IsBusy() bool { return w.busy }

// Current returns the ticket of the job that is running, or ran last.
func (w *Queue) Current() Ticket { return w.running.Ticket }

// Waiting returns how many jobs have not begun.
func (w *Queue) Waiting() int { return len(w.queue) }

// IsSetting reports whether a job sets the standing of a membership, now or later.
func (w *Queue) IsSetting(key model.LinkKey) bool { return w.setting[key] > 0 }

// Cancel cancels the job that is running.
func (w *Queue) Cancel() { w.cancel() }

// OnlyStandings reports whether the pending writes add and delete no rows.
func (w *Queue) OnlyStandings() bool { return w.others == 0 }

// IsIdle reports whether all requested writes are done.
func (w *Queue) IsIdle() bool { return !w.busy && len(w.queue) == 0 }

// How long the end of the program waits for the write that runs: until it is
// cancelled, and after that.
const (
	waitTime   = time.Second
	cancelTime = 500 * time.Millisecond
)

// Await returns what came of the write that runs, nil if it does not answer.
func (w *Queue) Await(hurry bool) tea.Msg {
	if !hurry {
		select {
		case result := <-w.answer:
			return result
		case <-time.After(waitTime):
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
