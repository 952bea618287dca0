package data

import "context"

// Progress is told how far something that takes long is: done of total rows, or 0 of 0
// while it waits for others. It
// may be told from another goroutine, and so often that it must be quick.
type Progress func(done, total int)

type progressKey struct{}

// WithProgress returns a context under which [Store.Plan], [Store.Apply],
// [Store.Undo], [Store.Redo], [Store.ApplyImport] and [Store.AddIndexes] tell how
// far they are.
func WithProgress(ctx context.Context, p Progress) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// ProgressOf returns the progress of ctx, or one that nobody hears.
func ProgressOf(ctx context.Context) Progress {
	if p, ok := ctx.Value(progressKey{}).(Progress); ok && p != nil {
		return p
	}
	return func(int, int) {}
}

// steps counts rows towards a total, and tells the progress of a context.
type steps struct {
	tell        Progress
	done, total int
}

func newSteps(ctx context.Context, total int) *steps {
	return &steps{tell: ProgressOf(ctx), total: total}
}

// add counts n more; without steps nobody counts.
func (s *steps) add(n int) {
	if s == nil {
		return
	}
	s.done += n
	s.tell(s.done, s.total)
}
