package ui

import (
	"bytes"
	"os"
	"unicode/utf8"
)

// What a terminal puts around a paste.
const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// pasteReader is the terminal's input with pastes as the library reads them in one go: it
// waits for 50 ms of silence at a byte that is not valid UTF-8, and at ESC, and looks at
// everything that came until then again with each read, so that a paste of megabytes would
// take minutes. Both are left out, and so is U+FFFD, as the library does in the end.
type pasteReader struct {
	*os.File
	within bool   // a paste
	seen   int    // how much of pasteBegin was read
	rest   []byte // the beginning of a character, or of pasteEnd: the next read has more of it
}

// Read reads into p, which has room for more than what was left of the last time. It may
// return nothing without an error.
func (r *pasteReader) Read(p []byte) (int, error) {
	kept := copy(p, r.rest)
	n, err := r.File.Read(p[kept:])
	r.rest = nil
	return r.clean(p[:kept+n], err != nil), err
}

// clean cleans the pastes in p in place, and returns how long it is then. At the end of
// the input nothing is kept for the next read.
func (r *pasteReader) clean(p []byte, last bool) int {
	out := 0
	for at := 0; at < len(p); {
		size := 1
		switch {
		case !r.within:
			r.begin(p[at])
		case bytes.HasPrefix(p[at:], []byte(pasteEnd)):
			r.within, size = false, len(pasteEnd)
		case !last && (bytes.HasPrefix([]byte(pasteEnd), p[at:]) || !utf8.FullRune(p[at:])):
			r.rest = bytes.Clone(p[at:])
			return out
		default:
			var c rune
			if c, size = utf8.DecodeRune(p[at:]); c == utf8.RuneError || c == '\x1b' {
				at += size
				continue
			}
		}
		out += copy(p[out:], p[at:at+size])
		at += size
	}
	return out
}

// begin looks for the beginning of a paste.
func (r *pasteReader) begin(b byte) {
	switch {
	case b == pasteBegin[r.seen]:
		r.seen++
	case b == pasteBegin[0]:
		r.seen = 1
	default:
		r.seen = 0
	}
	if r.seen == len(pasteBegin) {
		r.within, r.seen = true, 0
	}
}
