package exchange

import (
	"bufio"
	"context"
	"io"

	"roster/data"
	"roster/data/check"
	"roster/data/snapshot"
)

// bufferSize is how many bytes are written at once.
const bufferSize = 64 << 10

// Write writes the whole database to w, as it is at one moment. JSON and CSV
// give back the same rows when they are imported; where they could not, nothing
// is written and the error is a [model.Error] with the code [model.Invalid] that
// names the rows. An error of w's is returned as it is.
func Write(ctx context.Context, w io.Writer, store *data.Store, format Format) error {
	return store.Snapshot(ctx, "Export", func(s *snapshot.Snapshot) error {
		if format != Markdown {
			if err := check.Exact(ctx, s); err != nil {
				return err
			}
		}
		out := bufio.NewWriterSize(w, bufferSize)
		if err := write(ctx, out, s, format); err != nil {
			return err
		}
		return out.Flush()
	})
}

func write(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot, format Format) error {
	switch format {
	case CSV:
		return writeCSV(ctx, out, s)
	case Markdown:
		return writeMarkdown(ctx, out, s)
	}
	return writeJSON(ctx, out, s)
}
