package check

import (
	"context"
	"fmt"
)

// speed notes what would make a large roster faster. A small one is fast without.
func (x *examiner) speed(ctx context.Context, ck *Checker) error {
	isLarge, err := ck.reader.IsLarge(ctx)
	if err != nil || !isLarge {
		return err
	}
	waits, err := ck.db.Engine.ReadersWait(ctx, x.s.Conn)
	if err != nil {
		return err
	}
	if waits != "" {
		x.add(Slow, waits)
	}
	if missing := len(ck.db.Indexes().Missing(ck.db.Schema.IndexNames())); missing > 0 {
		x.add(Slow, fmt.Sprintf("%d of roster's indexes are missing: press X in the app to add them", missing))
	}
	return nil
}
