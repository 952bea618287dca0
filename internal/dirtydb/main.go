// Command dirtydb writes a roster as careless programs leave it, for the tests:
//
//	go run ./internal/dirtydb [-force] FILE
//
// The same bytes come out every time.
package main

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed dirty.sql
var script string

func main() {
	force := flag.Bool("force", false, "overwrite FILE")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: dirtydb [-force] FILE")
		os.Exit(2)
	}
	if err := write(context.Background(), flag.Arg(0), *force); err != nil {
		fmt.Fprintln(os.Stderr, "dirtydb:", err)
		os.Exit(1)
	}
}

// write makes the database at path. A file that is there already is an error,
// unless force is set: then the new one takes its place.
func write(ctx context.Context, path string, force bool) error {
	if force {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return run(ctx, path)
}

// run executes the script in the database at path.
func run(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}).String())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, script)
	return errors.Join(err, db.Close())
}
