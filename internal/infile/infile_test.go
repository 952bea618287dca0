package infile

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// Offsets have their lines and columns whatever was read before they are asked for.
func TestLines(t *testing.T) {
	var decoded int64
	text := "one\n\nthree\r\n" + strings.Repeat("x", maxRead) + "\nlast"
	l := NewLines(strings.NewReader(text), func() int64 { return decoded })
	r := bufio.NewReaderSize(l, 16)
	for _, want := range []struct {
		offset       int64
		line, column int
	}{{0, 1, 1}, {3, 1, 4}, {4, 2, 1}, {5, 3, 1}, {7, 3, 3}, {12, 4, 1}, {12 + maxRead, 4, maxRead + 1}, {int64(len(text)), 5, 5}} {
		for decoded < want.offset {
			if _, err := r.ReadByte(); err != nil {
				t.Fatal(err)
			}
			decoded++
		}
		if line, column := l.At(want.offset); line != want.line || column != want.column {
			t.Errorf("offset %d is in line %d, column %d, want %d, %d", want.offset, line, column, want.line, want.column)
		}
	}
	if l.Offset() != int64(len(text)) {
		t.Errorf("%d bytes were read, want %d", l.Offset(), len(text))
	}
}

// A decoder that waits for the end of a value gets no more than a row.
func TestLinesOfALongRow(t *testing.T) {
	l := NewLines(strings.NewReader(strings.Repeat("x", MaxRow+3*maxRead)), func() int64 { return 0 })
	n, err := io.Copy(io.Discard, l)
	if !errors.Is(err, ErrLong) || n > MaxRow+maxRead {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestReaderEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := Reader(ctx, strings.NewReader("text"))
	if n, err := r.Read(make([]byte, 2)); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	cancel()
	if n, err := r.Read(make([]byte, 2)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d bytes, %v after the end of the context", n, err)
	}
}

func TestShort(t *testing.T) {
	for text, want := range map[string]string{
		"": "", strings.Repeat("é", 41): strings.Repeat("é", 41), strings.Repeat("é", 42): strings.Repeat("é", 40) + "…",
	} {
		if got := Short(text); got != want {
			t.Errorf("%q is shortened to %q, want %q", text, got, want)
		}
	}
}
