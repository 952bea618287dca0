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
	"roster/internal/infile"
)

// Read reads a file in a format, or if that is "", in the one that it looks like, into a
// draft, which knows the fields. Problems of the file are recorded in the draft; the error is
// that of reading, or that ctx has ended.
func Read(ctx context.Context, r io.Reader, format Format, draft *importer.Draft) error {
	in := bufio.NewReaderSize(infile.Reader(ctx, r), 64<<10)
	head, err := in.Peek(len(infile.ByteOrderMark))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case string(head) == infile.ByteOrderMark:
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

// listShort lists the first of some texts for a message.
func listShort(texts []string) string {
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
