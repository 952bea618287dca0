// Package infile has what the readers of files have in common: how long a row may be, readers
// that fail when their context ends or that know their line, and texts cut to fit a message.
package infile

import (
	"context"
	"fmt"
	"io"

	"roster/data/model"
)

// MaxRow is how long a row of a file may be, in bytes.
const MaxRow = 16 << 20

// ErrLong is the error that a row is longer than [MaxRow].
var ErrLong = fmt.Errorf("a row is longer than %d MB: is this the right file?", MaxRow>>20)

// ByteOrderMark is U+FEFF in UTF-8.
const ByteOrderMark = "\xef\xbb\xbf"

// Short returns a text of a file for a message: it can be megabytes long.
func Short(text string) string { return model.Shorten(text, 41) }

// Reader returns a reader of r that fails when ctx ends.
func Reader(ctx context.Context, r io.Reader) io.Reader { return &reader{ctx, r} }

type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
