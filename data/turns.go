package data

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// class says who waits for a reading.
type class int

const (
	prompt  class = iota // a person
	aside                // the screen, which is of use without it
	patient              // nobody, for the moment
	classes
)

// turns lets a person go first: what stands aside begins only while nothing
// prompt is read, one at a time, and what is patient only while nothing else is.
// What takes long is interrupted, and begun anew when it had to give way: two
// readings at once take far longer than one after the other.
type turns struct {
	quiet   time.Duration // for which nothing prompt must have been read before what stands aside
	calm    time.Duration // and before what is patient
	mu      sync.Mutex
	reading [classes]int
	last    time.Time                   // when the last prompt reading ended
	yield   [classes]context.CancelFunc // ends what gives way, nil where nothing does
	changed chan struct{}               // closed when a reading ends, nil where nobody waits
}

// take waits for a turn. end gives it back.
func (t *turns) take(ctx context.Context, c class) (end func(), err error) {
	for {
		changed := t.try(c, nil)
		if changed == nil {
			runtime.Gosched() // what has to give way hears of it first
			return func() { t.end(c) }, nil
		}
		if err := either(ctx, changed); err != nil {
			return nil, err
		}
	}
}

// yielding does something that gives way to the classes before its own: it may be
// interrupted, and is done again from the beginning then.
func (t *turns) yielding(ctx context.Context, c class, do func(context.Context) error) error {
	for {
		attempt, cancel := context.WithCancel(ctx)
		changed := t.try(c, cancel)
		if changed != nil {
			cancel()
			if err := either(ctx, changed); err != nil {
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
func (t *turns) try(c class, yield context.CancelFunc) (changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	ahead := 0
	for _, n := range t.reading[:c+1] {
		ahead += n
	}
	quiet := t.pause(c) - time.Since(t.last)
	if c != prompt && (ahead > 0 || quiet > 0) {
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
func (t *turns) pause(c class) time.Duration {
	if c == patient {
		return t.calm
	}
	return t.quiet
}

func (t *turns) end(c class) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reading[c]--
	t.yield[c] = nil
	if c == prompt {
		t.last = time.Now()
	}
	t.wakeLocked()
}

// wake lets those who wait try again.
func (t *turns) wake() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wakeLocked()
}

func (t *turns) wakeLocked() {
	if t.changed != nil {
		close(t.changed)
		t.changed = nil
	}
}
