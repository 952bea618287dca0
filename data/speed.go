package data

import (
	"context"
	"fmt"
)

// speed notes what would make a large roster faster. A small one is fast without.
func (x *examiner) speed(ctx context.Context) error {
	s := x.s.store
	isLarge, err := s.isLarge(ctx)
	if err != nil || !isLarge {
		return err
	}
	waits, err := s.dialect.waits(ctx, x.s.c)
	if err != nil {
		return err
	}
	if waits != "" {
		x.add(Slow, waits)
	}
	if missing := len(s.indexes().lacking(s.schema.indexNames())); missing > 0 {
		x.add(Slow, fmt.Sprintf("%d of roster's indexes are not there: the app adds them with X", missing))
	}
	return nil
}
