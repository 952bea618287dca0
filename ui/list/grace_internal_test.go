package list

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// A reading that no one wants any more may end by itself for a moment, and is
// interrupted then.
func TestGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		reading, release := withGrace(ctx)
		defer release()
		cancel()
		time.Sleep(graceTime - time.Millisecond)
		synctest.Wait()
		if reading.Err() != nil {
			t.Error("it was interrupted at once")
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if reading.Err() == nil {
			t.Error("it was not interrupted")
		}
	})
}

// One that is done in time keeps no timer.
func TestGraceReleased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		_, release := withGrace(ctx)
		release()
		start := time.Now()
		cancel()
		synctest.Wait()
		if took := time.Since(start); took != 0 {
			t.Errorf("something waited for %v", took)
		}
	})
}
