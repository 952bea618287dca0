package sqldb

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Shutdown cancels the running reads when a store is closed, and waits until they have ended:
// a connection that is still in use would not be closed, and would leave its files behind.
type Shutdown struct {
	mu      sync.Mutex
	next    int
	ends    map[int]context.CancelFunc // cancel the running reads
	over    bool
	reading sync.WaitGroup
}

// errClosed is why nothing can be read.
var errClosed = errors.New("data: the database is closed")

// Begin returns a context that also ends when the store is closed. The caller must call leave
// when done.
func (l *Shutdown) Begin(ctx context.Context) (_ context.Context, leave func(), err error) {
	if l == nil {
		return ctx, func() {}, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		return ctx, nil, errClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	if l.ends == nil {
		l.ends = map[int]context.CancelFunc{}
	}
	id := l.next
	l.next++
	l.ends[id] = cancel
	l.reading.Add(1)
	return ctx, func() { l.leave(id) }, nil
}

func (l *Shutdown) leave(id int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ends[id]()
	delete(l.ends, id)
	l.reading.Done()
}

// shutdownTimeout is how long a closing store waits for the reads that it canceled: a read that
// waits for another program's lock does not notice.
const shutdownTimeout = 300 * time.Millisecond

// End cancels the running reads, and waits for them.
func (l *Shutdown) End() {
	l.mu.Lock()
	l.over = true
	for _, cancel := range l.ends {
		cancel()
	}
	l.mu.Unlock()
	ended := make(chan struct{})
	go func() {
		l.reading.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(shutdownTimeout):
	}
}
