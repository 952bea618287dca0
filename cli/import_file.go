package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"roster/data/field"
	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/outfile"
)

// shortName is what a file is called in the label of the change.
func shortName(file string) string {
	if file == "-" {
		return "standard input"
	}
	return filepath.Base(file)
}

// fileRead is the contents of a file.
type fileRead struct {
	draft   *importer.Draft
	table   *exchange.Table // nil for what export wrote
	notes   []string        // what should be said before the plan
	unknown []field.New     // the fields that columns could become which mean nothing to roster
}

// readFile reads the file into a draft, which fresh makes, and shows how far it is.
func (i importing) readFile(ctx context.Context, format exchange.Format, bar *progressLine, fresh func() *importer.Draft) (fileRead, error) {
	defer bar.clear()
	file, size, name := os.Stdin, int64(0), i.file
	if name != "-" {
		var err error
		file, err = waitFor(ctx, func() (*os.File, error) { return os.Open(name) }) // a pipe opens when someone writes
		switch {
		case ctx.Err() != nil:
			return fileRead{}, ctx.Err()
		case err != nil:
			return fileRead{}, unreadable(name, err)
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
	}
	return waitFor(ctx, func() (fileRead, error) { // it may have nothing to say for ever
		return i.read(ctx, file, &counted{r: file, bar: bar, size: size}, format, fresh)
	})
}

// read reads a file by its format: what roster exports, or any table. One that looks like
// an export, but has cells that are none, is read as a table too.
func (i importing) read(ctx context.Context, file *os.File, r io.Reader, format exchange.Format, fresh func() *importer.Draft) (fileRead, error) {
	draft := fresh()
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(16 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return fileRead{}, unreadable(i.file, err)
	}
	if i.format != "" || !i.table.given() && exchange.LooksLikeExport(head, draft) {
		if err := exchange.Read(ctx, in, format, draft); err != nil {
			return fileRead{}, unreadable(i.file, err)
		}
		if i.format != "" || draft.Wrong() == 0 || file == os.Stdin {
			return fileRead{draft: draft}, nil
		}
		table, err := i.asTable(ctx, in, file, fresh)
		_, asks := errors.AsType[openQuestions](err)
		if asks || err == nil && table.draft.Wrong() == 0 {
			return table, err
		}
		return fileRead{draft: draft}, nil
	}
	return i.asTable(ctx, in, file, fresh)
}

// asTable reads a file as a table.
func (i importing) asTable(ctx context.Context, r io.Reader, file *os.File, fresh func() *importer.Draft) (fileRead, error) {
	in, err := tableOf(r, file)
	if err != nil {
		return fileRead{}, unreadable(i.file, err)
	}
	result := fileRead{draft: fresh()}
	err = i.readTable(ctx, in, &result)
	return result, err
}

// unreadable returns an error that names the file that can't be read, and why.
func unreadable(name string, err error) error {
	return fmt.Errorf("%s can't be read: %w", name, outfile.Cause(err))
}

// counted is a reader that moves a progress bar.
type counted struct {
	r    io.Reader
	bar  *progressLine
	read int64
	size int64 // 0 if it is not known
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	c.bar.show("Reading", c.read, c.size)
	return n, err
}
