package data

import (
	"context"
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
// prompt is read, one at a time. What is patient is read only while nothing else
// is, and begun anew when it had to give way: two readings at once take far
// longer than one after the other.
type turns struct {
	quiet   time.Duration // for which nothing prompt must have been read
	mu      sync.Mutex
	reading [classes]int
	last    time.Time          // when the last prompt reading ended
	yield   context.CancelFunc // ends what is patient, nil where nothing is
	changed chan struct{}      // closed when a reading ends, nil where nobody waits
}

// take waits for a turn. end gives it back.
func (t *turns) take(ctx context.Context, c class) (end func(), err error) {
	for {
		changed := t.try(c, nil)
		if changed == nil {
			return func() { t.end(c) }, nil
		}
		if err := either(ctx, changed); err != nil {
			return nil, err
		}
	}
}

// patiently does something that gives way: it may be interrupted, and is done
// again from the beginning then.
func (t *turns) patiently(ctx context.Context, do func(context.Context) error) error {
	for {
		attempt, cancel := context.WithCancel(ctx)
		changed := t.try(patient, cancel)
		if changed != nil {
			cancel()
			if err := either(ctx, changed); err != nil {
				return err
			}
			continue
		}
		err := do(attempt)
		gaveWay := attempt.Err() != nil
		t.end(patient)
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
	quiet := t.quiet - time.Since(t.last)
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
	if c == patient {
		t.yield = yield
	} else if t.yield != nil {
		t.yield()
	}
	return nil
}

func (t *turns) end(c class) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reading[c]--
	switch c {
	case prompt:
		t.last = time.Now()
	case patient:
		t.yield = nil
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
