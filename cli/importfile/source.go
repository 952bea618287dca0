// Package importfile reads the file of an import: what export wrote, or any table, with the answers
// that the command line gives about it.
package importfile

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"roster/cli/await"
	"roster/cli/state"
	"roster/data/field"
	"roster/data/importer"
	"roster/internal/exchange"
	"roster/internal/outfile"
)

// Source is a file to import, and what the command line says of it.
type Source struct {
	Path   string // "-" is standard input
	Format string // in which to read it, "" to see by its contents
	Table  TableFlags
	Memory state.Columns // of the columns of tables
}

// Name is what the file is called in the label of the change.
func (s Source) Name() string {
	if s.Path == "-" {
		return "standard input"
	}
	return filepath.Base(s.Path)
}

// Contents is the contents of a file.
type Contents struct {
	Draft   *importer.Draft
	Table   *exchange.Table // nil for what export wrote
	Notes   []string        // what should be said before the plan
	Unknown []field.New     // the fields that columns could become which mean nothing to roster
}

// Read reads the file into a draft, which fresh makes. It calls progress with how many bytes were
// read, and of how many; 0 if that is not known.
func (s Source) Read(
	ctx context.Context, format exchange.Format, progress func(done, total int64), fresh func() *importer.Draft,
) (Contents, error) {
	file, size, name := os.Stdin, int64(0), s.Path
	if name != "-" {
		var err error
		file, err = await.Do(ctx, func() (*os.File, error) { return os.Open(name) }) // a pipe opens when someone writes
		switch {
		case ctx.Err() != nil:
			return Contents{}, ctx.Err()
		case err != nil:
			return Contents{}, unreadable(name, err)
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
	}
	return await.Do(ctx, func() (Contents, error) { // it may have nothing to say for ever
		return s.read(ctx, file, &counted{r: file, progress: progress, size: size}, format, fresh)
	})
}

// read reads a file by its format: what roster exports, or any table. One that looks like
// an export, but has cells that are none, is read as a table too.
func (s Source) read(
	ctx context.Context, file *os.File, r io.Reader, format exchange.Format, fresh func() *importer.Draft,
) (Contents, error) {
	draft := fresh()
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(16 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return Contents{}, unreadable(s.Path, err)
	}
	if s.Format != "" || !s.Table.given() && exchange.LooksLikeExport(head, draft) {
		if err := exchange.Read(ctx, in, format, draft); err != nil {
			return Contents{}, unreadable(s.Path, err)
		}
		if s.Format != "" || draft.Wrong() == 0 || file == os.Stdin {
			return Contents{Draft: draft}, nil
		}
		table, err := s.asTable(ctx, in, file, fresh)
		_, asks := errors.AsType[openQuestions](err)
		if asks || err == nil && table.Draft.Wrong() == 0 {
			return table, err
		}
		return Contents{Draft: draft}, nil
	}
	return s.asTable(ctx, in, file, fresh)
}

// asTable reads a file as a table.
func (s Source) asTable(
	ctx context.Context, r io.Reader, file *os.File, fresh func() *importer.Draft,
) (Contents, error) {
	in, err := tableOf(r, file)
	if err != nil {
		return Contents{}, unreadable(s.Path, err)
	}
	result := Contents{Draft: fresh()}
	err = s.readTable(ctx, in, &result)
	return result, err
}

// unreadable returns an error that names the file that can't be read, and why.
func unreadable(name string, err error) error {
	return fmt.Errorf("%s can't be read: %w", name, outfile.Cause(err))
}

// counted is a reader that reports its progress.
type counted struct {
	r        io.Reader
	progress func(done, total int64)
	read     int64
	size     int64 // 0 if it is not known
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	c.progress(c.read, c.size)
	return n, err
}
