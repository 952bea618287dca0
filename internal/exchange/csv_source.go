package exchange

import (
	"bytes"
	"errors"
	"io"

	"roster/internal/infile"
)

// quotedCR replaces a carriage return between quotes while encoding/csv reads: it would turn
// "\r\n" into "\n" there. A NUL byte is rejected anyway.
const quotedCR = 0

// errNUL stops the reader at a NUL byte.
var errNUL = errors.New("there is a NUL byte: this is not a text file")

// csvSource reads a CSV file with the carriage returns between quotes replaced. It fails at what
// can't be a row.
type csvSource struct {
	r      io.Reader
	quoted bool
	row    int // the bytes of the row so far
	line   int // line ends so far
	begin  int // line ends before the row
}

func (s *csvSource) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	for at := 0; at < n; {
		next := bytes.IndexAny(p[at:n], "\"\r\n\x00")
		if next < 0 {
			s.row += n - at
			break
		}
		s.row += next + 1
		at += next
		switch p[at] {
		case 0:
			return at, errNUL
		case '"':
			s.quoted = !s.quoted // a doubled quote toggles twice
		case '\r':
			if s.quoted {
				p[at] = quotedCR
			}
		case '\n':
			s.line++
			if !s.quoted {
				s.row, s.begin = 0, s.line
			}
		}
		at++
	}
	if s.row > infile.MaxRow {
		return 0, infile.ErrLong
	}
	return n, err
}
