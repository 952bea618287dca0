package sqldb

import (
	"context"
	"time"
)

// Pause waits, unless ctx ends first.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	return WaitFor(ctx, timer.C)
}

// WaitFor waits until something comes, or ctx ends.
func WaitFor[T any](ctx context.Context, something <-chan T) error {
	select {
	case <-something:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
