package sqldb

import (
	"context"
	"errors"
	"time"
)

// ErrIdle is why a statement was given up.
var ErrIdle = errors.New("it stopped answering")

// withIdleTimeout returns a context that ends after so much time without activity; 0 means
// never. heard is called at each activity with its error, and returns that, or why the context
// ended. stop ends it.
func withIdleTimeout(
	ctx context.Context, limit time.Duration,
) (_ context.Context, heard func(error) error, stop func()) {
	if limit == 0 {
		return ctx, func(err error) error { return err }, func() {}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(limit, func() { cancel(ErrIdle) })
	heard = func(err error) error {
		if err == nil {
			timer.Reset(limit)
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
	return ctx, heard, func() {
		timer.Stop()
		cancel(nil)
	}
}
