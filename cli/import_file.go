package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"roster/data"
	"roster/internal/exchange"
)

// shortName is what a file is called in the label of the change.
func shortName(file string) string {
	if file == "-" {
		return "standard input"
	}
	return filepath.Base(file)
}

// readFile reads the file into a draft, and shows how far it is.
func readFile(ctx context.Context, name string, format exchange.Format, bar *progress, draft *data.Draft) error {
	file, size := os.Stdin, int64(0)
	if name != "-" {
		var err error
		file, err = waitFor(ctx, func() (*os.File, error) { return os.Open(name) }) // a pipe opens when somebody writes
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return unreadable(name, err)
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
	}
	_, err := waitFor(ctx, func() (any, error) { // it may have nothing to say for ever
		return nil, exchange.Read(ctx, &counted{r: file, bar: bar, size: size}, format, draft)
	})
	if err != nil && ctx.Err() == nil {
		return unreadable(name, err)
	}
	return err
}

// unreadable says which file can't be read, and why.
func unreadable(name string, err error) error {
	return fmt.Errorf("%s can't be read: %w", name, bareError(err))
}

// counted is a reader that moves a progress bar.
type counted struct {
	r    io.Reader
	bar  *progress
	read int64
	size int64 // 0 where it is not known
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	c.bar.show("Reading", c.read, c.size)
	return n, err
}
