package sqldb

import (
	"context"
	"time"
)

// Pause waits, unless ctx ends first.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	return waitFor(ctx, timer.C)
}

// waitFor waits until something comes, or ctx ends.
func waitFor[T any](ctx context.Context, something <-chan T) error {
	select {
	case <-something:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
