package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"roster/data"
	"roster/data/access"
	"roster/data/check"
	"roster/data/model"
	"roster/data/snapshot"
	"roster/internal/infile"
	"roster/internal/report"
)

// bufferSize is how many bytes are written at once.
const bufferSize = 64 << 10

// Write writes the database to w, or the part of it that the options select, as it is at one
// moment. JSON and CSV give back the same rows when they are imported; where they could not,
// nothing is written and the error is a [model.Error] with the code [model.Invalid] that names
// the rows. It is [model.Forbidden] if the secret names are wanted by a session that may not
// see them. Its code is [model.Invalid] too if the roster has more rows or columns than a
// spreadsheet. An error of w's is returned as it is.
func Write(ctx context.Context, w io.Writer, store *data.Store, o Options) error {
	if o.Secrets {
		if err := store.Rights().Check(access.Secrets); err != nil {
			return err
		}
	}
	return store.Snapshot(ctx, "Export", func(s *snapshot.Snapshot) error {
		out := bufio.NewWriterSize(w, bufferSize)
		if err := write(ctx, out, s, o); err != nil {
			return err
		}
		return out.Flush()
	})
}

func write(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot, o Options) error {
	if o.BOM && o.Format == CSV {
		if _, err := out.WriteString(infile.ByteOrderMark); err != nil {
			return err
		}
	}
	if err := s.LeaveOut(o.Without); err != nil {
		return err
	}
	o.Secrets = o.Secrets && s.Has(model.HeroTable, "secret_name")
	if o.RoundTrips() {
		return writeRows(ctx, out, s, o)
	}
	if o.info().report == nil {
		return fmt.Errorf("roster can't write this as %s", o.Format)
	}
	r, err := report.Read(ctx, s, o.forReport())
	if err != nil {
		return err
	}
	return o.info().report(out, r, o.Matrix)
}

// writeRows writes the chosen rows as an import restores them.
func writeRows(ctx context.Context, out *bufio.Writer, s *snapshot.Snapshot, o Options) error {
	if err := check.Exact(ctx, s); err != nil {
		return err
	}
	chosen, err := o.Choose(ctx, s)
	if err != nil {
		return err
	}
	return o.info().rows(ctx, out, s, chosen, o)
}

func writeHTML(w io.Writer, r *report.Roster, matrixOnly bool) error {
	return r.WriteHTML(w, matrixOnly)
}
