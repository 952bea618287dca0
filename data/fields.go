package data

import (
	"context"

	"roster/data/access"
	"roster/data/change"
	"roster/data/field"
	"roster/data/intent"
	"roster/data/model"
)

// AddField is [change.Writer.AddField]. A field that records since when members have their
// standing is filled from the history, which is a change of its own: if that fails, the error
// has the code [model.Unread].
func (s *Store) AddField(ctx context.Context, f field.New) (change.Change, error) {
	if err := s.rights.Check(access.Alter); err != nil {
		return change.Change{}, err
	}
	c, err := s.writer.AddField(ctx, f)
	if err != nil {
		return c, err
	}
	if err := s.fillSince(ctx); err != nil {
		return c, model.Failf(model.Unread, err, "%s: it was added, but not filled from the history: %v", c.Label, err)
	}
	return c, nil
}

// fillSince fills the field of [sqldb.DB.Since] if it is empty.
func (s *Store) fillSince(ctx context.Context) error {
	plan, err := s.Plan(ctx, intent.FillSince{})
	if err != nil || plan.Empty() {
		return err
	}
	_, err = s.Apply(ctx, plan.Change)
	return err
}

// CheckField is [change.Writer.CheckField].
func (s *Store) CheckField(f field.New) error { return s.writer.CheckField(f) }

// SinceName returns what the field is called that [Store.IsSince] finds.
func (s *Store) SinceName() string { return s.db.SinceName() }

// IsSince reports whether a field is the one of memberships that roster maintains: since when
// each member has their standing.
func (s *Store) IsSince(f field.Field) bool { return s.db.IsSince(f) }
