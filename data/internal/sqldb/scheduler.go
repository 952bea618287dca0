package sqldb

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Priority is how urgent a read is.
type Priority int

const (
	Interactive Priority = iota // the user waits for it
	Deferred                    // the screen is usable without it
	Background                  // nothing waits for it
	priorities
)

// scheduler puts reads that the user waits for first: a Deferred read begins only while no
// Interactive one runs, one at a time, and a Background read only while no other runs.
// A long read is canceled and started again when it has to yield: two reads at once take
// far longer than one after the other.
type scheduler struct {
	quiet           time.Duration // idle time required before a Deferred read
	backgroundQuiet time.Duration // idle time required before a Background read
	mu              sync.Mutex
	reading         [priorities]int
	last            time.Time                      // when the last Interactive read ended
	yield           [priorities]context.CancelFunc // cancels the read of that priority that yields, or nil
	changed         chan struct{}                  // closed when a read ends, nil if nothing waits
}

// take waits for a turn. The caller must call end when it is done.
func (t *scheduler) take(ctx context.Context, c Priority) (end func(), err error) {
	for {
		changed := t.try(c, nil)
		if changed == nil {
			runtime.Gosched() // let canceled reads notice
			return func() { t.end(c) }, nil
		}
		if err := waitFor(ctx, changed); err != nil {
			return nil, err
		}
	}
}

// yielding runs do, and cancels and restarts it when a read of a higher priority begins.
func (t *scheduler) yielding(ctx context.Context, c Priority, do func(context.Context) error) error {
	for {
		attempt, cancel := context.WithCancel(ctx)
		changed := t.try(c, cancel)
		if changed != nil {
			cancel()
			if err := waitFor(ctx, changed); err != nil {
				return err
			}
			continue
		}
		err := do(attempt)
		gaveWay := attempt.Err() != nil
		t.end(c)
		cancel()
		if err == nil || !gaveWay || ctx.Err() != nil {
			return err
		}
	}
}

// try takes a turn, or returns a channel that is closed when it is worth trying again.
func (t *scheduler) try(c Priority, yield context.CancelFunc) (changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	ahead := 0
	for _, n := range t.reading[:c+1] {
		ahead += n
	}
	quiet := t.pause(c) - time.Since(t.last)
	if c != Interactive && (ahead > 0 || quiet > 0) {
		if t.changed == nil {
			t.changed = make(chan struct{})
		}
		if ahead == 0 {
			time.AfterFunc(quiet, t.wake)
		}
		return t.changed
	}
	t.reading[c]++
	t.yield[c] = yield
	for _, end := range t.yield[c+1:] {
		if end != nil {
			end()
		}
	}
	return nil
}

// pause returns how long there must have been no Interactive read.
func (t *scheduler) pause(c Priority) time.Duration {
	if c == Background {
		return t.backgroundQuiet
	}
	return t.quiet
}

func (t *scheduler) end(c Priority) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reading[c]--
	t.yield[c] = nil
	if c == Interactive {
		t.last = time.Now()
	}
	t.wakeLocked()
}

// wake makes the waiting reads try again.
func (t *scheduler) wake() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wakeLocked()
}

func (t *scheduler) wakeLocked() {
	if t.changed != nil {
		close(t.changed)
		t.changed = nil
	}
}
