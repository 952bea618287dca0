package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"roster/internal/infile"
)

// decodedText is a file of text, as UTF-8.
type decodedText struct {
	file
	skip     int64             // the bytes of a byte order mark
	encoding encoding.Encoding // nil for UTF-8
	notes    []string
	sample   string // the beginning
	whole    bool   // the sample is all of it
}

// maxSample is how much of a text is looked at to recognize its format.
const maxSample = 64 << 10

// openText detects the encoding of the text of a file.
func openText(ctx context.Context, f file) (*decodedText, error) {
	t := &decodedText{file: f}
	head, err := f.head(4096)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte(infile.ByteOrderMark)):
		t.skip = 3
		err = t.detectEncoding(ctx)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), isUTF16(head, 1):
		t.encoding = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")), isUTF16(head, 0):
		t.encoding = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		err = t.detectEncoding(ctx)
	}
	if err != nil {
		return nil, err
	}
	sample, err := io.ReadAll(io.LimitReader(t.reader(ctx), maxSample))
	if err != nil {
		return nil, err
	}
	t.whole = len(sample) < maxSample
	t.sample = string(sample)
	return t, rejectText(t.sample)
}

// isUTF16 reports whether a text has a zero in most characters at the odd bytes (1) or at
// the even ones (0), as that of a European language has in UTF-16 without a mark.
func isUTF16(head []byte, parity int) bool {
	zeros := [2]int{}
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	return len(head) >= 4 && zeros[parity] > len(head)/4 && zeros[1-parity] < len(head)/16+1
}

// detectEncoding checks all bytes of a text that is not in UTF-16: it is UTF-8 or Windows-1252,
// and has no NUL.
func (t *decodedText) detectEncoding(ctx context.Context) error {
	var c encodingCounts
	buffer, kept := make([]byte, 256<<10), 0
	r := t.file.reader(ctx)
	for {
		n, err := r.Read(buffer[kept:])
		chunk := buffer[:kept+n]
		end := errors.Is(err, io.EOF)
		if err != nil && !end {
			return err
		}
		if at := bytes.IndexByte(chunk, 0); at >= 0 {
			line := 1 + c.lines + bytes.Count(chunk[:at], []byte("\n"))
			return errorf(line, "there is a NUL byte: this is not a text file")
		}
		kept = copy(buffer, chunk[c.count(chunk, end):])
		if end {
			break
		}
	}
	switch {
	case c.wrong == 0:
	case t.skip > 0 || c.letters > 20*c.wrong: // UTF-8, and damaged
		return errorf(c.firstWrong, "there is a byte that is not valid UTF-8: save the file as UTF-8")
	default:
		t.encoding = charmap.Windows1252
		t.notes = append(t.notes,
			"The file is not valid UTF-8, so it was read as Windows-1252: check the accents in the names.")
	}
	return nil
}

// encodingCounts counts what the bytes of a text are.
type encodingCounts struct {
	lines, letters, wrong int // line ends; valid letters beyond ASCII; bytes that are none
	firstWrong            int // the line of the first of those
}

// count counts a part of a text, and returns how many bytes of it are counted: at its end
// may be the beginning of a letter.
func (c *encodingCounts) count(chunk []byte, end bool) int {
	if utf8.Valid(chunk) {
		c.lines += bytes.Count(chunk, []byte("\n"))
		c.letters += utf8.RuneCount(chunk) - countASCII(chunk)
		return len(chunk)
	}
	at := 0
	for at < len(chunk) {
		if chunk[at] < utf8.RuneSelf {
			if chunk[at] == '\n' {
				c.lines++
			}
			at++
			continue
		}
		if !end && !utf8.FullRune(chunk[at:]) {
			break
		}
		r, size := utf8.DecodeRune(chunk[at:])
		if r == utf8.RuneError && size == 1 {
			if c.wrong++; c.wrong == 1 {
				c.firstWrong = c.lines + 1
			}
		} else {
			c.letters++
		}
		at += size
	}
	return at
}

func countASCII(chunk []byte) int {
	n := 0
	for _, b := range chunk {
		if b < utf8.RuneSelf {
			n++
		}
	}
	return n
}

// reader returns the text from its start, as UTF-8 without a byte order mark.
func (t *decodedText) reader(ctx context.Context) io.Reader {
	r := infile.Reader(ctx, io.NewSectionReader(t.r, t.skip, t.size-t.skip))
	if t.encoding == nil {
		return r
	}
	return t.encoding.NewDecoder().Reader(r)
}
