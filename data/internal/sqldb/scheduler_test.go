package sqldb

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// What is patient, or stands aside, gives way to what is prompt, and is done again
// after it.
func TestSchedulerPreempts(t *testing.T) {
	for _, c := range []Priority{Deferred, Background} {
		testSchedulerPreempts(t, c)
	}
}

func testSchedulerPreempts(t *testing.T, c Priority) {
	var turns scheduler
	attempts := make(chan context.Context)
	counted := make(chan error, 1)
	go func() {
		counted <- turns.yielding(t.Context(), c, func(ctx context.Context) error {
			attempts <- ctx
			select {
			case attempts <- ctx: // it is let end
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	first := <-attempts
	end, err := turns.take(t.Context(), Interactive)
	if err != nil {
		t.Fatal(err)
	}
	<-first.Done()
	if turns.try(Deferred, nil) == nil || turns.try(Background, nil) == nil {
		t.Fatal("something is read beside what is prompt")
	}
	if turns.try(Interactive, nil) != nil {
		t.Fatal("what is prompt waits")
	}
	turns.end(Interactive)
	end()
	second := <-attempts
	<-attempts
	if err := <-counted; err != nil || second == first {
		t.Errorf("it was not done again: %v", err)
	}
	if turns.reading != [priorities]int{} {
		t.Errorf("turns were kept: %v", turns.reading)
	}
}

// An error of its own ends what is patient, and so does its context, also while it
// waits.
func TestSchedulerErrors(t *testing.T) {
	var turns scheduler
	broken := errors.New("broken")
	if err := turns.yielding(t.Context(), Background, func(context.Context) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("it ended with %v", err)
	}
	end, err := turns.take(t.Context(), Interactive)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := turns.yielding(ctx, Background, func(context.Context) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if _, err := turns.take(ctx, Deferred); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

// What stands aside also waits for a moment after what was prompt: the next page
// may be on its way.
func TestSchedulerWaitsUntilIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := scheduler{quiet: 3 * time.Millisecond}
		end, err := turns.take(t.Context(), Interactive)
		if err != nil {
			t.Fatal(err)
		}
		end()
		start := time.Now()
		if end, err = turns.take(t.Context(), Deferred); err != nil {
			t.Fatal(err)
		}
		end()
		if took := time.Since(start); took != turns.quiet {
			t.Errorf("it began after %v", took)
		}
	})
}
