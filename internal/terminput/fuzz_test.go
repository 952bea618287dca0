package terminput

import (
	"bytes"
	"context"
	"io"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// seeds are what is known to have hurt, and one of each kind.
func seeds(f *testing.F) {
	for _, in := range []string{
		"\x9bM\xa6\x01\xf0", "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;m",
		"\x1b[49641;29014;493626;1;2283;14979_", "\x1b[0;0;97;1;0;1_\r", "J\xf6rg", "\x1b\x1b\x1b[A\x1bOA\x1b[[A\x1b[3$\x1b[M !!",
		"\x1b[200~a\x1b[31mb\x1b[201~\x1b[<0;1;1M", "\x1b]11;rgb:0/0/0\x1b\\\x1bP>|x\x1b\\\x1bP1+r5463=31\x1b\\\x1b[?1u\x1b[97;5u",
	} {
		f.Add([]byte(in), uint8(1))
		f.Add([]byte(in), uint8(255))
	}
}

// in parts of any size the same comes out, it is UTF-8, and passes as it is.
func FuzzGuard(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in []byte, size uint8) {
		var whole, parts filter
		want := whole.feed(nil, in)
		var got []byte
		for rest := in; len(rest) > 0; {
			n := min(len(rest), int(size)+1)
			got = parts.feed(got, rest[:n])
			rest = rest[n:]
		}
		if !bytes.Equal(got, want) {
			t.Errorf("in parts of %d, %q became %q, and as a whole %q", size, in, got, want)
		}
		want = whole.expire(want)
		if len(want) > growth*len(in) || cap(whole.held) > 2*maxHeld {
			t.Errorf("%d bytes became %d", len(in), len(want))
		}
		if !utf8.Valid(want) {
			t.Errorf("%q is not UTF-8", want)
		}
		var second filter
		again := second.feed(nil, want)
		if incomplete, _ := second.waits(); incomplete || !bytes.Equal(again, want) {
			t.Errorf("%q became %q, and that %q", in, want, again)
		}
	})
}

// chunks reads what passes of so many bytes at a time.
type chunks struct {
	guard filter
	rest  []byte
	size  int
}

func (c *chunks) Read(p []byte) (int, error) {
	if c.rest == nil {
		return 0, io.EOF
	}
	n := min(len(c.rest), c.size)
	out := c.guard.feed(nil, c.rest[:n])
	if c.rest = c.rest[n:]; len(c.rest) == 0 {
		out, c.rest = c.guard.expire(out), nil
	}
	return copy(p, out), nil
}

// The decoder survives what passes, and makes no more of it than came: a key
// record has more bytes than it may count.
func FuzzDecoder(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in []byte, size uint8) {
		events, count := make(chan uv.Event), make(chan int)
		go func() {
			n := 0
			for range events {
				n++
			}
			count <- n
		}()
		reader := uv.NewTerminalReader(&chunks{rest: in, size: int(size) + 1}, "xterm-256color")
		if err := reader.StreamEvents(context.Background(), events); err != nil {
			t.Error(err)
		}
		close(events)
		if n := <-count; n > len(in) {
			t.Errorf("%d bytes became %d events", len(in), n)
		}
	})
}
