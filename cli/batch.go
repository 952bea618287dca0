package cli

import "context"

// batch prints rows with more cells behind them, which are read for many rows at once.
type batch[K comparable] struct {
	row   func(...cell) error
	more  extraCells[K]
	keys  []K
	cells [][]cell
}

// extraCells reads further cells of the rows with these keys: n for each.
type extraCells[K comparable] struct {
	n    int
	read func(ctx context.Context, keys []K) (func(K) []cell, error)
}

// batchRows is for how many rows cells are read at once, batchCells how many cells.
const (
	batchRows  = 500
	batchCells = 20_000
)

// inBatches hands each what takes rows, and prints those with more cells.
func inBatches[K comparable](ctx context.Context, row func(...cell) error, m extraCells[K], each func(add func(K, ...cell) error) error) error {
	b := batch[K]{row: row, more: m}
	if err := each(func(key K, cells ...cell) error { return b.add(ctx, key, cells) }); err != nil {
		return err
	}
	return b.flush(ctx)
}

func (b *batch[K]) add(ctx context.Context, key K, cells []cell) error {
	if b.more.n == 0 {
		return b.row(cells...)
	}
	b.keys, b.cells = append(b.keys, key), append(b.cells, cells)
	if len(b.keys) < batchRows && len(b.keys)*b.more.n < batchCells {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch[K]) flush(ctx context.Context) error {
	if len(b.keys) == 0 {
		return nil
	}
	of, err := b.more.read(ctx, b.keys)
	for i, key := range b.keys {
		if err == nil {
			err = b.row(append(b.cells[i], of(key)...)...)
		}
	}
	b.keys, b.cells = b.keys[:0], b.cells[:0]
	return err
}
