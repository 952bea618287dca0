package exchange

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"roster/data/importer"
)

// maxRow is how long a row of a file may be, in bytes.
const maxRow = 16 << 20

// errLong stops a reader at a row that is longer than that.
var errLong = fmt.Errorf("a row is longer than %d MB: is this the right file?", maxRow>>20)

// Read reads a file in a format, or if that is "", in the one that it looks like, into a
// draft, which knows the fields. Problems of the file are recorded in the draft; the error is
// that of reading, or that ctx has ended.
func Read(ctx context.Context, r io.Reader, format Format, draft *importer.Draft) error {
	in := bufio.NewReaderSize(&cancellable{ctx, r}, 64<<10)
	head, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.Equal(head, []byte("\xef\xbb\xbf")): // a byte order mark
		if _, err := in.Discard(len(head)); err != nil {
			return err
		}
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		draft.Broken(0, "the file is in UTF-16: save it as UTF-8")
		return nil
	}
	if format == "" {
		format = guess(in)
	}
	switch format {
	case JSON:
		err = readJSON(in, draft)
	case CSV:
		err = readCSV(in, draft)
	default:
		err = fmt.Errorf("%s can't be imported: it is for people to read", format)
	}
	return err
}

// brief is a text of a file as a message has it: it can be megabytes long.
func brief(text string) string {
	const most = 40
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// few lists texts for a message, the first ones.
func few(texts []string) string {
	const most = 10
	if len(texts) > most {
		return strings.Join(texts[:most], ", ") + ", …"
	}
	return strings.Join(texts, ", ")
}

// guess distinguishes JSON from CSV by the first letter.
func guess(in *bufio.Reader) Format {
	head, _ := in.Peek(1024) // an error comes again when it is read
	if strings.HasPrefix(strings.TrimLeft(string(head), " \t\r\n"), "{") {
		return JSON
	}
	return CSV
}

// cancellable is a reader that ends with its context.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
