package ui

import (
	"os"
	"sync/atomic"
)

// output is the terminal that the screen is written to. It counts what is written, a
// frame each.
type output struct {
	file   *os.File
	frames atomic.Int64
}

func (o *output) Write(p []byte) (int, error) {
	o.frames.Add(1)
	return o.file.Write(p)
}
