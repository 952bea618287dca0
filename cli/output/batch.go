package output

import "context"

// batch prints rows with more cells behind them, which are read for many rows at once.
type batch[K comparable] struct {
	row   func(...Cell) error
	more  Extra[K]
	keys  []K
	cells [][]Cell
}

// Extra reads further cells of the rows with these keys: N for each.
type Extra[K comparable] struct {
	N    int
	Read func(ctx context.Context, keys []K) (func(K) []Cell, error)
}

// batchRows is for how many rows cells are read at once, batchCells how many cells.
const (
	batchRows  = 500
	batchCells = 20_000
)

// InBatches prints the rows that each adds, with more cells behind those that it gives.
func InBatches[K comparable](
	ctx context.Context, row func(...Cell) error, m Extra[K], each func(add func(K, ...Cell) error) error,
) error {
	b := batch[K]{row: row, more: m}
	if err := each(func(key K, cells ...Cell) error { return b.add(ctx, key, cells) }); err != nil {
		return err
	}
	return b.flush(ctx)
}

func (b *batch[K]) add(ctx context.Context, key K, cells []Cell) error {
	if b.more.N == 0 {
		return b.row(cells...)
	}
	b.keys, b.cells = append(b.keys, key), append(b.cells, cells)
	if len(b.keys) < batchRows && len(b.keys)*b.more.N < batchCells {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch[K]) flush(ctx context.Context) error {
	if len(b.keys) == 0 {
		return nil
	}
	of, err := b.more.Read(ctx, b.keys)
	for i, key := range b.keys {
		if err == nil {
			err = b.row(append(b.cells[i], of(key)...)...)
		}
	}
	b.keys, b.cells = b.keys[:0], b.cells[:0]
	return err
}
