//go:build unix

package terminput

import (
	"os"
	"sync"
	"time"
)

// stalled is how long the rest of a sequence may take. Then it is given up.
const stalled = time.Second

// Reader is a terminal whose input is guarded.
type Reader struct {
	*os.File
	escape time.Duration

	mu     sync.Mutex // a reader that was cancelled may still be waiting for the rest of a sequence
	filter filter
	out    []byte // output that has not been read yet
}

// New returns the input of a terminal, guarded. An ESC that nothing follows for as
// long as escape is the escape key.
func New(terminal *os.File, escape time.Duration) *Reader {
	return &Reader{File: terminal, escape: escape}
}

// Read waits for input, and for the rest of an incomplete sequence. It reads nothing if all the
// input was left out. The error is that of the terminal.
func (r *Reader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.out) == 0 {
		if err := r.fill(len(p)); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

// fill reads as much as fits into size after filtering: the rest would not be read until the
// terminal has more.
func (r *Reader) fill(size int) error {
	r.out = r.out[:0]
	if err := r.take(max(1, (size-maxHeld)/growth)); err != nil {
		return err
	}
	for {
		incomplete, counts := r.filter.waits()
		if !incomplete || len(r.out) > 0 && !counts {
			return nil
		}
		wait := stalled
		if counts {
			wait = r.escape
		}
		ready, err := readable(r.File, wait)
		if err != nil {
			return err
		}
		if !ready {
			r.out = r.filter.expire(r.out)
			return nil
		}
		room := (size - maxHeld - len(r.out)) / growth
		if room < 1 {
			return nil
		}
		if err := r.take(room); err != nil {
			return err
		}
	}
}

// take reads at most that many bytes.
func (r *Reader) take(most int) error {
	buf := make([]byte, most)
	n, err := r.File.Read(buf)
	r.out = r.filter.feed(r.out, buf[:n])
	return err
}

// Drain reads what the terminal still has to answer, and leaves it out with all that comes
// before it: until as many answers have come as it was asked for, at the latest until the
// time given.
func (r *Reader) Drain(asked int, by time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.filter.answers < asked {
		ready, err := readable(r.File, time.Until(by))
		if err != nil || !ready {
			return
		}
		if err := r.take(maxHeld); err != nil {
			return // the terminal is gone
		}
	}
}
