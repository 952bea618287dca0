package importer

import (
	"iter"
)

// blockSize is how many values a block holds.
const blockSize = 1 << 16

// blocks is a list that grows without being copied: a slice of millions would
// take more than twice its memory while it grows.
type blocks[T any] struct{ of [][]T }

func (b *blocks[T]) len() int {
	if len(b.of) == 0 {
		return 0
	}
	return (len(b.of)-1)*blockSize + len(b.of[len(b.of)-1])
}

// at returns the value at an index, to read or to change.
func (b *blocks[T]) at(i uint32) *T { return &b.of[i/blockSize][i%blockSize] }

func (b *blocks[T]) add(v T) {
	last := len(b.of) - 1
	if last < 0 || len(b.of[last]) == blockSize {
		b.of = append(b.of, nil)
		if last++; last > 0 { // the first one grows: most lists are short
			b.of[last] = make([]T, 0, blockSize)
		}
	}
	b.of[last] = append(b.of[last], v)
}

// all yields each value with its index.
func (b *blocks[T]) all() iter.Seq2[uint32, *T] {
	return func(yield func(uint32, *T) bool) {
		for i, block := range b.of {
			for j := range block {
				if !yield(uint32(i*blockSize+j), &block[j]) {
					return
				}
			}
		}
	}
}
