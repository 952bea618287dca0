package postgres

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"roster/data/internal/sqldb"
)

// hasSnapshots reports whether the server supports notifications, and numbers its transactions, as
// PostgreSQL does since version 13.
func (s *serverInfo) hasSnapshots() bool { return s.version >= 130000 }

// listenInterval is how long to listen before checking for writes of programs that send no
// notification.
const listenInterval = 2 * time.Second

// AwaitWrite listens until another program sends a notification that it wrote, or it is time
// to check. A connection that has just begun to listen may have missed one. If notifications
// can't be received, because there is a pooler or another engine, it waits.
func (p *engine) AwaitWrite(ctx context.Context, l *sqldb.Watcher) (notified bool, err error) {
	if !p.server.hasSnapshots() || p.pooled {
		return false, sqldb.Pause(ctx, listenInterval)
	}
	c, err := l.Connection(ctx, p)
	if err != nil {
		return false, err
	}
	if !l.Listening {
		_, err := execSimple(ctx, c, "LISTEN "+channel)
		if isRefusal(err) { // by a standby, which may be promoted, or by a pooler
			return false, sqldb.Pause(ctx, listenInterval)
		}
		l.Listening = err == nil
		return true, err
	}
	ctx, cancel := context.WithTimeout(ctx, listenInterval)
	defer cancel()
	err = c.Raw(func(driverConn any) error {
		notified, err = p.listen(ctx, driverConn.(*stdlib.Conn))
		return err
	})
	return notified, err
}

// isRefusal reports whether the server answered that it does not do that.
func isRefusal(err error) bool { return stateOf(err) != "" && !isUnavailable(err) }

// listen waits for a notification. All notifications since the last check count as one: pgx
// itself would keep each until it is read.
func (p *engine) listen(ctx context.Context, c *stdlib.Conn) (notified bool, err error) {
	for !p.notified.Swap(false) {
		err := c.Conn().PgConn().WaitForNotification(ctx)
		switch {
		case err == nil: // it may have been this store
		case ctx.Err() != nil && !c.Conn().IsClosed():
			return false, nil
		default:
			return false, err
		}
	}
	return true, nil
}

// onNotification records that a notification was received.
func (p *engine) onNotification(_ *pgconn.PgConn, n *pgconn.Notification) {
	if n.Payload != p.token {
		p.notified.Store(true)
	}
}

// WatchConn returns the connection that listens, which stays.
func (p *engine) WatchConn(ctx context.Context, _ sqldb.Pools, l *sqldb.Watcher) (*sql.Conn, func() error, error) {
	c, err := l.Connection(ctx, p)
	return c, func() error { return nil }, err
}

// CurrentVersion reads the state of the transactions. If the server does not report it, every
// check may find a change.
func (p *engine) CurrentVersion(ctx context.Context, c *sql.Conn) (now sqldb.Version, err error) {
	if !p.server.hasSnapshots() {
		return sqldb.Version{Data: sqldb.NewToken()}, nil
	}
	err = c.QueryRowContext(ctx, "SELECT pg_current_snapshot()::text, sign.* FROM ("+p.schemaVersionSQL()+") AS sign").Scan(&now.Data, &now.Schema)
	return now, err
}

// WrittenByOthers reports whether a transaction ended between two checks that was not this
// store's own.
func (p *engine) WrittenByOthers(last, now string) bool {
	before, isBefore := parseTxSnapshot(last)
	after, isAfter := parseTxSnapshot(now)
	if !isBefore || !isAfter {
		return true
	}
	return p.server.ended(before, after) > 0
}

// txSnapshot is the set of finished transactions, as pg_current_snapshot returns it:
// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
type txSnapshot struct {
	next    uint64   // the number of the transaction that comes next
	running []uint64 // those before it that are not over
}

// parseTxSnapshot reads xmin:xmax:xip,xip.
func parseTxSnapshot(text string) (s txSnapshot, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return s, false
	}
	var err error
	if s.next, err = strconv.ParseUint(parts[1], 10, 64); err != nil {
		return s, false
	}
	for part := range strings.SplitSeq(parts[2], ",") {
		if id, err := strconv.ParseUint(part, 10, 64); err == nil {
			s.running = append(s.running, id)
		}
	}
	return s, true
}

// ownTransactions is which transactions of a server are this store's own.
type ownTransactions struct {
	mu  sync.Mutex
	own map[uint64]bool
}

// note remembers a transaction of this store.
func (o *ownTransactions) note(id uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.own[id] = true
}

// ended counts the transactions of others that ended between two snapshots, and
// forgets own ones that are over in both.
func (o *ownTransactions) ended(before, after txSnapshot) (n uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	isRunning := func(id uint64) bool { return slices.Contains(after.running, id) }
	for _, id := range before.running {
		if !isRunning(id) && !o.own[id] {
			n++
		}
	}
	n += after.next - before.next
	for _, id := range after.running {
		if id >= before.next {
			n--
		}
	}
	for id := range o.own {
		if id >= before.next && id < after.next && !isRunning(id) {
			n--
		}
		if id < before.next && !slices.Contains(before.running, id) {
			delete(o.own, id)
		}
	}
	return n
}
