package list

import (
	"context"
	"time"
)

// graceTime is how long a read may continue after its result is no longer needed: interrupting
// one costs its connection, with the cache and the prepared statements.
const graceTime = 20 * time.Millisecond

// withGrace returns a context that ends a moment after ctx does. Call release when the
// reading is done.
func withGrace(ctx context.Context) (_ context.Context, release func()) {
	reading, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		late := time.NewTimer(graceTime)
		defer late.Stop()
		select {
		case <-late.C:
			cancel()
		case <-reading.Done():
		}
	})
	return reading, func() { stop(); cancel() }
}
