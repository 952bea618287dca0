package sqldb

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Priority says who waits for a reading.
type Priority int

const (
	Interactive Priority = iota // a person
	Deferred                    // the screen, which is of use without it
	Background                  // nobody, for the moment
	priorities
)

// scheduler lets a person go first: what stands aside begins only while nothing
// prompt is read, one at a time, and what is patient only while nothing else is.
// What takes long is interrupted, and begun anew when it had to give way: two
// readings at once take far longer than one after the other.
type scheduler struct {
	quiet           time.Duration // for which nothing prompt must have been read before what stands aside
	backgroundQuiet time.Duration // and before what is patient
	mu              sync.Mutex
	reading         [priorities]int
	last            time.Time                      // when the last prompt reading ended
	yield           [priorities]context.CancelFunc // ends what gives way, nil where nothing does
	changed         chan struct{}                  // closed when a reading ends, nil where nobody waits
}

// take waits for a turn. end gives it back.
func (t *scheduler) take(ctx context.Context, c Priority) (end func(), err error) {
	for {
		changed := t.try(c, nil)
		if changed == nil {
			runtime.Gosched() // what has to give way hears of it first
			return func() { t.end(c) }, nil
		}
		if err := WaitFor(ctx, changed); err != nil {
			return nil, err
		}
	}
}

// yielding does something that gives way to the classes before its own: it may be
// interrupted, and is done again from the beginning then.
func (t *scheduler) yielding(ctx context.Context, c Priority, do func(context.Context) error) error {
	for {
		attempt, cancel := context.WithCancel(ctx)
		changed := t.try(c, cancel)
		if changed != nil {
			cancel()
			if err := WaitFor(ctx, changed); err != nil {
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

// try takes a turn where it may, else it returns when to try again.
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

// pause returns for how long nothing prompt must have been read.
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

// wake lets those who wait try again.
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
