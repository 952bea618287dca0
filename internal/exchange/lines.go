package exchange

import (
	"bytes"
	"io"
)

// maxRead is how much is read before it is asked again whether a row is too long.
const maxRead = 1 << 20

// lineReader counts the lines of what is read through it.
type lineReader struct {
	r       io.Reader
	read    int64        // bytes handed out
	used    func() int64 // how many of them were understood
	pending []int64      // the offsets of line ends that were handed out
	counted int          // how many of them are counted in line
	line    int          // line ends counted
	start   int64        // the offset of the line's first byte
}

func (l *lineReader) Read(p []byte) (int, error) {
	if l.read-l.used() > maxRow {
		return 0, errLong
	}
	n, err := l.r.Read(p[:min(len(p), maxRead)]) // the decoder's buffer doubles
	for at := 0; at < n; at++ {
		next := bytes.IndexByte(p[at:n], '\n')
		if next < 0 {
			break
		}
		at += next
		l.pending = append(l.pending, l.read+int64(at))
	}
	l.read += int64(n)
	return n, err
}

// at returns the line and the column, from 1, of the byte at an offset, which
// is not before the one asked for last.
func (l *lineReader) at(offset int64) (line, column int) {
	for l.counted < len(l.pending) && l.pending[l.counted] < offset {
		l.start = l.pending[l.counted] + 1
		l.counted++
		l.line++
	}
	if l.counted > len(l.pending)/2 {
		l.pending = l.pending[:copy(l.pending, l.pending[l.counted:])]
		l.counted = 0
	}
	return l.line + 1, int(offset-l.start) + 1
}
