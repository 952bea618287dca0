package ui

import (
	"os"
	"sync/atomic"
)

// output is the terminal that the screen is written to. It counts what is written, a
// frame each. It has the methods by which the library knows a terminal, and no others:
// what went to the file past Write would not be counted.
type output struct {
	file   *os.File
	frames atomic.Int64
}

func (o *output) Write(p []byte) (int, error) {
	o.frames.Add(1)
	return o.file.Write(p)
}

func (o *output) Read(p []byte) (int, error) { return o.file.Read(p) }

func (o *output) Close() error { return o.file.Close() }

func (o *output) Fd() uintptr { return o.file.Fd() }
