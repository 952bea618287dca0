package progress

import (
	"context"
)

// Func is called with the progress of a long operation: done of total rows, or 0 of 0 while it
// waits for others. It may be called from another goroutine, and so often that it must be
// quick.
type Func func(done, total int)

type contextKey struct{}

// With returns a context under which [intent.Planner.Plan], [change.Writer.Apply],
// [change.Writer.Undo], [change.Writer.Redo], [importer.Importer.Apply] and [index.Builder.Add] tell how
// far they are.
func With(ctx context.Context, p Func) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// Of returns the progress of ctx, or one that does nothing.
func Of(ctx context.Context) Func {
	if p, ok := ctx.Value(contextKey{}).(Func); ok && p != nil {
		return p
	}
	return func(int, int) {}
}

// Steps counts rows towards a total, and tells the progress of a context.
type Steps struct {
	tell        Func
	done, total int
}

// NewSteps counts towards a total, and tells the progress of ctx.
func NewSteps(ctx context.Context, total int) *Steps {
	return &Steps{tell: Of(ctx), total: total}
}

// Add counts n more; without steps no one counts.
func (s *Steps) Add(n int) {
	if s == nil {
		return
	}
	s.done += n
	s.tell(s.done, s.total)
}
