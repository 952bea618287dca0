// Package await waits for what may never come, such as input from a pipe, until a context ends.
package await

import (
	"bufio"
	"context"
	"io"
)

// Do returns what do returns, or the error of ctx if that ends first. Then do is left to itself: what
// it waits for may never come.
func Do[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := do()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// Line reads a line, or gives up with ctx. The error is [io.EOF] if the line does
// not end; what there is of it is returned.
func Line(ctx context.Context, in io.Reader) (string, error) {
	return Do(ctx, func() (string, error) { return bufio.NewReader(in).ReadString('\n') })
}
