package safetext

import (
	"io"
	"unicode/utf8"
)

// Writer makes text of any length safe for a terminal while it is written: what a terminal
// could act upon, or not show, is replaced by a sign, and marks beyond those in common use are
// left out. New lines and tabs stay.
//
// It is for text that is not a line on a screen, such as a CSV file: its width is not known.
type Writer struct {
	w     io.Writer
	rest  []byte // of a rune that is not complete yet
	marks int    // at the end of what was passed on
}

// NewWriter returns a writer that passes on safe text to w. Close it.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write makes p safe and passes it on. The error is that of the writer behind.
func (w *Writer) Write(p []byte) (int, error) {
	text := append(w.rest, p...)
	whole := len(text) - incomplete(text)
	_, err := w.w.Write(w.visible(text[:whole]))
	w.rest = append([]byte(nil), text[whole:]...)
	return len(p), err
}

// Close passes on what was left of a rune that never became complete.
func (w *Writer) Close() error {
	if len(w.rest) == 0 {
		return nil
	}
	_, err := w.w.Write(w.visible(w.rest))
	w.rest = nil
	return err
}

// incomplete returns how many bytes at the end of text may begin a rune.
func incomplete(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

func (w *Writer) visible(text []byte) []byte {
	out := make([]byte, 0, len(text))
	w.marks = unshown(text, w.marks, func(part []byte) { out = append(out, part...) }, func(r rune, bytes []byte) {
		switch {
		case r == '\n' || r == '\t':
			out = append(out, bytes...)
		case r < ' ':
			out = utf8.AppendRune(out, 0x2400+r)
		case r == 0x7F:
			out = utf8.AppendRune(out, 0x2421)
		case !isMark(r):
			out = utf8.AppendRune(out, replacement)
		}
	})
	return out
}
