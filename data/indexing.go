package data

import (
	"context"
	"errors"
	"sync"
	"time"
)

// indexing lets writes go before the making of an index: the database has one
// writer, and a person waits for the write.
type indexing struct {
	beside  bool // the database makes indexes beside the writes
	mu      sync.Mutex
	cancel  context.CancelFunc // ends the index that is being made, nil where none is
	writers int                // that wait, or write
	quiet   chan struct{}      // closed when the last of them is done; nil where there is none
}

// before lets a write go first. What it returns says that the write is done.
func (x *indexing) before() (done func()) {
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
	return x.after
}

func (x *indexing) after() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.writers--; x.writers == 0 {
		close(x.quiet)
		x.quiet = nil
	}
}

// begin returns the context of an index that is about to be made, once nobody
// writes. end says that it is made, or not.
func (x *indexing) begin(ctx context.Context) (_ context.Context, end func(), err error) {
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
		if err := either(ctx, quiet); err != nil {
			return ctx, nil, err
		}
	}
}

func (x *indexing) end(cancel context.CancelFunc) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cancel = nil
	cancel()
}

// afterWrites is how long an index waits that had to give way to a write: who has
// just pressed a key is about to press another.
const afterWrites = 2 * time.Second

// AddIndexes makes the indexes of the plan, each in a transaction of its own,
// which a write interrupts where it would wait: then that index is begun anew. Those that are made
// stay when it ends early, with the error of ctx. The progress of ctx is told
// rows, see [WithProgress].
func (s *Store) AddIndexes(ctx context.Context, p IndexPlan) error {
	if s.pools.writer == nil {
		return s.cannotWrite()
	}
	var done int64
	for i, create := range p.creates {
		if err := s.addIndex(ctx, create, meter{of: ctx, from: done, rows: p.rows[i], all: p.Rows, takes: indexCosts[p.Missing[i]].takes}); err != nil {
			return err
		}
		done += p.rows[i]
		ProgressOf(ctx)(int(done), int(p.Rows))
	}
	return nil
}

// addIndex makes one index, as often as it takes.
func (s *Store) addIndex(ctx context.Context, create string, m meter) error {
	ctx, leave, err := s.life.begin(ctx)
	if err != nil {
		return err
	}
	defer leave()
	for {
		building, end, err := s.indexing.begin(ctx)
		if err != nil {
			return err
		}
		stop := m.run(building)
		indexer := conn{q: s.pools.indexer, log: s.log, label: "Add indexes", life: &s.life}
		err = s.dialect.inPlace(ctx, s.pools.reader)
		for _, statement := range s.dialect.indexing(s.dialect.placed(create)) {
			if err == nil {
				_, err = indexer.exec(building, statement)
			}
		}
		gaveWay := building.Err() != nil && ctx.Err() == nil
		stop()
		end()
		switch {
		case err == nil:
			return s.findIndexes(ctx)
		case ctx.Err() != nil:
			return ctx.Err()
		case !gaveWay:
			return s.dialect.failure(err)
		}
		if err := pause(ctx, afterWrites); err != nil {
			return err
		}
	}
}

// meter estimates how far the making of an index is: the database does not say.
type meter struct {
	of         context.Context // whose progress it is
	from, rows int64           // rows that were done before it, rows of this index
	all        int64
	takes      time.Duration // for each row
}

// meterEvery is how often a meter tells.
const meterEvery = 250 * time.Millisecond

// run tells the progress until it is stopped.
func (m meter) run(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	tell, start := ProgressOf(m.of), time.Now()
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			rows := min(int64(time.Since(start)/m.takes), m.rows*99/100)
			tell(int(m.from+rows), int(m.all))
			if errors.Is(pause(ctx, meterEvery), context.Canceled) {
				return
			}
		}
	})
	return func() { cancel(); ended.Wait() }
}
