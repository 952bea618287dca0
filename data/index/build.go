package index

import (
	"context"
	"errors"
	"sync"
	"time"

	"roster/data/internal/sqldb"
	"roster/data/progress"
)

// afterWrites is how long an index that yielded to a write waits: a user who has just pressed
// a key is about to press another.
const afterWrites = 2 * time.Second

// Add creates the indexes of the plan, each in a transaction of its own, which is interrupted
// when a write would wait for it, and then started again. If it ends early, with the error of
// ctx, the indexes that were created stay. It reports rows to the progress of ctx, see
// [progress.With].
func (b *Builder) Add(ctx context.Context, p Plan) error {
	if b.db.Pools.Writer == nil {
		return b.db.ReadOnlyError()
	}
	var done int64
	for i, create := range p.creates {
		if err := b.add(ctx, create, meter{of: ctx, from: done, rows: p.rows[i], all: p.Rows,
			takes: costs[p.Missing[i]].takes}); err != nil {
			return err
		}
		done += p.rows[i]
		progress.Of(ctx)(int(done), int(p.Rows))
	}
	return nil
}

// add creates one index, retrying as often as necessary.
func (b *Builder) add(ctx context.Context, create string, m meter) error {
	ctx, leave, err := b.db.Shutdown.Begin(ctx)
	if err != nil {
		return err
	}
	defer leave()
	for {
		building, end, err := b.db.IndexGate.Begin(ctx)
		if err != nil {
			return err
		}
		stop := m.run(building)
		indexer := sqldb.Conn{Q: b.db.Pools.Indexer, Log: b.db.Log, Label: "Add indexes", Shutdown: &b.db.Shutdown}
		err = b.db.Engine.CheckInPlace(ctx, b.db.Pools.Reader)
		for _, statement := range b.db.Engine.IndexStatements(b.db.Engine.PlaceStatement(create)) {
			if err == nil {
				_, err = indexer.Exec(building, statement)
			}
		}
		gaveWay := building.Err() != nil && ctx.Err() == nil
		stop()
		end()
		switch {
		case err == nil:
			return b.db.RefreshIndexes(ctx)
		case ctx.Err() != nil:
			return ctx.Err()
		case !gaveWay:
			return b.db.Engine.Failure(err)
		}
		if err := sqldb.Pause(ctx, afterWrites); err != nil {
			return err
		}
	}
}

// meter estimates the progress of creating an index: the database does not report it.
type meter struct {
	of         context.Context // whose progress it is
	from, rows int64           // rows that were done before it, rows of this index
	all        int64
	takes      time.Duration // for each row
}

// meterEvery is how often a meter reports.
const meterEvery = 250 * time.Millisecond

// run reports the progress until it is stopped.
func (m meter) run(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	tell, start := progress.Of(m.of), time.Now()
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			rows := min(int64(time.Since(start)/m.takes), m.rows*99/100)
			tell(int(m.from+rows), int(m.all))
			if errors.Is(sqldb.Pause(ctx, meterEvery), context.Canceled) {
				return
			}
		}
	})
	return func() { cancel(); ended.Wait() }
}
