package data

import (
	"context"
	"time"
)

// answerTime is for how long an unanswered commit is asked for, where the database
// does not answer that either.
const answerTime = 20 * time.Second

// landed finds out what became of a change whose commit failed with the error
// lost. It returns nil where the change is on disk after all.
func (s *Store) landed(ctx context.Context, change Change, lost error) error {
	began := time.Now()
	for {
		found, err := s.isStored(ctx, change)
		switch {
		case found:
			return nil
		case err == nil || !s.dialect.traits().remote:
			return lost
		case !isAway(err) && ErrorCode(err) != Locked || time.Since(began) > answerTime:
			return fail(Unsure, lost, "It is not known whether “%s” was saved: the answer of %s was lost. Look at the history when it is back.", change.Label, s.path)
		}
		if err := pause(ctx, mendTime); err != nil {
			return err
		}
	}
}

// isStored tells whether the history has the change in its state. On a server it
// asks in a transaction, which begins when the one that was lost is over.
func (s *Store) isStored(ctx context.Context, change Change) (found bool, err error) {
	look := func(c conn) error {
		return c.query(ctx, 1, func(row cells) error {
			found = text(row[0]) == string(change.State)
			return nil
		}, "SELECT state FROM "+s.dialect.relation(historyTable.name)+" WHERE token = $1", change.Token)
	}
	if s.dialect.traits().remote {
		err = s.transactionApart(ctx, change.Label, look)
	} else {
		err = look(conn{q: s.pools.writer, log: s.log, label: change.Label})
	}
	return found, err
}
