package data

import (
	"context"
	"database/sql"
	"time"
)

// lockWait is how long a write waits for another program's lock.
const lockWait = 5 * time.Second

// begin begins a transaction that writes. It waits for another program's lock by
// itself: an engine that waits does not notice that ctx ends.
func (s *Store) begin(ctx context.Context, writer *sql.Conn) (tx transaction, schema string, err error) {
	deadline := time.Now().Add(lockWait)
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		tx, schema, err = s.dialect.begin(ctx, writer)
		if ErrorCode(s.dialect.failure(err)) != Locked || time.Now().After(deadline) {
			return tx, schema, err
		}
		if err := pause(ctx, wait); err != nil {
			return nil, "", err
		}
	}
}

// pause waits, unless ctx ends first.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	return either(ctx, timer.C)
}

// either waits until something comes, or ctx ends.
func either[T any](ctx context.Context, something <-chan T) error {
	select {
	case <-something:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
