package sqldb

import (
	"context"
	"sync"
)

// IndexGate lets writes go before the making of an index: the database has one
// writer, and the user waits for the write.
type IndexGate struct {
	beside  bool // the database makes indexes beside the writes
	mu      sync.Mutex
	cancel  context.CancelFunc // ends the index that is being made, nil if none is
	writers int                // that wait, or write
	quiet   chan struct{}      // closed when the last of them is done; nil if there is none
}

// BeforeWrite lets a write go first. The caller must call the returned function when the write
// is done.
func (x *IndexGate) BeforeWrite() (done func()) {
	if x.beside {
		return func() {}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.writers++; x.writers == 1 {
		x.quiet = make(chan struct{})
	}
	if x.cancel != nil {
		x.cancel()
	}
	return x.afterWrite
}

func (x *IndexGate) afterWrite() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.writers--; x.writers == 0 {
		close(x.quiet)
		x.quiet = nil
	}
}

// Begin returns the context for creating an index, once no one writes. The caller must call
// end when done.
func (x *IndexGate) Begin(ctx context.Context) (_ context.Context, end func(), err error) {
	for {
		x.mu.Lock()
		quiet := x.quiet
		if quiet == nil {
			ctx, cancel := context.WithCancel(ctx)
			x.cancel = cancel
			x.mu.Unlock()
			return ctx, func() { x.end(cancel) }, nil
		}
		x.mu.Unlock()
		if err := waitFor(ctx, quiet); err != nil {
			return ctx, nil, err
		}
	}
}

func (x *IndexGate) end(cancel context.CancelFunc) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cancel = nil
	cancel()
}
