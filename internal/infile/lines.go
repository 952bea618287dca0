package infile

import (
	"bytes"
	"io"
)

// maxRead is how much is read before it is checked again if a row is too long: the buffers of
// decoders double.
const maxRead = 1 << 20

// Lines counts the lines of what a decoder reads through it. It fails with [ErrLong] if the
// decoder does not get on for longer than a row may be.
type Lines struct {
	r       io.Reader
	decoded func() int64
	read    int64   // bytes
	ends    []int64 // the offsets of line ends
	passed  int     // how many of them are before the offset that was asked for last
	dropped int     // line ends that are no longer in ends
	start   int64   // the offset of the first byte of the line that was asked for last
}

// NewLines returns a reader of r. Decoded returns how many bytes the decoder has understood.
func NewLines(r io.Reader, decoded func() int64) *Lines { return &Lines{r: r, decoded: decoded} }

// Read reads a part of the file.
func (l *Lines) Read(p []byte) (int, error) {
	if l.read-l.decoded() > MaxRow {
		return 0, ErrLong
	}
	l.ends = append(l.ends[:0], l.ends[l.passed:]...)
	l.dropped, l.passed = l.dropped+l.passed, 0
	n, err := l.r.Read(p[:min(len(p), maxRead)])
	for at := 0; at < n; at++ {
		next := bytes.IndexByte(p[at:n], '\n')
		if next < 0 {
			break
		}
		at += next
		l.ends = append(l.ends, l.read+int64(at))
	}
	l.read += int64(n)
	return n, err
}

// Offset returns how many bytes were read.
func (l *Lines) Offset() int64 { return l.read }

// At returns the line and the column, from 1, of the byte at an offset, which is not before
// the one that was asked for last.
func (l *Lines) At(offset int64) (line, column int) {
	for l.passed < len(l.ends) && l.ends[l.passed] < offset {
		l.start = l.ends[l.passed] + 1
		l.passed++
	}
	return l.dropped + l.passed + 1, int(offset-l.start) + 1
}

// Line returns the line of the byte at an offset, as [Lines.At] does.
func (l *Lines) Line(offset int64) int {
	line, _ := l.At(offset)
	return line
}
